"""``bef backup``: a copy of the file, made while it is in use and checked."""

from __future__ import annotations

from pathlib import Path

import click

from bef_tui.cli.failures import CANNOT_WRITE, Failure
from bef_tui.cli.here import Here, moment
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json


@click.command()
@click.argument("file", required=False)
@as_json
@database
def backup(here: Here, as_json: bool, file: str | None) -> None:
    """Make a backup, and check it.

    It goes into FILE, into a folder FILE, or beside the other backups. A file that is there already is never
    overwritten. Beside the others, backups of the last seven days, eight weeks and twelve months are kept.
    """
    from bef_tui.data import backup as backups

    here.need()
    if file is None:
        folder = here.paths.backups
        made = backups.make(here.path, folder, moment())
        backups.rotate(folder, here.path.stem)
    else:
        made = _into(here.path, Path(file).expanduser())
    if as_json:
        say_json({"file": str(made), "bytes": made.stat().st_size})
    else:
        say(f"Backup made and checked: {made}")


def _into(source: Path, target: Path) -> Path:
    """A backup under a name of the user's own, with its checksum beside it."""
    from tempfile import TemporaryDirectory

    from bef_tui.data import backup as backups

    if target.is_dir():
        return backups.make(source, target, moment())
    if target.exists():
        raise Failure(CANNOT_WRITE, f"{target} is there already; a backup overwrites nothing")
    try:
        with TemporaryDirectory(dir=target.parent, prefix=".bef-") as folder:
            made = backups.make(source, Path(folder), moment())
            checksum = Path(f"{made}.sha256")
            checksum.write_text(f"{checksum.read_text('ascii').split()[0]}  {target.name}\n", "utf-8")
            checksum.rename(f"{target}.sha256")
            made.rename(target)
    except OSError as error:
        raise Failure(CANNOT_WRITE, f"{target} cannot be written: {error.strerror}") from None
    return target
