"""What is typed outlives an escape and a refusal; what was saved does not come back as a draft."""

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company, vision
from tests.screens.conftest import KeptDrafts, Open


async def test_a_goal_named_by_its_beginning_leaves_no_draft_behind(
    opened: Open, store: Store, now: Now, drafts: KeptDrafts
) -> None:
    store.write(
        vision.add_goal, now=now, title="Ship tuxedo", due=now.today, done_when="it is out", active=True
    )
    async with opened("execution") as user:
        await user.press("A")
        await user.type("Keys are documented")
        await user.press("tab", "tab", "tab")
        await user.type("the page")
        await user.press("tab")
        await user.type("Ship")
        await user.press("ctrl+s")
        assert any("Keys are documented" in line for line in user.table("#work"))
        assert drafts.texts == {}


async def test_what_was_typed_is_back_after_an_escape(
    opened: Open, store: Store, now: Now, drafts: KeptDrafts
) -> None:
    store.write(company.prepare, now=now)
    async with opened("execution") as user:
        await user.press("A")
        await user.type("Half an outcome")
        await user.press("escape")
        assert "Half an outcome" in "".join(drafts.texts.values())
        await user.press("A")
        await user.fill(done_when="a test")
        await user.press("ctrl+s")
        assert any("Half an outcome" in line for line in user.table("#work"))
