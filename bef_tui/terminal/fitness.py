"""Whether bef can be shown here: asked before Textual is imported, answered in one sentence."""

import os
import sys
from collections.abc import Mapping

# Some versions of Textual take NO_COLOR out of the environment; children such as $EDITOR get it back.
_NO_COLOR = os.environ.get("NO_COLOR")

STREAMS = ("input", "output", "error")


def refusal(environment: Mapping[str, str] | None = None) -> str | None:
    """Why no app can be shown here, as one line for the user; None when it can.

    Without a terminal Textual would burn a core for ever (cron, ``ssh`` without ``-t``), and a dumb one would show
    escape sequences as text. A terminal without UTF-8 is no reason: see ``speaks_utf8``.
    """
    environment = os.environ if environment is None else environment
    for number, name in enumerate(STREAMS):
        if not _is_terminal(number):
            return f"needs a terminal, and standard {name} is none (over ssh: ssh -t HOST bef)"
    kind = environment.get("TERM", "")
    if kind in ("", "dumb", "unknown"):
        said = (
            f"cannot draw on a terminal of the type {kind}"
            if kind
            else "does not know the type of this terminal"
        )
        return f"{said}; set it, for instance: TERM=xterm-256color bef"
    return None


def speaks_utf8(environment: Mapping[str, str] | None = None) -> bool:
    """Whether the terminal shows more than ASCII, as far as the locale says.

    Where it does not (``LC_ALL=C``, Latin-1), bef starts all the same: the app takes the ASCII set of signs, and
    what else is not ASCII (a border, a name) is written as its nearest ASCII. Refusing would lock people out of
    their records for want of a pretty border. With no locale set at all Python itself takes UTF-8, and so do we.
    """
    environment = os.environ if environment is None else environment
    chosen = next(
        (environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "utf-8"
    )
    stream = sys.__stderr__
    written_as = (stream.encoding if stream is not None else None) or "utf-8"
    return all("utf8" in name.lower().replace("-", "") for name in (chosen, written_as))


def editor_environment() -> dict[str, str]:
    """The environment for ``$EDITOR`` and other children: ours, with the NO_COLOR that we were started with."""
    environment = dict(os.environ)
    if _NO_COLOR is not None:
        environment["NO_COLOR"] = _NO_COLOR
    return environment


def _is_terminal(number: int) -> bool:
    try:
        return os.isatty(number)
    except OSError:
        return False
