"""The options that commands share: ``--db`` before or after the command, ``--json`` on what prints records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from bef_tui.cli.here import Here

F = TypeVar("F", bound=Callable[..., Any])


def _choose(context: click.Context, _: click.Parameter, value: str | None) -> None:
    here = context.find_object(Here)
    if here is None:
        here = context.obj = Here()
    if value is not None:
        here.database = value


def database(command: F) -> F:
    """Let ``--db FILE`` name the file; the command is handed ``here``."""
    option = click.option(
        "--db",
        metavar="FILE",
        callback=_choose,
        expose_value=False,
        help="The file to use instead of the usual one, or of the one BEF_DB names.",
    )
    passed: Any = click.pass_obj(command)
    return option(passed)  # type: ignore[no-any-return]


def as_json(command: F) -> F:
    """Let ``--json`` ask for JSON; the command is handed ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)
