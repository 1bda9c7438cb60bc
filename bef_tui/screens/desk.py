"""What every screen works with: the store, the clock, and the half-typed texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import MONDAY, Now

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.data.store import Store
    from bef_tui.services.company import Calendar

P = ParamSpec("P")
T = TypeVar("T")


class Drafts(Protocol):
    """Where half-typed text is kept: written by a thread of its own, 0.3 seconds after the last key."""

    def put(self, key: str, text: str) -> None:
        """Keep this text from now on."""

    def load(self, key: str) -> str | None:
        """What was kept under a key, if anything."""

    def clear(self, key: str) -> None:
        """Forget a text that has been saved as a record."""


@dataclass
class Desk:
    """The store, the clock and the drafts, handed to each screen.

    The store is opened by ``open`` in a thread, after the first frame was painted; a key that comes earlier opens it
    itself. ``zone`` and ``first_weekday`` follow the company. ``back_up`` takes a backup and tells where it is;
    ``exports`` is the folder that reports are written to. ``lost`` is the table and id of a record somebody was told
    is deleted: it is what the next undo brings back. ``deleted`` is the kind and id of what the last deed deleted, so
    that the cursor can return to it. ``runs_made_on`` is the day whose due runs were made by this app: an undo of it
    stays undone.
    """

    open_store: Callable[[], Store]
    drafts: Drafts
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    zone: tzinfo = UTC
    first_weekday: int = MONDAY
    back_up: Callable[[], str] | None = None
    exports: Path | None = None
    lost: tuple[str, int] | None = None
    deleted: tuple[str, int] | None = None
    runs_made_on: date | None = None
    _store: Store | None = None
    _failure: BaseException | None = None

    def open(self) -> None:
        """Open the store, unless somebody has; what goes wrong is raised to whoever needs it."""
        with services.loading:
            if self._store is None and self._failure is None:
                try:
                    self._store = self.open_store()
                except BaseException as error:
                    self._failure = error

    @property
    def is_open(self) -> bool:
        """Whether the store is there, without waiting for it."""
        return self._store is not None

    @property
    def store(self) -> Store:
        """The store; opened now when a key comes before anything else has opened it."""
        if self._store is None:
            self.open()
        if self._store is None:
            assert self._failure is not None
            raise self._failure
        return self._store

    def now(self) -> Now:
        """This instant in the founder's calendar."""
        return Now(self.clock(), self.zone, self.first_weekday)

    def follow(self, calendar: Calendar | None) -> None:
        """Take the company's zone and first day of the week, as soon as it has said them."""
        if calendar is not None:
            self.zone, self.first_weekday = calendar.zone, calendar.first_weekday

    def read(self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question of the records."""
        return self.store.read(question, *args, **kwargs)

    def write(self, deed: Callable[Concatenate[Session, ...], T], *args: Any, **kwargs: Any) -> T:
        """Do a deed: one transaction, one line of history, also when its owner is somebody new, given by name."""
        self.lost = self.deleted = None
        if any(isinstance(one, Mapping) and isinstance(one.get("owner_id"), str) for one in (*args, kwargs)):
            deed = services.company.naming_owner(deed)
        return self.store.write(deed, *args, **kwargs)

    def rehearse(self, deed: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a deed and take all of it back: what it returns says what it would do."""
        return self.store.rehearse(deed, *args, **kwargs)

    def undo(self) -> str:
        """Undo this session's last deed; gives its label. ``RuleBroken`` when there is none, or it may not be."""
        if self.lost is not None:
            return self.bring_back(*self.lost)
        return self.store.undo().label

    def bring_back(self, table: str, record_id: int) -> str:
        """Undo what deleted a record, whoever did it; gives the label of that deed."""
        self.lost = None
        last = next(iter(self.store.history(1, table=table, row_id=record_id)), None)
        if last is None or last.txn_id is None:
            raise RuleBroken("Another tool deleted it: only a backup has it still.")
        return self.store.undo(last.txn_id).label

    def redo(self) -> str:
        """Do again what was undone last; gives its label."""
        return self.store.redo().label

    def close(self) -> None:
        """Close the store, if it was ever opened."""
        if self._store is not None:
            self._store.close()
