"""A program in a pseudo-terminal, timed from outside: when it paints, what it sends, what it uses. Linux only."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
ASKS_FOR_FRAMES, HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
LONGEST = 30.0


@dataclass(frozen=True)
class Answer:
    """What a key or a start brought: seconds to the first and the last whole frame, and all bytes until quiet."""

    first: float
    last: float
    bytes: int


class Screen:
    """One program in a terminal of 100 columns and 30 lines that understands synchronised updates."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self._near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self._tail = b""
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=far, stdout=far, stderr=far, env={**os.environ, **env}, start_new_session=True
        )
        os.close(far)

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._near)

    def started(self, marker: bytes, quiet: float = 0.6) -> Answer:
        """From the start of the process to the end of the frame that first shows the marker."""
        return self._answer(self._started, marker, quiet)

    def press(self, key: bytes, quiet: float = 0.06) -> Answer:
        """From the key to the end of the frames that it brings."""
        pressed = time.perf_counter()
        os.write(self._near, key)
        return self._answer(pressed, b"", quiet)

    def wait(self, seconds: float) -> int:
        """Count what is sent in so many seconds."""
        end, count = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            count += len(self._read(left))
        return count

    def cpu(self) -> float:
        """Seconds of processor time used until now, all threads."""
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def peak(self) -> float:
        """The most memory it ever had, in MiB."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    def _read(self, timeout: float) -> bytes:
        if not select.select([self._near], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self._near, 1 << 20)
        except OSError:
            raise RuntimeError(
                f"the program has ended with {self._process.wait()}: {self._tail[-500:]!r}"
            ) from None
        if ASKS_FOR_FRAMES in data:
            os.write(self._near, HAS_FRAMES)
        self._tail = (self._tail + data)[-4000:]
        return data

    def _answer(self, since: float, marker: bytes, quiet: float) -> Answer:
        seen, first, last = bytearray(), 0.0, 0.0
        while True:
            data = self._read(quiet if first else LONGEST)
            now = time.perf_counter() - since
            if not data:
                if not first:
                    raise RuntimeError(f"nothing was painted: {bytes(seen[-500:])!r}")
                return Answer(first, last, len(seen))
            seen += data
            whole = seen.count(FRAME_ENDS) >= seen.count(FRAME_BEGINS)  # else a frame is under way
            if whole and marker in seen:
                first, last = first or now, now
