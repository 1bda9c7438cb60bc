"""The complete schema of all stages, with its history."""

from pathlib import Path

from alembic import op

from bef_tui.data.migrations.script import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(op.get_bind(), Path(__file__).with_name("0001.sql"))
