"""A year of rules: day by day, and at one go after a year in which the machine was off."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from bef_tui.data.store import Store
from bef_tui.data.systems import Firing
from bef_tui.framework.weeks import Now
from bef_tui.services import automation

SCHEDULES = (
    "every Monday",
    "every weekday at 8:30",
    "monthly on the 31st",
    "monthly on the last Friday at 17:00",
    "every 2 weeks from today",
    "quarterly on the 1st",
    "every year on 29 feb",
    "every day at 02:30",
)
ZONES = ("Europe/Berlin", "Australia/Lord_Howe")
# A leap year with both changes of the clocks, begun on a Thursday noon.
BEGIN = datetime(2027, 6, 3, 10, tzinfo=UTC)
DAYS = 366


def rules(store: Store, now: Now, catch_up: str) -> None:
    for schedule in SCHEDULES:
        rule_id = store.write(
            automation.add_rule, when=schedule, then="issue Look", catch_up=catch_up, now=now
        )
        store.write(automation.switch_on, rule_id, now=now)
    automation.tick(store, now)


def fired(store: Store) -> list[tuple[int, str]]:
    query = select(Firing.rule_id, Firing.occurrence).where(Firing.state == "done")
    return sorted(store.read(lambda s: list(s.exec(query.order_by(col(Firing.id))).all())))


@pytest.fixture(scope="module", params=ZONES)
def day_by_day(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[tuple[int, str]]]:
    """A zone, and what a machine fires there that is on every day of the year."""
    now = Now(BEGIN, ZoneInfo(request.param))
    with Store(tmp_path_factory.mktemp("year") / "bef.db", "Me", "s", lambda: now.at) as store:
        rules(store, now, "none")
        for day in range(1, DAYS + 1):
            automation.tick(store, now.later(days=day))
        return request.param, fired(store)


def expected(zone: str) -> list[tuple[int, str]]:
    """The same year from the calendar alone, day for day."""
    first = Now(BEGIN, ZoneInfo(zone)).today
    found = []
    for number in range(DAYS + 1):
        day = first + timedelta(days=number)
        tomorrow, fortnight = day + timedelta(days=1), number % 14 == 0
        is_last_friday = day.weekday() == 4 and (day + timedelta(days=7)).month != day.month
        times = {
            1: "00:00" if day.weekday() == 0 else "",
            2: "08:30" if day.weekday() < 5 else "",
            3: "00:00" if tomorrow.day == 1 else "",
            4: "17:00" if is_last_friday else "",
            5: "00:00" if fortnight else "",
            6: "00:00" if day.day == 1 and day.month in (1, 4, 7, 10) else "",
            7: "00:00" if day.month == 2 and tomorrow.day == 1 else "",
            8: "02:30",
        }
        found += [(rule_id, f"{day}T{clock}") for rule_id, clock in times.items() if clock]
    begin, end = BEGIN, BEGIN + timedelta(days=DAYS)
    local = {one: datetime.fromisoformat(one[1]).replace(tzinfo=ZoneInfo(zone)) for one in found}
    return sorted(one for one, at in local.items() if begin < at.astimezone(UTC) <= end)


def test_the_year_has_what_a_calendar_has(day_by_day: tuple[str, list[tuple[int, str]]]) -> None:
    zone, year = day_by_day
    assert year == expected(zone)
    assert {name[:10] for rule_id, name in year if rule_id == 7} == {"2028-02-29"}


@pytest.mark.parametrize("catch_up", ["all", "last", "none"])
def test_a_year_off_is_caught_up_by_the_choice(
    day_by_day: tuple[str, list[tuple[int, str]]], tmp_path: Path, catch_up: str
) -> None:
    zone, year = day_by_day
    now = Now(BEGIN, ZoneInfo(zone))
    with Store(tmp_path / "bef.db", "Me", "s", lambda: now.at) as store:
        rules(store, now, catch_up)
        ticked = automation.tick(store, now.later(days=DAYS))
        found = fired(store)
        newest = dict(year)
        wanted = {"all": year, "last": sorted(newest.items()), "none": []}[catch_up]
        assert found == wanted
        assert ticked.fired == len(wanted)
        assert ticked.left_out == (len(year) if catch_up == "none" else 0)
        assert automation.tick(store, now.later(days=DAYS)).fired == 0
        assert automation.tick(store, now.later(days=DAYS + 1)).fired >= 1
