"""The places of bef's files: one folder by BEF_HOME, the system's folders otherwise, another database by --db."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from bef_tui import paths


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BEF_HOME", "BEF_DB", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_bef_home_holds_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BEF_HOME", str(tmp_path / "all of it"))
    for name, place in paths.find().listed():
        assert place.is_relative_to(tmp_path / "all of it"), name


@pytest.mark.parametrize("folder", [None, "/somewhere/else", "not/absolute"])
def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, folder: str | None) -> None:
    if folder is not None:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(name, folder)
    found = paths.find()
    assert found.database.parent == platformdirs.user_data_path("bef", appauthor=False)
    assert found.config.parent == platformdirs.user_config_path("bef", appauthor=False)
    assert found.log.parent == platformdirs.user_state_path("bef", appauthor=False)


def test_another_system_asks_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda app, appauthor: f"/Library/{app}")
    assert paths.find().database == Path("/Library/bef/bef.db")


def test_the_option_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BEF_DB", str(tmp_path / "variable.db"))
    assert paths.find().database == tmp_path / "variable.db"
    assert paths.find(str(tmp_path / "option.db")).database == tmp_path / "option.db"
    assert paths.find("~/mine.db").database == tmp_path / "mine.db"


def test_two_databases_in_one_folder_share_no_file(tmp_path: Path) -> None:
    first, second = paths.find(str(tmp_path / "a.db")), paths.find(str(tmp_path / "b.db"))
    for name in ("database", "lock", "status", "backups", "exports"):
        assert getattr(first, name) != getattr(second, name)
    assert first.with_database(tmp_path / "b.db").listed() == second.listed()


def test_folders_and_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    found = paths.find(str(tmp_path / "new" / "mine.db"))
    before = os.umask(0o022)
    try:
        found.make_folders()
        found.make_folders()
        found.database.touch()
    finally:
        os.umask(before)
    assert stat.S_IMODE(found.backups.stat().st_mode) == 0o700
    assert stat.S_IMODE(found.database.stat().st_mode) == 0o600


def test_without_a_home_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.raises(paths.NoPlaceError, match="BEF_HOME"):
        paths.find()


def test_asking_for_the_status_file_imports_next_to_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); from bef_tui import paths; paths.find().status_text; "
        "print(*sorted(set(sys.modules) - before))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) <= {"__future__", "bef_tui", "bef_tui.paths"}
