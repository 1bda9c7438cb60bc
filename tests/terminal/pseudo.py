"""A pseudo-terminal with a program in it, for tests: type, read, take the line away, see how the program ends."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[2]
PATIENCE = 20.0
"""Seconds to wait for a program on a busy machine; what must be fast is measured."""


class Pseudo:
    """One program in a terminal of 80 columns and 24 lines."""

    def __init__(self, *command: str, env: dict[str, str] | None = None, ignore_hup: bool = False) -> None:
        self.near, self.far = pty.openpty()
        fcntl.ioctl(self.far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.modes = termios.tcgetattr(self.far)
        self.seen = b""

        def prepare() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignore_hup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        usual = {
            "TERM": "xterm-256color",
            "PYTHONPATH": str(TOP),
            "TEXTUAL_ANIMATIONS": "none",
            "LC_ALL": "C.UTF-8",
        }
        # These would speak louder than the size of the terminal; a test runner may have set them.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=self.far,
            stdout=self.far,
            stderr=self.far,
            env={**inherited, **usual, **(env or {})},
            preexec_fn=prepare,
        )

    def __enter__(self) -> "Pseudo":
        return self

    def __exit__(self, *_: Any) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for fd in (self.near, self.far):
            if fd >= 0:
                os.close(fd)

    def type(self, keys: bytes) -> None:
        os.write(self.near, keys)

    def read(self, seconds: float) -> bytes:
        """What arrives within so many seconds."""
        start, end = len(self.seen), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.near], [], [], left)[0]:
                self.seen += os.read(self.near, 65536)
        return self.seen[start:]

    def wait_for(self, text: bytes) -> None:
        """Read until a text was sent."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end and self.process.poll() is None, self.seen[-400:]
            self.read(0.02)

    def hang_up(self) -> None:
        """The window is closed, or the connection drops."""
        os.close(self.far)
        os.close(self.near)
        self.near = self.far = -1

    def ended(self, *, reading: bool = True) -> tuple[int, float]:
        """The exit status, and how many seconds the end took."""
        start = time.monotonic()
        while self.process.poll() is None and time.monotonic() - start < PATIENCE:
            if reading and self.near >= 0:
                self.read(0.01)
            else:
                time.sleep(0.01)
        took = time.monotonic() - start
        if reading and self.near >= 0:
            self.read(0.02)
        assert self.process.returncode is not None, "still running"
        return self.process.returncode, took

    @property
    def modes_restored(self) -> bool:
        return termios.tcgetattr(self.far)[:4] == self.modes[:4]
