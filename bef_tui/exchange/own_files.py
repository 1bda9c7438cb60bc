"""Files that bef writes for somebody else to read: whole or not at all, and never over what was changed by hand."""

import os
import tempfile
from pathlib import Path
from typing import Literal

from bef_tui.exchange.front_matter import is_sealed, unsealed

FileState = Literal["new", "same", "old", "foreign"]


def state_of(path: Path, text: str) -> FileState:
    """What stands at the place of a sealed file: nothing (``new``), the ``same``, an ``old`` or a ``foreign`` one.

    ``OSError`` when it cannot be read.
    """
    try:
        there = None if path.is_symlink() else path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return "new"
    except UnicodeDecodeError:
        return "foreign"
    if there == text:
        return "same"
    ours = there is not None and (is_sealed(there) or unsealed(there) == unsealed(text))
    return "old" if ours else "foreign"


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all; its folder is made. ``OSError`` when that is not possible."""
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".bef-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            os.fchmod(stream.fileno(), 0o666 & ~_umask())
            stream.write(text)
        Path(name).replace(path)
    except OSError:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
