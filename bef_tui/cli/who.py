"""Who does the deeds of this process, for the history."""

from __future__ import annotations

import getpass
import os
import socket


def who(chosen: str | None = None) -> str:
    """The name in the settings, else the user of the machine."""
    if chosen:
        return chosen
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"


def session_name() -> str:
    """A name for this process: the machine, the process and a few random letters."""
    return f"{socket.gethostname()}-{os.getpid()}-{os.urandom(3).hex()}"
