import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.reading import ImportedTask, Reading
from bef_tui.exchange.todotxt import read_tasks


def read(*texts: str) -> Reading[ImportedTask]:
    return read_tasks([(f"{n}.txt", text) for n, text in enumerate(texts)])


def one(line: str) -> ImportedTask:
    (task,) = read(line).records
    return task


def ids(*texts: str) -> list[str]:
    return [task.source_id for task in read(*texts).records]


def test_an_open_line_with_everything() -> None:
    task = one(
        "(B) 2026-11-01 Ask +shop people about @noon due:2026-12-01 t:2026-11-20 rec:+1w a:b +shop +web @home"
    )
    assert task == ImportedTask(
        source="todo.txt",
        source_id=task.source_id,
        file="0.txt",
        line=1,
        title="Ask +shop people about @noon a:b",
        created_on=date(2026, 11, 1),
        due=date(2026, 12, 1),
        planned=date(2026, 11, 20),
        priority=2,
        project="shop",
        tags=("shop", "web"),
        contexts=("noon", "home"),
        extra=(("rec", "+1w"), ("a", "b"), ("pri", "B")),
    )


def test_a_completed_line() -> None:
    task = one("x 2026-11-12 2026-11-01 Ask Ada pri:A")
    assert (task.status, task.done_on, task.created_on) == ("done", date(2026, 11, 12), date(2026, 11, 1))
    assert (task.title, task.priority) == ("Ask Ada", 1)
    task = one("x 2026-11-12 Ask Ada")
    assert (task.done_on, task.created_on) == (date(2026, 11, 12), None)
    assert one("x Ask Ada").done_on is None


@pytest.mark.parametrize(("letter", "priority"), [("A", 1), ("C", 3), ("Z", 3)])
def test_priorities(letter: str, priority: int) -> None:
    assert one(f"({letter}) y").priority == priority


@pytest.mark.parametrize(
    "line",
    [
        "xylophone lesson",
        "X 2026-11-12 capital",
        "(a) small",
        "(A)tight",
        "read https://example.org/a:b today",
        "popups for due: and rec: and t:",
        "1 + 1 @ noon",
        "+project @context",
        "2026-13-45 no such day",
        "at 12:30",
        "[@click=app.quit]x[/] \x1b]0;y\x07 \u202e",
        "z" * 200_000,
    ],
)
def test_what_is_not_meant_stays_in_the_title(line: str) -> None:
    task = one(line)
    assert (task.title, task.status, task.priority) == (line, "open", None)


def test_a_completed_line_with_a_date_that_no_calendar_has() -> None:
    task = one("x 2026-02-30 2026-01-01 y")
    assert (task.title, task.status, task.done_on) == ("2026-02-30 2026-01-01 y", "done", None)


def test_a_due_that_is_no_date_stays_in_the_title_and_that_is_said() -> None:
    reading = read("\nAsk due:fri t:2026-02-30")
    assert reading.records[0].title == "Ask due:fri t:2026-02-30"
    assert [(note.line, note.what) for note in reading.notes] == [(2, "due:fri"), (2, "t:2026-02-30")]


def test_empty_lines_are_nothing_and_lines_without_words_are_left_out() -> None:
    reading = read("\n  \nx 2026-11-12 \n(A) \ny\n")
    assert [task.title for task in reading.records] == ["y"]
    assert [(left.line, left.file) for left in reading.left_out] == [(3, "0.txt"), (4, "0.txt")]


@pytest.mark.parametrize(
    "later",
    [
        "x 2026-11-12 2026-11-01 Ask Ada +shop due:2026-12-01",
        "x 2026-11-12 2026-11-01 Ask Ada +shop due:2026-12-01 pri:A",
        "2026-11-01 Ask Ada +shop due:2026-12-24",
        "(C) 2026-11-01 Ask  Ada +shop t:2026-11-20",
    ],
)
def test_a_line_completed_or_put_off_is_the_same_task(later: str) -> None:
    assert ids("(A) 2026-11-01 Ask Ada +shop due:2026-12-01") == ids(later)


def test_a_line_without_creation_date_that_is_completed_is_the_same_task() -> None:
    assert ids("Ask Ada") == ids("x 2026-11-12 Ask Ada")


def test_a_repeating_line_is_a_new_task_each_time() -> None:
    first, second = "Water due:2026-12-01 rec:1w", "Water due:2026-12-08 rec:1w"
    assert ids(first) != ids(second)
    assert ids(f"{second}\nx 2026-12-01 {first}")[1] == ids(first)[0]


def test_lines_that_are_alike_are_numbered_and_the_completed_one_is_the_first() -> None:
    a, b = ids("Ask Ada\nAsk Ada")
    assert a != b
    assert ids("Ask Ada", "x 2026-11-12 Ask Ada") == [b, a]
    assert ids("x 2026-11-13 Ask Ada\nx 2026-11-12 Ask Ada") == [b, a]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("ok\näh".encode("latin-1"), "todo.txt line 2: the byte 0xE4 is not UTF-8"),
        ("ok".encode("utf-16"), "todo.txt line 1: the file is UTF-16"),
        (b"ok\n\na\0b", "todo.txt line 3: the text contains a NUL"),
        ("ok\n\ud800", r"todo.txt line 2: the text contains U\+D800"),
    ],
)
def test_a_broken_file_names_its_line(data: bytes | str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_tasks([("fine.txt", "a"), ("todo.txt", data)])


def test_marks_and_line_ends_of_windows() -> None:
    assert [task.title for task in read_tasks([("t", b"\xef\xbb\xbfa\r\nb\r\n")]).records] == ["a", "b"]


PIECES = st.sampled_from(
    ["x", "(A)", "2026-11-01", "2026-02-30", "due:2026-12-01", "rec:1w", "+p", "@c", "pri:A", "w"]
)
LINES = st.lists(PIECES | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4)).map(
    " ".join
)


@given(st.lists(LINES, max_size=6))
def test_any_text_is_tasks_each_with_a_title_and_an_id_of_its_own(lines: list[str]) -> None:
    reading = read("\n".join(lines))
    assert all(task.title.strip() for task in reading.records)
    assert len({task.source_id for task in reading.records}) == len(reading.records)
    assert read("\n".join(lines)) == reading


@pytest.mark.samples
@pytest.mark.skipif("BEF_SAMPLES" not in os.environ, reason="BEF_SAMPLES names no folder")
def test_files_that_others_wrote() -> None:
    folder = Path(os.environ["BEF_SAMPLES"]) / "todotxt"
    files = [(name, (folder / name).read_bytes()) for name in ("todo.txt", "done.txt")]
    reading = read_tasks(files)
    assert (len(reading.records), reading.left_out, reading.notes) == (42, (), ())
    assert sum(task.status == "done" for task in reading.records) == 34
    apart = [task for file in files for task in read_tasks([file]).records]
    assert tuple(apart) == reading.records
    snooze = next(task for task in reading.records if task.title.startswith("Snooze"))
    assert (snooze.project, snooze.contexts, snooze.priority) == ("tuxedo", ("dev",), 2)
    assert snooze.title.endswith("with bulk support")
