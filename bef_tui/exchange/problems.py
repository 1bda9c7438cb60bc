"""What exchange says when it does not understand: always one line, always meant for the user."""

import re

_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
_LONGEST_QUOTE = 60


class NotUnderstood(ValueError):  # noqa: N818 - says what happened, as RuleBroken does
    """Typed text that is no date, number or task; ``str(error)`` says why and shows how to write it."""


class BadInput(ValueError):  # noqa: N818 - says what happened, as RuleBroken does
    """A file that cannot be read whole, so that nothing of it is taken.

    ``str(error)`` is one line such as ``todo.txt line 12: the text contains a NUL character``; ``line`` is 0 when
    the file as a whole is meant.
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        where = f"{file} line {line}" if line else file
        super().__init__(one_line(f"{where}: {reason}"))
        self.file = file
        self.line = line
        self.reason = reason


def one_line(text: str) -> str:
    """The text with everything that would break a line or a terminal written as ``?``, white space as a space."""
    return "".join(c if c.isprintable() else " " if c.isspace() and c >= " " else "?" for c in text)


def quoted(text: str) -> str:
    """The text as an error message repeats it: in quotes, on one line, cut when long."""
    shown = one_line(text[:_LONGEST_QUOTE])
    if len(text) > _LONGEST_QUOTE:
        shown = shown[:-1] + "…"
    return f"“{shown}”"


def unstorable(text: str) -> str | None:
    """Why a text cannot be kept (a NUL character, half of a surrogate pair), or None when it can."""
    if "\0" in text:
        return "the text contains a NUL character (U+0000), which cannot be stored"
    half = _HALF_PAIR.search(text)
    if half:
        return f"the text contains U+{ord(half[0]):04X}, half of a character, which cannot be stored"
    return None
