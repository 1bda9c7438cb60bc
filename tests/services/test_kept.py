"""The kept glance: shown while it is true and never after, and the line that stands in the prompt."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bef_tui.data import plain
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company, execution, glance, kept, vision

HOSTILE = "Ship \x1b[31m\u202eevil\x07 [@click=app.quit]now[/]"


@pytest.fixture
def begun(store: Store, now: Now) -> Store:
    """A company with an active goal and a promise of this week."""
    store.write(company.begin, now=now)
    due = now.today + timedelta(days=30)
    store.write(vision.add_goal, now=now, title=HOSTILE, done_when="seen", due=due, active=True)
    store.write(
        execution.add_commitment, now=now, outcome="Write the letter", done_when="sent", due=now.today
    )
    store.write(execution.freeze_week, now.week, now=now)
    store.write(execution.add_task, now=now, title="Call Ada", due=now.today - timedelta(days=2))
    return store


@pytest.fixture
def bare(begun: Store) -> Iterator[sqlite3.Connection]:
    """The file through the standard library."""
    connection = plain.connect(begun.path)
    yield connection
    connection.close()


def keep_now(store: Store, now: Now) -> glance.Glance:
    """Judge and keep."""
    seen = store.read(glance.current, now)
    kept.keep(store.path, seen, now)
    return seen


class TestWhenItIsUsed:
    def test_there_is_none_at_first(self, bare: sqlite3.Connection, now: Now) -> None:
        seen, was_kept = kept.first_glance(bare, now)
        assert not was_kept
        assert [line.label for line in seen.agenda] == ["Call Ada"]

    def test_it_says_what_judging_anew_says(self, begun: Store, bare: sqlite3.Connection, now: Now) -> None:
        whole = keep_now(begun, now)
        seen, was_kept = kept.first_glance(bare, now)
        assert was_kept
        assert seen.promises == whole.promises
        assert seen.agenda == whole.agenda
        assert seen.judgement == whole.judgement.brief()

    def test_not_after_a_deed(self, begun: Store, bare: sqlite3.Connection, now: Now) -> None:
        keep_now(begun, now)
        begun.write(execution.complete, 1, now=now)
        seen, was_kept = kept.first_glance(bare, now)
        assert not was_kept
        assert (seen.agenda, seen.done_today) == ((), 1)

    def test_not_after_undo(self, begun: Store, bare: sqlite3.Connection, now: Now) -> None:
        begun.write(execution.complete, 1, now=now)
        keep_now(begun, now)
        begun.undo()
        assert kept.first_glance(bare, now)[1] is False

    def test_not_after_a_change_by_another_tool(
        self, begun: Store, bare: sqlite3.Connection, now: Now
    ) -> None:
        keep_now(begun, now)
        outside = sqlite3.connect(begun.path)
        outside.execute("UPDATE task SET title = 'Call Lin'")
        outside.commit()
        outside.close()
        seen, was_kept = kept.first_glance(bare, now)
        assert not was_kept
        assert seen.agenda[0].label == "Call Lin"

    def test_not_on_another_day(self, begun: Store, bare: sqlite3.Connection, now: Now) -> None:
        keep_now(begun, now)
        assert kept.first_glance(bare, now.later(hours=1))[1] is True
        seen, was_kept = kept.first_glance(bare, now.later(days=1))
        assert not was_kept
        assert seen.today == now.today + timedelta(days=1)

    @pytest.mark.parametrize(
        "body", ["", "1\nline\n{}", "1\nline\nnot json", '1\nline\n{"company": 7}', "[]"]
    )
    def test_one_that_another_version_wrote_is_judged_anew(
        self, begun: Store, bare: sqlite3.Connection, now: Now, body: str
    ) -> None:
        keep_now(begun, now)
        outside = sqlite3.connect(begun.path)
        outside.execute("UPDATE judgement SET body = ?", (body,))
        outside.commit()
        outside.close()
        seen, was_kept = kept.first_glance(bare, now)
        assert not was_kept
        assert seen.agenda[0].label == "Call Ada"

    def test_keeping_is_no_deed(self, begun: Store, now: Now) -> None:
        before, watch = begun.last_txn_id, plain.ChangeWatch(begun.path)
        keep_now(begun, now)
        assert begun.last_txn_id == before
        assert not watch.changed()
        watch.close()

    def test_a_file_that_cannot_be_written_is_no_harm(self, begun: Store, tmp_path: Path, now: Now) -> None:
        seen = begun.read(glance.current, now)
        kept.keep(tmp_path / "nothing.db", seen, now)
        assert not (tmp_path / "nothing.db").exists()


class TestUntilWhen:
    @pytest.mark.parametrize(
        ("zone", "at", "midnight"),
        [
            ("UTC", "2026-11-19 23:59", "2026-11-20 00:00"),
            ("Pacific/Auckland", "2026-11-19 10:30", "2026-11-19 11:00"),
            ("Pacific/Auckland", "2026-11-19 11:30", "2026-11-20 11:00"),
            ("America/Los_Angeles", "2026-11-01 06:30", "2026-11-01 07:00"),
            ("America/Los_Angeles", "2026-11-01 08:30", "2026-11-02 08:00"),  # a day of 25 hours
            ("America/Santiago", "2026-09-05 20:00", "2026-09-06 04:00"),  # a day without a midnight
        ],
    )
    def test_the_founders_next_midnight(self, begun: Store, zone: str, at: str, midnight: str) -> None:
        now = Now(datetime.fromisoformat(at).replace(tzinfo=UTC), ZoneInfo(zone))
        keep_now(begun, now)
        connection = plain.connect(begun.path)
        found = plain.judgement(connection)
        connection.close()
        assert found is not None
        until = datetime.fromtimestamp(int(found.body.split("\n")[0]), UTC)
        assert until == datetime.fromisoformat(midnight).replace(tzinfo=UTC)
        assert now.day_of(until) == now.today + timedelta(days=1)
        assert now.day_of(until - timedelta(seconds=1)) == now.today


class TestTheLine:
    def test_it_says_how_the_business_stands(self, begun: Store, now: Now) -> None:
        line = kept.status_line(begun.read(glance.current, now))
        assert "/25 " in line
        assert "0/1 kept" in line
        assert "1 today (1 overdue)" in line

    def test_nothing_in_it_can_command_a_terminal(self, begun: Store, now: Now) -> None:
        seen = begun.read(glance.current, now)
        move = seen.judgement.move
        assert move is not None
        hostile = seen.judgement._replace(move=move._replace(text=HOSTILE + "\n" + "x" * 1000))
        line = kept.status_line(seen._replace(judgement=hostile))
        assert line.isprintable()
        assert "evil" in line
        assert len(line) <= 300

    def test_an_empty_file_has_a_line_too(self, store: Store, now: Now) -> None:
        assert kept.status_line(store.read(glance.current, now)).startswith("5.0/25")


class TestTheCalendar:
    def test_it_is_the_companys_own(self, begun: Store, bare: sqlite3.Connection, now: Now) -> None:
        begun.write(company.edit_company, {"zone": "Pacific/Auckland", "first_weekday": 6}, now=now)
        late = datetime(2026, 11, 19, 20, tzinfo=UTC)
        found = kept.calendar(bare, late, zone="UTC")
        assert (found.today.day, found.first_weekday) == (20, 6)

    def test_another_zone_stands_in_where_there_is_no_company(self, store: Store) -> None:
        connection = plain.connect(store.path)
        found = kept.calendar(connection, datetime(2026, 11, 19, 20, tzinfo=UTC), zone="Pacific/Auckland")
        connection.close()
        assert found.today.day == 20
