"""Why something was dropped or paused: a text that must say something and can be stored."""

from sqlmodel import SQLModel

from bef_tui.services import records


class Reason(SQLModel):
    """The one field of the question why."""

    reason: str = ""


def given(reason: str, message: str) -> str:
    """The reason as it is stored; ``RuleBroken`` with ``message`` when it is empty."""
    clean: str = records.checked(Reason, {"reason": reason})["reason"].strip()
    records.require_text(clean, "reason", message)
    return clean
