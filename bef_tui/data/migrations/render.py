"""Prints the schema that the tables ask for today: ``python -m bef_tui.data.migrations.render > …/0001.sql``."""

import sys

from bef_tui.data.schema import script

if __name__ == "__main__":
    sys.stdout.write(script())
