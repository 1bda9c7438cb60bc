"""The script ``bef``: plain POSIX sh that finds a Python, and says in one line what is missing when there is none."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.house.source import TOP

SHELLS = [
    shell for shell in (["sh"], ["dash"], ["busybox", "sh"], ["bash", "--posix"]) if shutil.which(shell[0])
]
NEEDED = ["cat", "cksum", "mkdir", "mv", "readlink", "rm", "rmdir", "sleep", "sh", "touch"]

ANSWERS = {"old": "old 3.8", "bare": "bare 3.12"}
SAYS = {
    "old": "bef: Python 3.8 is too old: install Python 3.11 or newer with its venv module, or install uv\n",
    "bare": "bef: Python 3.12 has no venv module: "
    "install it (Debian, Ubuntu: apt install python3-venv), or install uv\n",
    "none": "bef: found no Python: install Python 3.11 or newer with its venv module, or install uv\n",
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with a space in its path and a package that only says what it was given."""
    folder = tmp_path / "a clone"
    (folder / "bef_tui").mkdir(parents=True)
    shutil.copy(TOP / "bef", folder / "bef")
    (folder / "pyproject.toml").write_text("[project]\n")
    return folder


def tools(folder: Path, python: str) -> Path:
    """A folder for PATH with the few programs that the script needs, and a Python that answers as told."""
    folder.mkdir()
    for name in NEEDED:
        (folder / name).symlink_to(str(shutil.which(name)))
    if python in ANSWERS:
        (folder / "python3").write_text(f"#!/bin/sh\necho '{ANSWERS[python]}'\n")
        (folder / "python3").chmod(0o755)
    return folder


def made(clone: Path) -> None:
    """What an installation leaves: a Python that says what it was given, and the stamps."""
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nshift 3\nfor word in "$@"; do printf \'<%s>\' "$word"; done\n')
    python.chmod(0o755)
    sum_of = subprocess.run(
        ["cksum"], input=(clone / "pyproject.toml").read_bytes(), capture_output=True, check=True
    )
    for stamp in ("bef-ready", "bef-ready-dev"):
        (clone / ".venv" / stamp).write_text(f"{clone.resolve()}\n{sum_of.stdout.decode()}")


@pytest.mark.parametrize("python", ["old", "bare", "none"])
def test_without_a_fit_python_it_says_what_to_install(clone: Path, tmp_path: Path, python: str) -> None:
    path = tools(tmp_path / "tools", python)
    ran = subprocess.run(
        [clone / "bef", "demo"], env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (69, "", SAYS[python])
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_words_reach_bef_as_they_are(clone: Path, shell: list[str]) -> None:
    made(clone)
    ran = subprocess.run(
        [*shell, clone / "bef", "add", "two  words", "*"], env={}, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "<add><two  words><*>", "")


def test_it_finds_its_folder_through_links(clone: Path, tmp_path: Path) -> None:
    made(clone)
    (tmp_path / "first").symlink_to(clone / "bef")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "bef").symlink_to("../first")
    path = f"{tmp_path / 'elsewhere'}:{os.environ['PATH']}"
    ran = subprocess.run(
        ["bef", "x"], env={"PATH": path}, cwd="/", capture_output=True, text=True, check=True
    )
    assert ran.stdout == "<x>"


def test_a_changed_project_file_is_noticed(clone: Path, tmp_path: Path) -> None:
    made(clone)
    later = time.time() + 10
    os.utime(clone / "pyproject.toml", (later, later))
    ran = subprocess.run([clone / "bef", "x"], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("<x>", "")
    (clone / "pyproject.toml").write_text("[project]\n# changed\n")
    os.utime(clone / "pyproject.toml", (later + 10, later + 10))
    (clone / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    path = tools(tmp_path / "tools", "none")
    ran = subprocess.run(
        [clone / "bef", "x"], env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 69


def test_an_interrupted_set_up_is_begun_afresh(clone: Path, tmp_path: Path) -> None:
    made(clone)
    (clone / ".venv" / "making").mkdir()
    gone = subprocess.Popen(["true"])
    gone.wait()
    (clone / ".venv" / "making" / "pid").write_text(f"{gone.pid}\n")
    path = tools(tmp_path / "tools", "none")
    ran = subprocess.run(
        [clone / "bef", "x"], env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )
    assert ran.stderr.startswith("bef: the last set-up was interrupted; starting afresh\n")
    assert ran.returncode == 69 and not (clone / ".venv").exists()


def test_a_second_start_waits_for_the_first(clone: Path) -> None:
    made(clone)
    (clone / ".venv" / "making").mkdir()
    (clone / ".venv" / "making" / "pid").write_text(f"{os.getpid()}\n")
    waiting = subprocess.Popen(
        [clone / "bef", "x"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(0.5)
    shutil.rmtree(clone / ".venv" / "making")
    out, err = waiting.communicate(timeout=10)
    assert (out, err, waiting.returncode) == ("<x>", "", 0)


def test_it_starts_no_second_program_when_all_is_ready(clone: Path) -> None:
    """Only the package's own Python is started: with an empty PATH there is nothing else to start."""
    made(clone)
    (clone / "nothing").mkdir()
    ran = subprocess.run(
        ["/bin/sh", clone / "bef", "x"], env={"PATH": str(clone / "nothing")}, capture_output=True
    )
    assert (ran.returncode, ran.stdout) == (0, b"<x>")


def test_it_is_free_of_bashisms() -> None:
    checker = shutil.which("dash") or shutil.which("sh")
    assert checker is not None
    subprocess.run([checker, "-n", TOP / "bef"], check=True)
    text = (TOP / "bef").read_text()
    assert text.startswith("#!/bin/sh\n")
    for word in ("[[", "function ", "local ", "$'", "<<<", "source ", "==", "pipefail"):
        assert word not in text, word
