"""Keys that arrive faster than the screens can follow, as they do over a slow line: none is lost, none goes astray."""

from textual import events
from textual.widgets import Input

from bef_tui import services
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
