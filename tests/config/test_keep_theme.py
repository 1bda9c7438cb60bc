"""A theme that is chosen is written to the settings file; not another character of it changes."""

import os
import stat
from pathlib import Path

import pytest

from bef_tui import config


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "nord"\n'),
        ('theme = "bef-dark"\n', 'theme = "nord"\n'),
        (
            "# mine\n\n  theme='bef-light'# by day\nwho = \"Ada\"\n",
            '# mine\n\n  theme="nord"# by day\nwho = "Ada"\n',
        ),
        ('"theme" = "a # b"   # c\r\nascii = true\r\n', '"theme" = "nord"   # c\r\nascii = true\r\n'),
        ('theme = 3\n[keys]\n"a.b" = "x"\n', 'theme = "nord"\n[keys]\n"a.b" = "x"\n'),
        ('# mine\nwho = "Ada"', '# mine\nwho = "Ada"\ntheme = "nord"\n'),
        (
            'who = "Ada"\n\n# my keys\n[keys]\ntheme = "t"\n',
            'who = "Ada"\ntheme = "nord"\n\n# my keys\n[keys]\ntheme = "t"\n',
        ),
        ('[keys]\n"a.b" = "x"\n', 'theme = "nord"\n[keys]\n"a.b" = "x"\n'),
        ("# only words\n", '# only words\ntheme = "nord"\n'),
        ('who = """\ntheme = "x"\n[keys]\n"""\n', 'theme = "nord"\nwho = """\ntheme = "x"\n[keys]\n"""\n'),
    ],
)
def test_only_the_theme_changes(file: Path, before: str, after: str) -> None:
    if before:
        file.write_bytes(before.encode())
    assert config.keep_theme(file, "nord") == ""
    assert file.read_bytes().decode() == after
    assert config.load(file).theme == "nord"


def test_the_file_and_its_folder_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    assert config.keep_theme(file, "nord") == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_link_stays_a_link_and_the_rights_stay(tmp_path: Path, file: Path) -> None:
    kept = tmp_path / "dotfiles" / "bef.toml"
    kept.parent.mkdir()
    kept.write_text('who = "Ada"\n')
    kept.chmod(0o640)
    file.symlink_to(kept)
    assert config.keep_theme(file, "nord") == ""
    assert file.is_symlink()
    assert kept.read_text() == 'who = "Ada"\ntheme = "nord"\n'
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert list(kept.parent.iterdir()) == [kept]


@pytest.mark.parametrize("text", [b"theme = \n", b"\xff", b'theme = """\nnord\n"""\n'])
def test_a_file_that_cannot_be_followed_is_left_and_that_is_said(file: Path, text: bytes) -> None:
    file.write_bytes(text)
    said = config.keep_theme(file, "nord")
    assert said.startswith("The theme is not kept for the next start: config.toml ")
    assert "\n" not in said
    assert file.read_bytes() == text


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = config.keep_theme(tmp_path / "file" / "bef" / "config.toml", "nord")
    assert (
        said == "The theme is not kept for the next start: config.toml cannot be written (Not a directory)."
    )


def test_a_file_meant_for_reading_alone_stays_as_it_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("# mine\n")
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = config.keep_theme(file, "nord")
    assert said.endswith("config.toml cannot be written (Permission denied).")
    assert file.read_text() == "# mine\n"
