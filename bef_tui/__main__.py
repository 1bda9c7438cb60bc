"""``bef``: opens the app, or does one thing for a script. What is asked for most often takes the shortest way."""

from __future__ import annotations

import sys


def main() -> int:
    """Run bef with the words of the command line; gives the exit code."""
    words = sys.argv[1:]
    if words[:1] == ["status"]:
        from bef_tui.cli.status import main as status

        return status(words[1:])
    if not words:
        from bef_tui.cli.start import open_app

        return open_app()
    from bef_tui.cli.main import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
