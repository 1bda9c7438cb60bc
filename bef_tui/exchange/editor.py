"""A text in the writer's own editor: how it is run, and where an editor that was cut off has left what was typed."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LAST_EDITOR = "vi"


def run_editor(path: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run ``$VISUAL`` or ``$EDITOR`` on a file and wait for it; gives what went wrong, or nothing."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or LAST_EDITOR
    try:
        with _ctrl_c_is_the_editors():
            ended = subprocess.run([*shlex.split(command), str(path)], env=environment, check=False)
    except (OSError, ValueError) as error:
        return f"the editor {command!r} could not be started ({error})"
    if ended.returncode < 0:
        return f"the editor was ended by signal {-ended.returncode}"
    return f"the editor ended with an error ({ended.returncode})" if ended.returncode else ""


def rescued(path: Path) -> Path:
    """The file with the newest text: where nano or emacs put what was not saved when they were cut off, or ``path``."""
    beside = (path.with_name(f"{path.name}.save"), path.with_name(f"#{path.name}#"))
    there = [one for one in (path, *beside) if one.is_file()]
    return max(there, key=lambda one: one.stat().st_mtime_ns, default=path)


def swap_of(path: Path) -> Path | None:
    """The swap file that vi left behind when it was cut off: ``vi -r`` reads it."""
    swap = path.with_name(f".{path.name}.swp")
    return swap if swap.is_file() else None


@contextmanager
def _ctrl_c_is_the_editors() -> Iterator[None]:
    """While the editor runs, ctrl+c means something to it alone; a handler of ours is not handed on to it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
