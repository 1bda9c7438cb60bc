"""Facts that screens tell the app."""

from textual.message import Message

from bef_tui.framework.errors import RuleBroken


class DataChanged(Message):
    """Records were changed, here or by another process; the app judges again and the panels follow."""


class ShowRecord(Message):
    """Somebody wants to see a record where it lives. ``kind`` is a record kind as in ``framework.facts.Evidence``."""

    def __init__(self, kind: str, record_id: int | None) -> None:
        super().__init__()
        self.kind = kind
        self.record_id = record_id


class Refused(Message):
    """A rule refused a deed, or the file could not be read; the app says why in one line."""

    def __init__(self, refusal: RuleBroken) -> None:
        super().__init__()
        self.refusal = refusal
