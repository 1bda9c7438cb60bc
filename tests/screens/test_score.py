"""The Score screen: from a tenth of a point to the record that makes it, and to the place where one mends it."""

from datetime import timedelta

import pytest
from textual.content import Content

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CATEGORIES
from bef_tui.screens.execution import ExecutionScreen
from bef_tui.screens.vision import VisionScreen
from bef_tui.services import company, execution, score, vision
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import Open, User

SIZES = [(80, 24), (100, 30), (120, 36)]


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def late_tasks(store: Store, now: Now) -> None:
    """Work that is long overdue: it holds Accountability down."""
    for number in range(10):
        due = now.today - timedelta(days=20)
        store.write(execution.add_task, now=now.later(days=-40), title=f"Old {number}", due=due)


def parts(user: User) -> list[str]:
    table = user.app.screen.query_one("#parts", RecordTable)
    lines = []
    for place in range(table.row_count):
        row = table._rows.row(place)
        assert row is not None
        lines.append(" ".join(cell if isinstance(cell, str) else cell.text for cell in row.cells))
    return lines


def go_to(user: User, part: str) -> None:
    user.app.screen.query_one("#parts", RecordTable).select(f"part:{part}")


@pytest.mark.parametrize("size", SIZES)
async def test_every_component_says_its_weight_value_and_points(
    opened: Open, store: Store, now: Now, size: tuple[int, int]
) -> None:
    late_tasks(store, now)
    async with opened("score", size) as user:
        lines = parts(user)
        assert len([line for line in lines if " % " in line]) == len(lines) - 5
        points = sum(float(line.rsplit("+", 1)[1]) for line in lines if "+" in line)
        total = sum(float(line.split()[-1]) for line in lines if "+" not in line)
        assert abs(points - total) < 0.2
        assert "not rated yet" in "\n".join(user.table("#parts"))


async def test_from_a_component_to_its_records_to_where_they_live(
    opened: Open, store: Store, now: Now
) -> None:
    late_tasks(store, now)
    found = store.read(score.explained, now=now)
    part = next(
        part
        for category in found.judgement.card.categories
        for part in category.parts
        if any(one.kind == "task" and not one.ok for one in part.evidence)
    )
    async with opened("score") as user:
        go_to(user, part.key)
        await user.pilot.pause()
        assert "✗ Old" in user.table("#records")[0]
        await user.press("enter")
        assert user.app.focused is not None
        assert user.app.focused.id == "records"
        await user.press("enter")
        assert isinstance(user.app.screen, ExecutionScreen)
        assert str(user.app.screen.query_one("#work", RecordTable).highlighted).startswith("task:")


async def test_escape_leads_back_to_the_components(opened: Open, store: Store, now: Now) -> None:
    late_tasks(store, now)
    async with opened("score") as user:
        await user.press("t", "escape")
        assert user.app.focused is not None
        assert user.app.focused.id == "parts"
        await user.press("escape", "escape")
        assert user.app.focused.id == "parts"


async def test_an_item_is_ticked_and_worded_in_ones_own_way(opened: Open, store: Store, now: Now) -> None:
    async with opened("score", (80, 24)) as user:
        await user.press("t")
        assert "records: does not hold" in "\n".join(user.table("#audit"))
        await user.press("space")
        assert store.read(score.explained, now=now).audit.ticked == 1
        assert "✓  1" in user.table("#audit")[0]
        await user.press("space", "e")
        await user.type("Goals hang on the wall")
        await user.press("enter")
        assert "Goals hang on the wall" in user.table("#audit")[0]
        assert store.read(score.explained, now=now).audit.ticked == 0


async def test_the_own_rating_stands_beside_the_evidence(opened: Open, store: Store, now: Now) -> None:
    async with opened("score") as user:
        await user.press("r")
        assert user.asked() == list(CATEGORIES)
        await user.fill(clarity="6", communication="3", accountability="3", systems="3", measurement="3")
        await user.press("ctrl+s")
        assert user.refusals() == {"clarity": "Not above 5"}
        await user.fill(clarity="4")
        await user.press("ctrl+s")
        assert "you say 4" in "\n".join(user.table("#parts"))
        assert "you say 16 · records say 5.0" in user.lines("#score")


async def test_the_mistakes_say_why_and_which_stage_is_reached(opened: Open) -> None:
    async with opened("score") as user:
        await user.press("m")
        listed = "\n".join(user.table("#mistakes"))
        assert "Lack of measurement" in listed
        assert "Stage reached" in listed
        await user.press("m")
        assert user.app.focused is not None
        assert user.app.focused.id == "parts"


async def test_the_history_begins_with_the_first_review(opened: Open) -> None:
    async with opened("score") as user:
        await user.press("h")
        assert "the history begins with the first review" in user.lines("#chart")


async def test_the_next_move_leads_to_its_record(opened: Open, store: Store, now: Now) -> None:
    store.write(vision.add_goal, now=now, title="Activation 40 %", horizon="90-day", active=False)
    async with opened("score") as user:
        await user.press("x")
        assert user.said()[0].endswith(("under 0.1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
        assert isinstance(user.app.screen, VisionScreen)


async def test_the_record_panel_says_how_sure_it_is(opened: Open, store: Store, now: Now) -> None:
    late_tasks(store, now)
    async with opened("score") as user:
        edge = user.app.screen.query_one("#records-panel").border_subtitle or ""
        assert "confidence low" in Content.from_markup(edge).plain
