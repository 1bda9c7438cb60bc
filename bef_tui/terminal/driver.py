"""Textual's driver for Linux and macOS on a line that may go away: it sleeps when idle and never blocks the loop.

It leans on these private parts of Textual 8.2, which the pin ``textual<9`` and tests/terminal keep an eye on:
``LinuxDriver.run_input_thread`` (replaced: the stock one wakes ten times a second and spins on a dead line) and
``._app``; ``XTermParser.feed`` and ``.tick``.
"""

import os
import select
import signal
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from bef_tui.terminal.line import Line
from bef_tui.terminal.shadow import Shadow
from bef_tui.terminal.writer import LineWriter

READ = 4096
QUIET = constants.ESCAPE_DELAY + 0.005
"""Seconds after which a lone ESC is the escape key, and not the beginning of something."""


class LineDriver(LinuxDriver):
    """The stock driver with its own reading and writing; setting up and undoing the modes is left as it is."""

    def __init__(
        self,
        app: App[Any],
        *,
        line: Line,
        encode: Callable[[str], bytes],
        shadow: Shadow | None = None,
        **options: Any,
    ) -> None:
        super().__init__(app, **options)
        self._line, self._encode, self._shadow = line, encode, shadow
        self._writer: LineWriter | None = None
        self._wake_read, self._wake_write = os.pipe()
        self._reading = threading.Event()
        self._suspending = False

    def write(self, data: str) -> None:
        """Send data; never waits for the line."""
        if self._writer is not None:
            self._writer.write(data)

    def start_application_mode(self) -> None:
        """Take the terminal; another program may have had it."""
        self._line.take_back()
        self._forget()
        self._writer = self._line.writer = LineWriter(self._line.output, self._encode, self._repaint_soon)
        self._writer.start()
        self._reading.set()
        # The stock driver starts a writer thread of its own here; it gets nothing to write and sleeps.
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._resized = signal.getsignal(signal.SIGWINCH)
        signal.signal(signal.SIGWINCH, self._on_resized)

    def _on_resized(self, number: int, frame: FrameType | None) -> None:
        self._forget()
        if callable(self._resized):
            self._resized(number, frame)

    def suspend_application_mode(self) -> None:
        """Give the terminal to another program for a while."""
        self._suspending = True
        self._line.lend()
        try:
            super().suspend_application_mode()
        finally:
            self._suspending = False

    def stop_application_mode(self) -> None:
        """Give the terminal back; from here on the app has two seconds to end."""
        if not self._suspending:
            self._line.end_within_deadline(lambda: self._app.return_code or 0)
        super().stop_application_mode()

    def disable_input(self) -> None:
        """Stop reading at once: the stock driver would notice after a tenth of a second."""
        if self._reading.is_set():
            self._reading.clear()
            os.write(self._wake_write, b"\0")
        super().disable_input()

    def close(self) -> None:
        """Send what is left and end the writer."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.stop()
            self._line.writer = None
        super().close()

    def run_input_thread(self) -> None:
        """Read keys until told to stop, asleep until there is one; a dead line ends it."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        timeout: float | None = None
        while self._reading.is_set():
            ready, _, _ = select.select([self.fileno, self._wake_read], [], [], timeout)
            if self._wake_read in ready:
                os.read(self._wake_read, READ)
                break
            if not ready:
                events, timeout = parser.tick(), None
            else:
                data = self._read()
                if not data:
                    self._line.lost()
                    return
                events, timeout = parser.feed(decode(data)), QUIET
            for event in events:
                self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes:
        """What was typed; nothing at all when the line is dead."""
        try:
            return os.read(self.fileno, READ)
        except OSError:
            return b""

    def _forget(self) -> None:
        """The terminal may show anything now."""
        if self._shadow is not None:
            self._shadow.forget()

    def _repaint_soon(self) -> None:
        """Frames were dropped and the line is clear again: what is on the screen is not what should be."""
        self._forget()
        with suppress(RuntimeError):  # the loop has just ended
            self._app.call_later(self._app.refresh)
