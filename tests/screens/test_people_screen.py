"""People by its keys: contacts, touches, follow-ups, deals, one contact's history."""

from datetime import timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.people import PeopleScreen
from bef_tui.services import company, people
from bef_tui.widgets.panel import Panel
from tests.screens.conftest import Open, User

SIZES = [(80, 24), (100, 30), (120, 36)]


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def contact(store: Store, now: Now, name: str = "Lin", days_ago: int = 0, **values: Any) -> int:
    made: int = store.write(people.add_contact, now=now.later(days=-days_ago), name=name, **values)
    return made


def deal(store: Store, now: Now, **values: Any) -> int:
    made: int = store.write(people.add_deal, now=now, **{"title": "Pilot", **values})
    return made


def title(user: User) -> str:
    return str(user.app.screen.query_one("#people-panel", Panel).border_title)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_place_says_what_it_is_for_and_how_to_begin(
    opened: Open, size: tuple[int, int]
) -> None:
    async with opened("people", size) as user:
        shown = "\n".join(user.table("#people"))
        assert "Nobody here yet" in shown
        assert "a  add a contact" in shown


async def test_a_contact_is_added_and_opened(opened: Open, store: Store) -> None:
    async with opened("people") as user:
        await user.press("a")
        await user.fill(name="Lin Tao", company="Harbour Ltd", kind="customer")
        await user.press("ctrl+s")
        assert title(user) == "Lin Tao · Harbour Ltd"
        assert "Nothing yet" in "\n".join(user.table("#people"))
        lin = store.read(people.contact, 1)
        assert (lin.kind, lin.ideal_days, lin.owner) == ("customer", 30, "me")
        await user.press("escape")
        assert "Lin Tao · Harbour Ltd" in "\n".join(user.table("#people"))
        panel = user.app.screen.query_one("#people-panel", Panel)
        assert str(panel.border_subtitle) == "1 to do · 1 contact"


async def test_a_contact_without_a_name_is_refused_at_the_field(opened: Open, store: Store) -> None:
    async with opened("people") as user:
        await user.press("a")
        await user.fill(company="Harbour Ltd")
        await user.press("ctrl+s")
        assert "name" in user.refusals()
        await user.fill(name="Lin", ideal_days="30", longest_days="3")
        await user.press("ctrl+s")
        assert "longest days" in user.refusals()["longest_days"]
    assert store.read(people.contact_counts).open == 0


async def test_one_key_logs_a_touch_and_says_what_comes_next(opened: Open, store: Store, now: Now) -> None:
    lin = contact(store, now, days_ago=3)
    async with opened("people") as user:
        assert any("Never touched" in line for line in user.table("#people"))
        await user.press("l")
        assert any("Waiting for them" in line for line in user.table("#people"))
        assert user.said() == ["Touched Lin · next: in 7 d (f plans another)"]
        assert store.read(people.contact, lin).last_on == now.today
        await user.press("u")
        assert store.read(people.contact, lin).last_on is None
        assert any("Never touched" in line for line in user.table("#people"))


async def test_a_touch_with_its_details(opened: Open, store: Store, now: Now) -> None:
    lin = contact(store, now)
    async with opened("people") as user:
        await user.press("L")
        await user.fill(channel="call", direction="in: they did", note="asked for the price", on="yesterday")
        await user.press("ctrl+s")
        assert any("We owe an answer" in line for line in user.table("#people"))
        await user.press("enter")
        assert any("call from them" in line and "answer owed" in line for line in user.table("#people"))
    (line,) = store.read(people.history, lin)
    assert (line.on, line.note) == (now.today - timedelta(days=1), "asked for the price")


async def test_f_plans_a_follow_up_with_whoever_is_under_the_cursor(
    opened: Open, store: Store, now: Now
) -> None:
    lin = contact(store, now)
    async with opened("people") as user:
        await user.press("f")
        await user.fill(due="in 3d", channel="call", note="the offer")
        await user.press("ctrl+s")
        (row,) = store.read(people.follow_ups, lin)
        assert (row.due, row.channel, row.note) == (now.today + timedelta(days=3), "call", "the offer")


async def test_a_follow_up_is_moved_dropped_with_a_reason_and_done(
    opened: Open, store: Store, now: Now
) -> None:
    lin = contact(store, now)
    for days in (1, 2):
        store.write(people.plan_follow_up, lin, due=now.today + timedelta(days=days), now=now)
    async with opened("people") as user:
        await user.press("t", "enter")
        assert any("Promised" in line for line in user.table("#people"))
        await user.press("m")
        await user.type("in 5d")
        await user.press("enter")
        first, second = store.read(people.follow_ups, lin)
        assert (first.moved, second.moved) == (False, True)
        await user.press("x")
        await user.press("enter")
        assert len(store.read(people.follow_ups, lin)) == 2  # nothing is dropped without a reason
        await user.press("x")
        await user.type("they moved away")
        await user.press("enter")
        (left,) = store.read(people.follow_ups, lin)
        await user.press("g", "l")
        (following,) = store.read(people.follow_ups, lin)
        assert following.id != left.id
        assert store.read(people.contact, lin).last_on == now.today


async def test_a_contact_is_edited_closed_reopened_and_deleted(opened: Open, store: Store, now: Now) -> None:
    lin = contact(store, now)
    async with opened("people") as user:
        await user.press("t", "e")
        await user.fill(name="Lin Tao")
        await user.press("ctrl+s")
        assert any("Lin Tao" in line for line in user.table("#people"))
        await user.press("x")
        assert any("No open contact" in line for line in user.table("#people"))
        await user.press("t", "t")
        assert title(user) == "Closed contacts"
        await user.press("o")
        assert store.read(people.contact, lin).status == "open"
        await user.press("t", "t", "d")
        assert store.read(people.contact_counts).open == 0
        await user.press("u")
        assert store.read(people.contact, lin).name == "Lin Tao"


async def test_a_contact_is_edited_from_its_page(opened: Open, store: Store, now: Now) -> None:
    lin = contact(store, now)
    store.write(people.log_touch, lin, now=now)
    async with opened("people") as user:
        await user.press("enter", "E")
        await user.fill(phone="+49 30 1234")
        await user.press("ctrl+s")
        assert "+49 30 1234" in user.lines("#card")
        await user.press("G", "e")
        assert user.said()[-1].startswith("What happened is not edited")
        await user.press("d")
        assert store.read(people.contact, lin).last_on is None


async def test_a_contact_deleted_elsewhere_closes_its_page(opened: Open, store: Store, now: Now) -> None:
    lin = contact(store, now)
    contact(store, now, "Ada")
    async with opened("people") as user:
        await user.press("t", "down", "enter")
        assert title(user) == "Lin"
        store.write(people.delete_contact, lin, now=now)
        assert isinstance(user.app.screen, PeopleScreen)
        user.app.screen.reload()
        await user.pilot.pause()
        assert title(user) == "All contacts"


class TestDeals:
    async def test_added_with_its_value_in_the_list_of_deals(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        contact(store, now)
        async with opened("people") as user:
            await user.press("t", "t")
            assert "No deals yet" in "\n".join(user.table("#people"))
            await user.press("a")
            await user.fill(title="Yearly plan", contact_id="Lin", value_minor="1,200.50")
            await user.press("ctrl+s")
            shown = "\n".join(user.table("#people"))
            assert "Yearly plan · Lin" in shown
            assert "€ 1,200.50" in shown
        made = store.read(people.deal, 1, now)
        assert (made.value_minor, made.stage, made.currency) == (120_050, "Lead", "EUR")

    async def test_moved_by_a_number_and_won(self, opened: Open, store: Store, now: Now) -> None:
        pilot = deal(store, now)
        async with opened("people") as user:
            await user.press("t", "t", "m", "3")
            assert store.read(people.deal, pilot, now).stage == "Proposal"
            assert any(line.startswith(" Proposal") for line in user.table("#people"))
            await user.press("w")
            assert store.read(people.deal, pilot, now).status == "won"
            await user.press("o")
            assert store.read(people.deal, pilot, now).stage == "Proposal"

    @pytest.mark.parametrize("keys", [("x",), ("m", "5")])
    async def test_lost_only_with_a_reason(
        self, opened: Open, store: Store, now: Now, keys: tuple[str, ...]
    ) -> None:
        pilot = deal(store, now)
        async with opened("people") as user:
            await user.press("t", "t", *keys)
            await user.type("too dear")
            await user.press("enter")
            row = store.read(people.deal, pilot, now)
            assert (row.status, row.reason) == ("lost", "too dear")
            assert any("lost today: too dear" in line for line in user.table("#people"))

    async def test_edited_and_deleted(self, opened: Open, store: Store, now: Now) -> None:
        pilot = deal(store, now)
        async with opened("people", (120, 36)) as user:
            await user.press("t", "t", "enter")
            await user.fill(title="Pilot of a year", next_step="send the offer", next_on="tomorrow")
            await user.press("ctrl+s")
            assert any("send the offer tomorrow" in line for line in user.table("#people"))
            await user.press("d")
            assert store.read(people.deals, now, open_only=False) == ()
            await user.press("u")
            assert store.read(people.deal, pilot, now).title == "Pilot of a year"

    async def test_a_key_that_does_not_fit_says_so(self, opened: Open, store: Store, now: Now) -> None:
        contact(store, now)
        async with opened("people") as user:
            await user.press("w")
            assert user.said() == ["w wins a deal: t shows them."]


@pytest.mark.parametrize("size", SIZES)
async def test_the_pipeline_stands_below(opened: Open, store: Store, now: Now, size: tuple[int, int]) -> None:
    deal(store, now, value_minor=120_000)
    async with opened("people", size) as user:
        lines = user.lines("#pipeline").splitlines()
        assert lines[0].split() == ["Lead", "1"], "a stage without a deal takes no room"
        assert "€ 1,200" in lines[1]
        assert max(map(len, lines)) <= size[0]


async def test_hostile_names_are_shown_harmlessly(opened: Open, store: Store, now: Now) -> None:
    contact(store, now, "[/][@click=app.quit]\x1b[2J‮evil", company="[bold]")
    async with opened("people") as user:
        shown = "\n".join(user.table("#people"))
        assert "[/][@click=app.quit]" in shown
        assert "\x1b" not in shown
        assert "‮" not in shown
        await user.press("t", "enter")
        assert "\x1b" not in title(user)


async def test_any_screen_can_lead_to_a_record(opened: Open, store: Store, now: Now) -> None:
    lin, pilot = contact(store, now), deal(store, now)
    touch = store.write(people.log_touch, lin, now=now)
    async with opened("people") as user:
        screen = user.app.screen
        assert isinstance(screen, PeopleScreen)
        for kind, record_id, shown in (
            ("deal", pilot, "Deals"),
            ("contact", lin, "Lin"),
            ("touch", touch, "Lin"),
        ):
            screen.go_to(kind, record_id)
            await user.pilot.pause()
            assert title(user) == shown
        assert screen.under_cursor() == ("touch", touch)
