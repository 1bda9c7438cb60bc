"""Somebody at a real terminal: the app in a pseudo-terminal, and what stands on its screen."""

import time
from pathlib import Path
from statistics import mode

import pyte

from tests.terminal.pseudo import PATIENCE, Pseudo

KEYS = {
    "enter": b"\r",
    "esc": b"\x1b",
    "tab": b"\t",
    "down": b"\x1b[B",
    "ctrl+s": b"\x13",
    "ctrl+n": b"\x0e",
    "ctrl+p": b"\x10",
    "ctrl+g": b"\x07",
}


class TerminalUser:
    """The app on a home of its own, at 80 columns and 24 lines."""

    def __init__(self, home: Path, *words: str, day: str) -> None:
        env = {"BEF_HOME": str(home), "BEF_TODAY": day, "TZ": "Europe/Berlin"}
        self.terminal = Pseudo("-m", "bef_tui", *words, env=env)
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def __enter__(self) -> "TerminalUser":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.terminal.__exit__()

    def kill(self) -> None:
        """End it with SIGKILL, as an out-of-memory killer would: nothing is run any more."""
        if self.terminal.process.poll() is None:
            self.terminal.process.kill()
        self.terminal.process.wait()

    def press(self, *keys: str) -> None:
        """Press keys by name, giving the app the time to follow each."""
        for key in keys:
            self.terminal.type(KEYS.get(key) or key.encode())
            self.wait(0.15)

    def type(self, text: str) -> None:
        """Type a text as fast as one can."""
        self.terminal.type(text.encode())

    def fill(self, *texts: str | None) -> None:
        """Fill the fields of a form one after the other; None leaves one as it is."""
        for place, text in enumerate(texts):
            if place:
                self.press("tab")
            if text:
                self.type(text)
                self.wait(0.1)

    def wait(self, seconds: float) -> None:
        """Let time pass, and read what the app sends."""
        self.terminal.read(seconds)
        self._stream.feed(self.terminal.seen[self._fed :])
        self._fed = len(self.terminal.seen)

    @property
    def screen(self) -> str:
        """What stands on the screen now."""
        return "\n".join(self._screen.display)

    @property
    def ground(self) -> str:
        """The colour that stands behind most of the text now."""
        return mode(self._screen.buffer[y][x].bg for y in range(24) for x in range(80))

    def see(self, *texts: str) -> None:
        """Wait until all of these stand on the screen."""
        end = time.monotonic() + PATIENCE
        while missing := [text for text in texts if text not in self.screen]:
            assert time.monotonic() < end, f"{missing} not on the screen:\n{self.screen}"
            assert self.terminal.process.poll() is None, f"ended:\n{self.screen}"
            self.wait(0.05)
