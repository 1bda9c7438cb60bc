"""Writes to the terminal from a thread of its own, and survives a line that is dead, stalled or slow.

The event loop never waits for the line: what cannot be sent in time is dropped, and once the line is clear again the
whole screen is asked for. (Textual's own writer holds thirty writes, then blocks the loop, and with it the keys.)
"""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress

MOST_WAITING = 64 * 1024
"""Bytes that may wait for the line; a frame that comes on top of them is dropped."""

ALWAYS_SENT = 64
"""Writes up to this length switch modes (mouse, cursor, synchronised update) and are never dropped."""

CHUNK = 4096
STALLED = 50
"""Milliseconds between two looks whether a stalled line was abandoned."""


class LineWriter(threading.Thread):
    """A thread that writes text to a file descriptor in order.

    The descriptor should be non-blocking: a write that sleeps in the kernel keeps even the goodbye from getting
    through. ``on_clear`` is called in this thread when frames were dropped and everything that waited has been sent.
    """

    def __init__(self, fd: int, encode: Callable[[str], bytes], on_clear: Callable[[], None]) -> None:
        super().__init__(name="bef-output", daemon=True)
        self._fd, self._encode, self._on_clear = fd, encode, on_clear
        self._poll = select.poll()
        self._poll.register(fd, select.POLLOUT)
        self._change = threading.Condition()
        self._waiting: list[bytes] = []
        self._bytes_waiting = 0
        self._dropped = self._closing = self._dead = False

    def write(self, text: str) -> None:
        """Send text as soon as the line takes it; returns at once."""
        data = self._encode(text)
        with self._change:
            if self._closing or self._dead:
                return
            if self._bytes_waiting > MOST_WAITING and len(data) > ALWAYS_SENT:
                self._dropped = True
                return
            self._waiting.append(data)
            self._bytes_waiting += len(data)
            self._change.notify()

    def stop(self, timeout: float | None = None) -> None:
        """Send what waits, then end; waits for that at most ``timeout`` seconds."""
        with self._change:
            self._closing = True
            self._change.notify()
        self.join(timeout)

    def abandon(self, timeout: float) -> None:
        """Drop what waits and send nothing more; waits at most ``timeout`` seconds for the write that is under way."""
        with self._change:
            self._dead = True
            self._waiting.clear()
            self._change.notify()
        self.join(timeout)

    def run(self) -> None:
        """Send until stopped or until the line is dead."""
        try:
            while (data := self._next()) is not None:
                self._send(data)
        except OSError:
            with self._change:
                self._dead = True
                self._waiting.clear()

    def _next(self) -> bytes | None:
        """All that waits, once something does; None when there is nothing more to do."""
        with self._change:
            while not self._waiting and not self._closing and not self._dead:
                if self._dropped:
                    self._dropped = False
                    self._on_clear()
                self._change.wait()
            if self._dead or not self._waiting:
                return None
            data = b"".join(self._waiting)
            self._waiting.clear()
            return data

    def _send(self, data: bytes) -> None:
        """Write all of it, as the line takes it, and notice when it is abandoned."""
        left = memoryview(data)
        while left and not self._dead:
            try:
                sent = os.write(self._fd, left[:CHUNK])
            except BlockingIOError:
                self._poll.poll(STALLED)
                continue
            left = left[sent:]
            with self._change:
                self._bytes_waiting -= sent


def write_what_fits(fd: int, data: bytes, seconds: float) -> None:
    """Write to a non-blocking descriptor, giving up when the line takes nothing for so many seconds."""
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    left = memoryview(data)
    while left and poll.poll(seconds * 1000):
        with suppress(BlockingIOError):
            left = left[os.write(fd, left) :]
