"""Keys that arrive faster than the screens can follow, as they do over a slow line: none is lost, none goes astray."""

from textual import events
from textual.widgets import Input

from bef_tui import services
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.line import LineDialog
from tests.screens.conftest import Open, User, wait_for


def _at_once(user: User, text: str) -> None:
    """Everything of a text in one bundle; ⏎ is the enter key."""
    for sign in text:
        key, character = ("enter", "\r") if sign == "⏎" else (sign, sign)
        if sign == " ":
            key = "space"
        user.app.post_message(events.Key(key, character))


async def test_what_is_typed_before_the_line_is_there_stands_in_it(opened: Open) -> None:
    async with opened("home") as user:
        _at_once(user, "adraft words")
        await wait_for(user.pilot, lambda: isinstance(user.app.focused, Input))
        line = user.app.screen.query_one(Input)
        await wait_for(user.pilot, lambda: len(line.value) >= len("draft words"))
        assert line.value == "draft words"


async def test_two_tasks_typed_in_one_go_are_two_tasks(opened: Open, desk: Desk) -> None:
    async with opened("execution") as user:
        _at_once(user, "abuy milk⏎acall Ada⏎")

        def titles() -> list[str]:
            lists = desk.read(services.execution.task_lists, now=desk.now())
            return sorted(task.title for part in (lists.today, lists.week, lists.backlog) for task in part)

        await wait_for(user.pilot, lambda: len(titles()) == 2)
        assert titles() == ["buy milk", "call Ada"]
        assert not isinstance(user.app.screen, LineDialog)


async def test_a_screen_and_a_key_meant_for_it(opened: Open) -> None:
    async with opened("home") as user:
        _at_once(user, "4abuy milk")
        await wait_for(user.pilot, lambda: isinstance(user.app.focused, Input))
        line = user.app.screen.query_one(Input)
        await wait_for(user.pilot, lambda: line.value == "buy milk")
        assert user.app.current_mode == "execution"


async def test_pasted_text_waits_too(opened: Open) -> None:
    async with opened("home") as user:
        _at_once(user, "a")
        user.app.post_message(events.Paste("pasted words"))
        await wait_for(user.pilot, lambda: isinstance(user.app.focused, Input))
        line = user.app.screen.query_one(Input)
        await wait_for(user.pilot, lambda: line.value == "pasted words")


async def test_no_key_waits_for_one_whose_dialog_is_gone(opened: Open, store: Store, now: Now) -> None:
    store.write(services.company.prepare, now=now)
    due = now.today
    store.write(services.execution.add_commitment, now=now, outcome="Live", due=due, done_when="seen")
    store.write(services.execution.freeze_week, now.week, now=now)

    def fate() -> str | None:
        (row,) = store.read(services.execution.promises, now.week)
        return row.fate

    async with opened("execution") as user:
        _at_once(user, "m25")  # missed: the reason closes one dialog and opens the next
        await wait_for(user.pilot, lambda: fate() is not None)
        assert fate() == "issue"
        assert user.app._type_ahead.hurried == 0


async def test_a_key_is_settled_when_its_widget_goes_away_on_the_way(opened: Open) -> None:
    async with opened("execution") as user:
        await user.press("a")
        line = user.app.screen.query_one(Input)
        ahead = user.app._type_ahead
        user.app.post_message(events.Key("x", "x"))
        user.app.post_message(events.Key("y", "y"))
        line.remove()
        await wait_for(user.pilot, lambda: not user.app.is_busy)
        assert ahead.hurried == 0
