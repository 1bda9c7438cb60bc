"""The first-run set-up by keyboard alone: filled in, skipped, left and taken up again."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.screens.setup import SetupScreen
from bef_tui.services import company, execution, vision
from bef_tui.widgets.panel import Panel
from tests.screens.conftest import KeptDrafts, Open, User


@asynccontextmanager
async def setting_up(
    opened: Open, desk: Desk, answers: list[bool | None], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[User]:
    async with opened("vision", size) as user:
        user.app.push_screen(SetupScreen(desk), answers.append)
        await user.pilot.pause()
        await user.pilot.pause()
        yield user


def page(user: User) -> str:
    return str(user.app.screen.query_one(Panel).border_title)


async def test_three_minutes_make_a_company(opened: Open, desk: Desk, store: Store, now: Now) -> None:
    answers: list[bool | None] = []
    async with setting_up(opened, desk, answers) as user:
        await user.fill(name="Acme", vision="Calm studios", zone="Pacific/Auckland")
        await user.press("ctrl+s")
        await user.fill(title="500 customers", due="2027-10-31", done_when="the books say so")
        await user.press("ctrl+s")
        await user.fill(title="Activation 40 %", done_when="the chart", name="Activation", unit="%")
        await user.fill(baseline="20", value="40")
        await user.press("ctrl+s")
        await user.press("4", "enter", "3", "enter", "3", "enter", "2", "enter", "4", "enter")
        await user.fill(outcome_0="Onboarding is live", done_when_0="a user went through")
        await user.press("ctrl+s")
    assert answers == [True]
    card = store.read(company.card)
    assert (card.name, card.zone, card.started_on) == ("Acme", "Pacific/Auckland", now.today)
    assert str(desk.zone) == "Pacific/Auckland"
    (branch,) = store.read(vision.goals_tree, now=now)
    (goal,) = branch.goals
    assert branch.annual is not None
    assert goal.metric is not None
    assert (branch.annual.title, goal.title, goal.metric.target) == ("500 customers", "Activation 40 %", 40)
    assert [rating.value for rating in store.read(company.self_ratings)] == [4, 3, 3, 2, 4]
    (promise,) = store.read(execution.promises, now.week)
    assert (promise.outcome, promise.frozen) == ("Onboarding is live", True)


async def test_it_is_one_step_of_history(opened: Open, desk: Desk, store: Store, now: Now) -> None:
    answers: list[bool | None] = []
    async with setting_up(opened, desk, answers) as user:
        await user.fill(name="Acme")
        await user.press("ctrl+s")
        await user.fill(title="500 customers", due="2027-10-31", done_when="the books say so")
        await user.press("ctrl+s", "ctrl+n", "ctrl+n", "ctrl+n")
        assert len(store.read(vision.goals_tree, now=now)) == 1
        await user.press("u")
        assert store.read(vision.goals_tree, now=now) == ()
        assert store.read(company.first_run)


async def test_a_page_that_lacks_an_answer_says_so(opened: Open, desk: Desk) -> None:
    async with setting_up(opened, desk, []) as user:
        await user.press("ctrl+n")
        await user.fill(title="500 customers")
        await user.press("ctrl+s")
        assert page(user) == "One annual goal"
        assert user.refusals()["due"] == "By when?"


async def test_going_back_finds_what_was_typed(opened: Open, desk: Desk) -> None:
    async with setting_up(opened, desk, []) as user:
        await user.type("Acme")
        await user.press("ctrl+s", "escape")
        assert page(user) == "The company"
        row = next(iter(user.app.screen.query("FieldRow")))
        assert row.editor.raw == "Acme"  # type: ignore[attr-defined]


async def test_a_second_start_is_on_the_same_page_with_every_key(
    opened: Open, desk: Desk, drafts: KeptDrafts
) -> None:
    async with setting_up(opened, desk, []) as user:
        await user.fill(name="Acme")
        await user.press("ctrl+s")
        await user.type("500 cust")
    assert json.loads(drafts.texts["setup.annual"])["title"] == "500 cust"
    async with setting_up(opened, desk, []) as user:
        assert page(user) == "One annual goal"
        row = next(iter(user.app.screen.query("FieldRow")))
        assert row.editor.raw == "500 cust"  # type: ignore[attr-defined]


async def test_a_refusal_at_the_end_leads_to_its_page(opened: Open, desk: Desk, store: Store) -> None:
    answers: list[bool | None] = []
    async with setting_up(opened, desk, answers) as user:
        await user.fill(name="Acme", currency="euro")
        await user.press("ctrl+s", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
        assert page(user) == "The company"
        assert "three letters" in user.refusals()["currency"]
        assert store.read(company.first_run)
        await user.fill(currency="EUR")
        await user.press("ctrl+s", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
    assert answers == [True]


async def test_all_of_it_can_be_skipped(opened: Open, desk: Desk, store: Store, drafts: KeptDrafts) -> None:
    answers: list[bool | None] = []
    async with setting_up(opened, desk, answers) as user:
        await user.type("Acme")
        await user.press("ctrl+g", "2")
        assert page(user) == "The company"
        await user.press("ctrl+g", "1")
    assert answers == [False]
    assert not store.read(company.first_run)
    assert drafts.texts == {}


async def test_no_key_of_the_app_works_behind_it(opened: Open, desk: Desk) -> None:
    async with setting_up(opened, desk, []) as user:
        await user.press("ctrl+n", "ctrl+n", "ctrl+n", "4", "q", "S")
        assert isinstance(user.app.screen, SetupScreen)
