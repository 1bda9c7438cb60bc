"""What the tests of the Systems screen share: an SOP, a run, and what is read on the screen."""

from typing import Any

from textual.widgets import Static, TextArea

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import systems
from tests.screens.conftest import User

BODY = (
    "# Refunds\n\n1. Read the request\n   - look at the order\n2. Refund within a day\n3. Tell the customer\n"
)


def sop(store: Store, now: Now, *, in_use: bool = True, **values: Any) -> int:
    said = {"title": "Refunds", "trigger": "a refund is asked for", "body": BODY, **values}
    sop_id: int = store.write(systems.add_sop, now=now, **said)
    if in_use:
        store.write(systems.activate, sop_id, now=now)
    return sop_id


def started(store: Store, now: Now, sop_id: int, **values: Any) -> int:
    run_id: int = store.write(systems.start, sop_id, now=now.later(hours=-2), **values)
    return run_id


def text(user: User) -> str:
    """What the dialog in front holds."""
    return user.app.screen.query_one(TextArea).text


def marks(store: Store, run_id: int) -> list[str]:
    return [step.state for step in store.read(systems.run_detail, run_id).steps]


def shown(user: User) -> str:
    """What the reader of an SOP shows."""
    static = user.app.screen.query_one("#sop-text", Static)
    return "\n".join(static.render_line(y).text for y in range(static.size.height))
