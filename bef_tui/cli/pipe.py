"""The other end of what is printed: it may have gone away, as ``head`` does. Imports next to nothing."""

from __future__ import annotations

import os
import sys


def flush() -> None:
    """Send what was printed; BrokenPipeError when nobody reads it. Standard output may also have been closed."""
    if sys.stdout is not None:
        sys.stdout.flush()


def nobody_reads() -> int:
    """The reader went away: what was to be done is done, and Python is not to complain at its end."""
    from contextlib import suppress

    with suppress(AttributeError, OSError, ValueError):  # there is none, or it is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
