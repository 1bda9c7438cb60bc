"""Runs an app on the terminal and says with which status the process should end."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from bef_tui.terminal.fitness import speaks_utf8

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

PLAIN_OUTPUT = "BEF_PLAIN_OUTPUT"
"""The environment variable that switches back to Textual's own output: whole regions instead of changed cells."""


def run(app: "App[Any]", on_dying: Callable[[], object], *, log: Path | None = None) -> int:
    """Run the app until it is quit; the status for ``leave`` is 0, or the app's own return code.

    When the line drops or a deadly signal arrives, this does not return: ``on_dying`` is called, the terminal given
    back and the process ended with 128 + the number of the signal, all within two seconds. ``on_dying`` is called
    at a normal end as well. An error of the program is written to ``log`` in full and told in one line; its text may
    hold anything a user typed, so the terminal gets no more of it than its kind.
    """
    from bef_tui.terminal.driver import LineDriver
    from bef_tui.terminal.line import Line
    from bef_tui.terminal.plain_signs import to_ascii, to_utf8
    from bef_tui.terminal.shadow import install

    with Line(on_dying) as line:
        shadow = None if os.environ.get(PLAIN_OUTPUT) else install(app)
        encode = to_utf8 if speaks_utf8() else to_ascii
        driver = partial(LineDriver, line=line, encode=encode, shadow=shadow)
        app.driver_class = cast("type[Driver]", driver)  # Textual only ever calls it
        failure: BaseException | None = None
        if "debug" not in app.features:
            # Private: Textual prints the traceback with all local values, unfiltered, after the app has ended.
            setattr(app, "_print_error_renderables", app._exit_renderables.clear)  # noqa: B010
        try:
            app.run()
        except Exception as error:
            failure = error
            line.give_back()
        finally:
            on_dying()
    failure = failure or app._exception
    if failure is None:
        return app.return_code or 0
    _tell(failure, log)
    return app.return_code or 1


def leave(status: int) -> NoReturn:
    """End the process now: everything is saved, and taking the interpreter apart would only take time."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(status)


def _tell(failure: BaseException, log: Path | None) -> None:
    """Write an error of the program to the log, and one line about it for the user."""
    kind = type(failure).__name__
    where = ""
    if log is not None:
        try:
            _append(log, failure)
            where = f"; the details are in {log}"
        except OSError:
            where = "; its details could not be written"
    print(f"bef: stopped by an error of its own ({kind}). What was saved is safe{where}.", file=sys.stderr)


def _append(log: Path, failure: BaseException) -> None:
    from traceback import format_exception

    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write("".join(format_exception(failure)) + "\n")
