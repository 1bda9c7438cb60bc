"""The line to the user and the ways it ends: signals, a closed window, a dropped connection.

One thread, the watch, sleeps until the input hangs up or a signal arrives; nothing wakes it in between. It needs no
help of the event loop, which may be stuck. A dying line means, in this order and within two seconds: nothing more
is drawn, half-typed text is saved, the terminal is given back, the process ends with 128 + the signal's number.
What the database was doing needs no goodbye: a transaction is there or it is not.
"""

import math
import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

from bef_tui.terminal.writer import LineWriter, write_what_fits

INPUT, OUTPUT = 0, 2
DEADLINE = 2.0
"""Seconds from the first sign of the end to the end of the process."""
SAVING, DRAINING, RESTORING = 1.2, 0.15, 0.2
"""The parts of the deadline: half-typed text, the write under way, the terminal."""

LATE_KEY = 0.5
"""Seconds after another program had the terminal in which a ctrl+c was still meant for that one."""

LOST, WAKE = b"\xff", b"\0"
"""What is written to the watch's pipe beside the numbers of signals."""

DEADLY = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)

GIVE_BACK = (
    b"\x18\x1b\\"  # ends a sequence that was cut in the middle
    b"\x1b[?2026l\x1b[?2048l"  # synchronised updates, resize reports
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # mouse
    b"\x1b[?2004l\x1b[?1004l\x1b[?7h"  # bracketed paste, focus reports; line wrap on
    b"\x1b[<u"  # kitty keyboard: one level of this screen's own stack
    b"\x1b[0m\x1b[?1049l\x1b[?25h"  # colours, alternate screen, cursor
)


class Line:
    """Watches the line while an app is on it: ``with Line(save) as line: ...``.

    ``on_dying`` saves what is half-typed; it is called in a thread and given ``SAVING`` seconds.
    """

    def __init__(self, on_dying: Callable[[], object]) -> None:
        self._on_dying = on_dying
        self._modes = _modes(INPUT)
        self.output = _open_output()
        """A descriptor of the terminal to write to, non-blocking where the system allows."""
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._before: dict[signal.Signals, object] = {}
        self._watch = threading.Thread(target=self._watching, name="bef-line", daemon=True)
        self._ending = threading.Lock()
        self._over = False
        self.writer: LineWriter | None = None
        """The writer of the app on this line; set while the terminal is in the app's modes."""
        self._lent_until = 0.0

    def __enter__(self) -> "Line":
        for number in DEADLY:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup and background jobs stay as they are
                self._before[number] = signal.signal(number, _note)
        # The C part of Python's signal handler writes the number here, even while the main thread is stuck.
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        os.write(self._wake_write, WAKE)
        self._watch.join()
        os.close(self.output)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def lost(self) -> None:
        """Say that the line is gone, where a read found it out before the watch."""
        with suppress(OSError):
            os.write(self._wake_write, LOST)

    def lend(self) -> None:
        """Another program has the terminal for a while: ctrl+c is meant for that one."""
        self._lent_until = math.inf

    def take_back(self) -> None:
        """The terminal is the app's again; a ctrl+c that ended the other program may still be on its way."""
        self._lent_until = time.monotonic() + LATE_KEY if self._lent_until else 0.0

    def end_within_deadline(self, status: Callable[[], int]) -> None:
        """The app is quitting: if it has not ended in two seconds, end it."""

        def force() -> None:
            time.sleep(DEADLINE)
            if not self._over:
                self._end(status())

        threading.Thread(target=force, name="bef-deadline", daemon=True).start()

    def _watching(self) -> None:
        """Sleep until the input hangs up or a deadly signal arrives, then end the process."""
        poll = select.poll()
        poll.register(INPUT, 0)  # asks for nothing, so only a hang-up or an error wakes it
        poll.register(self._wake_read, select.POLLIN)
        while not self._over:
            for fd, event in poll.poll():
                if fd == INPUT and event & select.POLLNVAL:  # a system that cannot poll terminals
                    poll.unregister(INPUT)
                elif fd == INPUT:
                    self._die(signal.SIGHUP)
                else:
                    for number in os.read(self._wake_read, 512):
                        if number == signal.SIGINT and time.monotonic() < self._lent_until:
                            continue
                        if number in DEADLY:
                            self._die(number)
                        elif number == LOST[0]:
                            self._die(signal.SIGHUP)

    def _die(self, number: int) -> NoReturn:
        """Save, give the terminal back, end."""
        saving = threading.Thread(target=self._save, name="bef-saving", daemon=True)
        saving.start()
        saving.join(SAVING)
        self._end(128 + number)

    def _save(self) -> None:
        with suppress(Exception):  # nobody is there any more to be told
            self._on_dying()

    def _end(self, status: int) -> NoReturn:
        try:
            if self._ending.acquire(timeout=DRAINING + RESTORING):  # unless another thread is about it
                self.give_back()
        finally:
            os._exit(status)

    def give_back(self) -> None:
        """Put the terminal back into the modes it had, without ever waiting long for it."""
        # Otherwise a background process would be stopped for touching the terminal, and never end.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        writer, self.writer = self.writer, None
        if writer is None:
            return
        writer.abandon(DRAINING)
        with suppress(OSError, termios.error):
            if not _takes_more(
                self.output
            ):  # stalled: drop what is in the buffer, or the goodbye cannot get through
                termios.tcflush(self.output, termios.TCOFLUSH)
            write_what_fits(self.output, GIVE_BACK, RESTORING)
        if self._modes is not None:
            with suppress(termios.error):
                termios.tcsetattr(INPUT, termios.TCSANOW, self._modes)


def _note(number: int, frame: FrameType | None) -> None:
    """The watch acts on signals; this handler only keeps the system from acting on them first."""


def _modes(fd: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(fd)
    except termios.error:
        return None


def _open_output() -> int:
    """The terminal, opened anew: O_NONBLOCK on the descriptor that we were given would be the shell's too."""
    try:
        return os.open(os.ttyname(OUTPUT), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:  # a terminal without a name here, as in some containers
        return os.dup(OUTPUT)


def _takes_more(fd: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    return bool(poll.poll(0))
