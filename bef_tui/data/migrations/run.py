"""Runs Alembic on one file: every step with its record in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from bef_tui.data.engine import make_engine

_HERE = Path(__file__).parent


def upgrade(path: Path, revision: str = "head") -> None:
    """Bring a file to a revision. Foreign keys are off meanwhile, and checked before the commit."""
    engine = make_engine(path, busy_seconds=30)
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()
