"""Facts that screens tell the app."""

from textual.message import Message


class DataChanged(Message):
    """Records were changed, here or by another process; the app judges again and the panels follow."""


class ShowRecord(Message):
    """Somebody wants to see a record where it lives. ``kind`` is a record kind as in ``framework.facts.Evidence``."""

    def __init__(self, kind: str, record_id: int | None) -> None:
        super().__init__()
        self.kind = kind
        self.record_id = record_id
