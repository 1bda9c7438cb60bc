from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bef_tui.framework.facts import Facts, KpiFact, KpiPoint, ReviewFact, closed_weeks
from bef_tui.framework.score.rhythm import due_entries, episodes, judged_reviews
from bef_tui.framework.weeks import week_end
from tests.framework.builders import CLOSED, TODAY, facts, kpi, points, reviews

GOOD = (12.0,) * 9


def entries(found: Facts) -> list[tuple[str, float, str, bool]]:
    return [(e.week, e.k, e.note, e.pending) for e in due_entries(found)]


def test_closed_weeks_end_before_the_running_one_unless_it_is_reviewed() -> None:
    assert closed_weeks("2026-W47", reviewed=False, since="2020-W01") == CLOSED
    assert closed_weeks("2026-W47", reviewed=True, since="2020-W01", count=2) == ("2026-W46", "2026-W47")
    assert closed_weeks("2026-W47", reviewed=False, since="2026-W46") == ("2026-W46",)
    assert closed_weeks("2026-W47", reviewed=False, since="2026-W47") == ()
    assert closed_weeks("2026-W01", reviewed=False, since="", count=2) == ("2025-W51", "2025-W52")


def test_a_number_recorded_by_the_close_of_the_review_counts() -> None:
    found = facts(kpis=(kpi(1, GOOD),), reviews=reviews())
    assert entries(found) == [(week, 1.0, "recorded", False) for week in CLOSED[-8:]]


def test_a_number_recorded_after_the_review_does_not() -> None:
    late = replace(
        kpi(1, GOOD), points=tuple(p._replace(recorded_on=p.ends + timedelta(days=1)) for p in points(GOOD))
    )
    assert {e.k for e in due_entries(facts(kpis=(late,), reviews=reviews()))} == {0.0}
    assert {e.k for e in due_entries(facts(kpis=(late,)))} == {1.0}


def test_no_data_with_its_why_counts_half_and_an_import_nothing() -> None:
    week = week_end(CLOSED[-2])
    none = KpiPoint(week, None, 10.0, week)
    imported = KpiPoint(week, 11.0, 10.0, week, imported=True)
    found = facts(
        kpis=(kpi(1, points=(none,)), kpi(2, points=(imported,))), reviews=reviews(), closed=CLOSED[-2:-1]
    )
    assert [(e.k, e.note) for e in due_entries(found)] == [(0.5, "no data"), (0.0, "imported")]


def test_while_its_time_runs_a_missing_number_is_pending() -> None:
    found = facts(kpis=(kpi(1, GOOD[:-1], points=points(GOOD)[:-1]),))
    assert entries(found)[-1] == (CLOSED[-1], 0.0, "missing", True)
    assert [e.pending for e in due_entries(found)] == [False] * 8 + [True]
    reviewed = replace(found, reviews=reviews())
    assert entries(reviewed)[-1] == (CLOSED[-1], 0.0, "missing", False)
    later = replace(found, today=week_end(CLOSED[-1]) + timedelta(days=8))
    assert not any(e.pending for e in due_entries(later))


def test_a_kpi_is_due_from_the_week_it_was_made_in() -> None:
    since = week_end(CLOSED[-2]) - timedelta(days=1)
    found = facts(kpis=(kpi(1, since=since),), reviews=reviews())
    assert [e.week for e in due_entries(found)] == list(CLOSED[-2:])


def test_five_days_make_a_daily_week_whole() -> None:
    last = week_end(CLOSED[-2])
    for count, share in ((7, 1.0), (5, 1.0), (2, 0.4)):
        days = tuple(KpiPoint(last - timedelta(days=n), 1.0, 1.0, last) for n in reversed(range(count)))
        daily = kpi(1, cadence="daily", points=days)
        found = facts(kpis=(daily,), reviews=reviews(), closed=CLOSED[-2:-1])
        assert [e.k for e in due_entries(found)] == [share]


def test_a_month_is_due_in_the_week_after_its_end() -> None:
    october = KpiPoint(date(2026, 10, 31), 5.0, 4.0, date(2026, 11, 5))
    found = facts(kpis=(kpi(1, cadence="monthly", points=(october,)),), reviews=reviews())
    assert [(e.week, e.k) for e in due_entries(found)] == [("2026-W41", 0.0), ("2026-W45", 1.0)]


def test_express_or_late_reviews_count_half() -> None:
    mixed = (
        *reviews()[:6],
        ReviewFact(7, CLOSED[6], "express", week_end(CLOSED[6])),
        ReviewFact(8, CLOSED[7], "full", TODAY, late=True),
        ReviewFact(9, CLOSED[8], "full"),
    )
    found = judged_reviews(facts(reviews=mixed))
    assert [(week, k) for week, k, _, _ in found.weeks][-2:] == [(CLOSED[6], 0.5), (CLOSED[7], 0.5)]
    assert (len(found.weeks), found.pending) == (8, (CLOSED[-1],))


def off(values: tuple[float, ...], **changes: Any) -> KpiFact:
    return kpi(1, values, **changes)


def test_two_weeks_off_track_ask_for_an_answer_within_seven_days() -> None:
    values = (12.0, 12.0, 12.0, 12.0, 9.0, 9.0, 12.0, 12.0)
    began = week_end(CLOSED[-3])
    (missed,) = episodes(facts(kpis=(off(values),)))
    assert (missed.began, missed.answered, missed.pending) == (began, False, False)
    for days, answered in ((-7, True), (0, True), (7, True), (8, False), (-8, False)):
        (episode,) = episodes(facts(kpis=(off(values, answers=(began + timedelta(days=days),)),)))
        assert episode.answered is answered


def test_one_week_off_track_asks_for_nothing() -> None:
    assert episodes(facts(kpis=(off((12.0, 9.0, 12.0, 9.0)),))) == ()


def test_one_month_off_track_is_more_than_two_weeks() -> None:
    monthly = kpi(1, cadence="monthly", points=(KpiPoint(date(2026, 10, 31), 3.0, 4.0, date(2026, 11, 2)),))
    (episode,) = episodes(facts(kpis=(monthly,)))
    assert episode.began == date(2026, 11, 2)


def test_the_newest_week_may_still_be_answered() -> None:
    (episode,) = episodes(facts(kpis=(off((12.0, 12.0, 9.0, 9.0)),)))
    assert episode.pending
    later = facts(kpis=(off((12.0, 12.0, 9.0, 9.0)),), today=week_end(CLOSED[-1]) + timedelta(days=8))
    assert not episodes(later)[0].pending


@pytest.mark.parametrize(("direction", "found"), [("up", 1), ("down", 0)])
def test_a_bad_signal_asks_for_an_answer_a_good_one_does_not(direction: str, found: int) -> None:
    values = (30.0, 32.0, 30.0, 32.0, 30.0, 32.0, 12.0)
    assert (
        len(episodes(facts(kpis=(off(values, direction=direction, points=easy(values, direction)),))))
        == found
    )


def easy(values: tuple[float, ...], direction: str) -> tuple[KpiPoint, ...]:
    """Values with a target they never miss."""
    target = -1e9 if direction == "up" else 1e9
    return tuple(p._replace(target=target) for p in points(values))
