"""What counts as UTF-8, and what children are given."""

import os
import subprocess
import sys

import pytest

from bef_tui import terminal


@pytest.mark.parametrize(
    ("environment", "speaks"),
    [
        ({}, True),
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LC_ALL": "", "LANG": "en_US.utf8"}, True),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
    ],
)
def test_the_locale_says_whether_signs_can_be_shown(environment: dict[str, str], speaks: bool) -> None:
    assert terminal.speaks_utf8(environment) is speaks


def test_a_child_gets_no_color_back() -> None:
    code = (
        "import os; from bef_tui import terminal; from textual.app import App; App(); "
        "os.environ.pop('NO_COLOR', None); print(terminal.editor_environment()['NO_COLOR'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "1\n"


def test_asking_does_not_import_textual() -> None:
    code = "import sys; from bef_tui import terminal; terminal.refusal(); assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
