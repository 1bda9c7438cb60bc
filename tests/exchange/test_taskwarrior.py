import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.reading import ImportedTask, Reading
from bef_tui.exchange.taskwarrior import read_tasks


def export(*tasks: dict[str, Any]) -> Reading[ImportedTask]:
    full = [
        {"uuid": f"u{n}", "description": f"t{n}", "status": "pending"} | task for n, task in enumerate(tasks)
    ]
    return read_tasks(json.dumps(full, indent=1), "x.json")


def test_an_open_task_with_everything() -> None:
    reading = export(
        {
            "id": 7,
            "urgency": 9.5,
            "entry": "20261101T080000Z",
            "due": "20261201T230000Z",
            "wait": "20261120T000000Z",
            "priority": "M",
            "project": "shop.launch",
            "tags": ["a", "b", "a"],
            "depends": "u8,u9",
            "annotations": [{"entry": "20261102T080000Z", "description": "asked"}, {"description": "told"}],
            "estimate": "30",
            "issue": 12,
        }
    )
    assert reading == Reading(
        (
            ImportedTask(
                source="taskwarrior",
                source_id="u0",
                file="x.json",
                line=2,
                title="t0",
                created_on=date(2026, 11, 1),
                due=date(2026, 12, 1),
                planned=date(2026, 11, 20),
                priority=2,
                project="shop.launch",
                tags=("a", "b"),
                depends=("u8", "u9"),
                note="2026-11-02 asked\ntold",
                extra=(("estimate", "30"), ("issue", "12")),
            ),
        )
    )


def test_statuses() -> None:
    reading = export(
        {"status": "waiting", "scheduled": "20261121T000000Z", "wait": "20261120T000000Z"},
        {"status": "completed", "end": "20261112T230553Z"},
        {"status": "deleted"},
        {"status": "recurring", "mask": "-+"},
        {"status": "odd"},
        {"parent": "u3", "imask": 0, "recur": "weekly"},
    )
    assert [(t.title, t.status, t.planned, t.done_at) for t in reading.records] == [
        ("t0", "open", date(2026, 11, 21), None),
        ("t1", "done", None, datetime(2026, 11, 12, 23, 5, 53, tzinfo=UTC)),
        ("t5", "open", None, None),
    ]
    assert reading.records[2].extra == (("parent", "u3"), ("recur", "weekly"))
    assert [(left.what, left.why.partition(" ")[0], left.file) for left in reading.left_out] == [
        ("t2", "it", "x.json"),
        ("t3", "it", "x.json"),
        ("t4", "its", "x.json"),
    ]
    assert "template" in reading.left_out[1].why


def test_an_instant_becomes_the_day_of_the_zone() -> None:
    text = '{"uuid":"u","description":"t","due":"20261201T230000Z","end":"20261201T230000Z","status":"completed"}'
    (task,) = read_tasks(text, "x", ZoneInfo("Pacific/Auckland")).records
    assert (task.due, task.done_on) == (date(2026, 12, 2), date(2026, 12, 2))
    assert task.done_at == datetime(2026, 12, 1, 23, tzinfo=UTC)


def test_a_zero_date_is_no_date_and_that_is_said() -> None:
    reading = export({"due": "00000000T000000Z", "entry": "19700101T000000Z", "priority": "X"})
    assert (reading.records[0].due, reading.records[0].created_on, reading.records[0].priority) == (
        None,
        None,
        None,
    )
    assert {note.what for note in reading.notes} == {
        "due 00000000T000000Z",
        "entry 19700101T000000Z",
        "priority “X”",
    }


def test_the_same_task_twice_is_taken_once() -> None:
    reading = export({}, {"uuid": "u0"})
    assert len(reading.records) == 1
    assert "already" in reading.left_out[0].why


@pytest.mark.parametrize("text", ["", "\n", "[]", "[ ]\n"])
def test_an_empty_export(text: str) -> None:
    assert read_tasks(text, "x") == Reading(())


@pytest.mark.parametrize("between", ["\n", ",\n", "\r\n\r\n"])
def test_one_object_a_line(between: str) -> None:
    one, two = '{"uuid":"a","description":"x"}', '{"uuid":"b","description":"y"}'
    reading = read_tasks(b"\xef\xbb\xbf" + (one + between + two).encode(), "x")
    assert [task.source_id for task in reading.records] == ["a", "b"]
    assert reading.records[1].line == 1 + between.count("\n")


GOOD = '{"uuid":"a","description":"x"'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "[\n" + GOOD + "},\n" + GOOD + ',"due":}]',
            r"t.json line 3: no valid JSON \(Expecting value, column",
        ),
        ("[\n" + GOOD + "}", "line 2: the array is not closed"),
        ("[\n" + GOOD, "line 2: the array is not closed"),
        ("hello", "line 1: a task begins with {, this is “hello”"),
        ("[1]", "line 1: a task begins with {"),
        ("{}", "line 1: the task has no uuid"),
        ('\n{"uuid":"a"}', "line 2: the task has no description"),
        ('{"uuid":5,"description":"x"}', "uuid is not a text"),
        (GOOD + ',"u":NaN}', r"line 1: no valid JSON \(NaN is no number\)"),
        (GOOD + ',"u":-Infinity}', "-Infinity is no number"),
        (GOOD + ',"u":' + "9" * 5000 + "}", "line 1: no valid JSON"),
        (GOOD + ',"u":' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        (GOOD + ',"due":"soon"}', "due “soon” is no date"),
        (GOOD + ',"due":5}', "due is not a text"),
        (GOOD + ',"due":"00010101T000000+2359"}', "is no date"),
        (GOOD + ',"tags":[1]}', "tags is not a list of texts"),
        (GOOD + ',"depends":{}, "tags":5}', "tags is not a list"),
        (GOOD + ',"annotations":["x"]}', "annotations are not a list"),
        (GOOD + ',"note":"a\\u0000b"}', "NUL character"),
        (GOOD + ',"deep":[{"\\ud83d":1}]}', r"U\+D83D"),
        (GOOD + ',"note":"a\0b"}', "NUL character"),
        (b"[\n\xff]", "line 2: the byte 0xFF is not UTF-8"),
        ("[]".encode("utf-16"), "UTF-16"),
        ("[]".encode("utf-32"), "UTF-32"),
    ],
)
def test_a_broken_export_names_its_line(text: str | bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refusal:
        read_tasks(text, "t.json")
    assert "\n" not in str(refusal.value)


def test_text_is_kept_as_given() -> None:
    title = "[@click=app.quit]x[/] \x1b]0;y\x07 \u202e " + "z" * 200_000
    assert export({"description": title}).records[0].title == title


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists, max_leaves=5).map(json.dumps))
def test_any_text_is_tasks_or_a_report(text: str) -> None:
    try:
        assert read_tasks(text, "x").records == ()
    except BadInput as refusal:
        assert str(refusal).startswith("x line ")


VALUES = (
    st.none()
    | st.text(max_size=5)
    | st.integers()
    | st.lists(st.text(max_size=3))
    | st.just("20261201T000000Z")
)
NAMES = st.sampled_from(
    ["uuid", "description", "status", "due", "tags", "annotations", "priority", "wait", "x"]
)


@given(st.lists(st.dictionaries(NAMES, VALUES), max_size=3))
def test_any_objects_are_tasks_or_a_report(objects: list[dict[str, Any]]) -> None:
    try:
        reading = read_tasks(json.dumps(objects), "x")
    except BadInput as refusal:
        assert str(refusal).startswith("x line ")
    else:
        assert len(reading.records) + len(reading.left_out) == len(objects)


@pytest.mark.samples
@pytest.mark.skipif("BEF_SAMPLES" not in os.environ, reason="BEF_SAMPLES names no folder")
def test_exports_that_others_made() -> None:
    folder = Path(os.environ["BEF_SAMPLES"]) / "taskwarrior"
    readings = [read_tasks((folder / name).read_bytes(), name) for name in ("export.json", "demo.json")]
    taken = [task for reading in readings for task in reading.records]
    (left,) = [left for reading in readings for left in reading.left_out]
    assert len(taken) + 1 == 52
    assert len({task.source_id for task in taken}) == 51
    assert (left.file, left.why) == ("export.json", "it is deleted in Taskwarrior")
    assert sum(task.status == "done" for task in taken) == 6
    (start,) = [task for task in taken if task.note == "2021-02-10 Started task\n2021-02-10 Stopped task"]
    assert (start.due, len(start.depends)) == (date(2021, 7, 19), 2)
