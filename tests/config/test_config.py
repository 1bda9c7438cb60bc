"""The settings file: what can be used is used, what cannot is said in one sentence, and bef always starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from bef_tui import config
from bef_tui.config import Settings


def written(folder: Path, text: str) -> Settings:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return config.load(file)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert config.load(tmp_path / "config.toml") == Settings()


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = written(
        tmp_path,
        'theme = "bef-light"\nascii = true\nwho = "Ada"\nzone = "Pacific/Auckland"\n'
        '[keys]\n"task.complete" = "space,x"\nrecord.add = "ctrl+n"\n',
    )
    assert settings == Settings(
        theme="bef-light",
        ascii=True,
        who="Ada",
        zone="Pacific/Auckland",
        keys={"task.complete": "space,x", "record.add": "ctrl+n"},
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("theme = 3", "config.toml line 2: theme must be the name of a theme, not 3"),
        ('ascii = "yes"', "config.toml line 2: ascii must be true or false, not 'yes'"),
        ('who = "a\\u001b[2Jb"', "config.toml line 2: who must be a name"),
        ('zone = "Europe/Atlantis"', "config.toml line 2: zone must be a time zone such as Europe/Berlin"),
        ("keys = true", "config.toml line 2: keys must be a table, not true"),
        ('them = "bef-dark"', "config.toml line 2: them, there is no such setting; did you mean theme?"),
        ("theme = ", "config.toml: line 2: Invalid value; the defaults are used"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, said: str) -> None:
    settings = written(tmp_path, f"# mine\n{line}\n")
    assert len(settings.problems) == 1
    assert settings.problems[0].startswith(said)
    assert "\n" not in settings.problems[0] and "\x1b" not in settings.problems[0]
    assert settings == Settings(problems=settings.problems)


def test_the_good_lines_of_a_bad_file_count(tmp_path: Path) -> None:
    settings = written(tmp_path, 'theme = 3\nwho = "Ada"\n[keys]\n"a.b" = ""\n"c.d" = "x"\n')
    assert (settings.who, dict(settings.keys)) == ("Ada", {"c.d": "x"})
    assert [problem.split(":")[0] for problem in settings.problems] == [
        "config.toml line 1",
        "config.toml line 4",
    ]


def test_a_file_that_is_no_text_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in config.load(file).problems[0]
    file.unlink()
    file.mkdir()
    assert "cannot be read" in config.load(file).problems[0]


def test_reading_settings_imports_no_pydantic() -> None:
    code = "import sys, bef_tui.config; assert not {'pydantic', 'textual', 'sqlmodel'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
