"""The reference in docs/ is what the commands and the bindings say."""

from pathlib import Path

import bef_tui
from bef_tui.cli import reference
from bef_tui.cli.main import COMMANDS

PAGE = Path(bef_tui.__file__).parent.parent / "docs" / "reference.md"


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.text(), (
        "write it anew: python -m bef_tui.cli.reference docs/reference.md"
    )


def test_every_command_and_the_keys_of_the_app_stand_in_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert reference.main([str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"### `bef {name}`" in text
    assert "### `bef kpi set`" in text
    assert "| `u` | Undo the last deed | `app.undo` |" in text
