"""The words of the command line: which command they name, and how every one of them ends."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module

import click

from bef_tui import __version__
from bef_tui.cli import failures, pipe
from bef_tui.cli.here import Here
from bef_tui.cli.options import database

# A command is imported when it is used, so that the prompt does not wait for the others.
COMMANDS: dict[str, str] = {
    "review": "opening",
    "demo": "opening",
    "today": "today",
    "add": "tasks",
    "done": "tasks",
    "score": "score",
    "status": "standing",
    "kpi": "kpi",
    "sop": "sop",
    "run": "runs",
    "rule": "rule",
    "tick": "tick",
    "report": "report",
    "import": "imports",
    "export": "export",
    "backup": "backup",
    "undo": "history",
    "redo": "history",
    "log": "history",
    "paths": "standing",
}
OTHER_NAMES = {"import": "import_"}
HELP_NAMES = ["-h", "--help"]

EPILOG = "Exit codes: " + ", ".join(f"{code} {words}" for code, words in failures.EXIT_CODES.items()) + "."


class Commands(click.Group):
    """The commands, each loaded when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of a week."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"bef_tui.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, OTHER_NAMES.get(cmd_name, cmd_name))
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": HELP_NAMES, "max_content_width": 100},
)
@database
@click.version_option(__version__, prog_name="bef", message="%(prog)s %(version)s")
@click.pass_context
def bef(context: click.Context, here: Here) -> int | None:
    """The Business Execution Framework in a terminal.

    Without a command bef opens the app.
    """
    if context.invoked_subcommand is not None:
        return None
    from bef_tui.cli.start import open_app

    return open_app(here.database)


def run(words: list[str]) -> int:
    """Run a command; gives the exit code. What goes wrong is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = bef.main(args=words, prog_name="bef", standalone_mode=False)
        pipe.flush()
        return code if isinstance(code, int) else 0
    except (BrokenPipeError, SystemExit):  # click exits when nobody reads its output
        return pipe.nobody_reads()
    except (click.Abort, KeyboardInterrupt):
        return failures.INTERRUPTED
    except click.ClickException as error:
        return _misused(error)
    except Exception as error:
        return _failed(error, words)


def _misused(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    hint = f" See: {context.command_path} --help" if context is not None else ""
    failures.complain(error.format_message().rstrip(".") + "." + hint)
    return failures.WRONG_USE


def _failed(error: Exception, words: list[str]) -> int:
    code = failures.code_for(error)
    if code is not None:
        failures.complain(failures.words_for(error))
        return code
    log = failures.write_down(error, words)
    where = f"; {log} says more" if log else f" ({type(error).__name__})"
    failures.complain(f"something went wrong that should not, and this command was not completed{where}")
    return failures.BROKEN
