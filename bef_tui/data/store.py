"""The store: the only way to the file. A read cannot write; a write is one transaction and one line of history."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlmodel import Session

from bef_tui.data import journal, migrations, plain, tables, undo
from bef_tui.data.engine import make_engine
from bef_tui.data.journal import HistoryLine, Mismatch, RowChange
from bef_tui.data.lane import Lane
from bef_tui.data.trouble import StoreError, spoken
from bef_tui.data.undo import Undone
from bef_tui.data.writing import Line

ALL_TABLES = tables.MODULES  # a table can be used once those it refers to are known

P = ParamSpec("P")
R = TypeVar("R")


class Store:
    """Reads and writes one file for one person, from one session of the program.

    ``clock`` gives the instant of a deed, aware. Every thread that uses the store has connections of its own. A
    missing file is made; an older one is brought up to date; StoreError when neither can be done.
    """

    def __init__(
        self,
        path: Path,
        who: str,
        session_id: str,
        clock: Callable[[], datetime],
        *,
        read_only: bool = False,
        busy_seconds: float = plain.BUSY_SECONDS,
    ) -> None:
        self.path = path
        self.who = who
        self.session_id = session_id
        self._clock = clock
        self._read_only = read_only
        self._seconds = busy_seconds
        migrations.prepare(path, read_only=read_only)
        self._engine = make_engine(path, read_only, busy_seconds=busy_seconds)
        self._here = threading.local()
        self._lanes: list[Lane] = []
        self._guard = threading.Lock()

    def read(self, question: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask a question. What it returns must be plain values: its session ends here.

        RuntimeError when the question tries to write.
        """
        with self._lane().reading() as session:
            return question(session, *args, **kwargs)

    def write(
        self,
        deed: Callable[Concatenate[Session, ...], R],
        *args: Any,
        label: str | None = None,
        session: str | None = None,
        **kwargs: Any,
    ) -> R:
        """Do a deed: all of it or nothing, and one line of history named ``label``, else by the deed's docstring.

        ``session`` says whose deed it is when it is not this session's: an undo here passes it over. RuleBroken when
        a rule or a constraint refuses, StoreError when the file cannot be written to.
        """
        line = self._line(label or _label_of(deed), session)
        with self._writing_lane().writing(line, keep=True) as opened:
            return deed(opened, *args, **kwargs)

    def rehearse(self, deed: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do a deed and take all of it back: what it returns says what it would do."""
        with self._writing_lane().writing(self._line(_label_of(deed)), keep=False) as session:
            return deed(session, *args, **kwargs)

    def undo(self, txn_id: int | None = None) -> Undone:
        """Undo the last deed of this session, else of this person, else the deed named.

        RuleBroken when there is none, or when somebody changed the same since: nothing is changed then.
        """
        with self._writing_lane().undoing() as pen:
            return undo.undo(pen.driver, pen.writer, self._line(""), txn_id)

    def redo(self) -> Undone:
        """Do again what was undone last, unless something new was done since."""
        with self._writing_lane().undoing() as pen:
            return undo.redo(pen.driver, pen.writer, self._line(""))

    @property
    def last_txn_id(self) -> int:
        """The id of the last deed of anybody, 0 before the first."""
        with spoken(self.path):
            return plain.last_txn_id(self._lane().driver)

    def history(
        self, limit: int = 50, *, before: int | None = None, table: str = "", row_id: int = 0
    ) -> tuple[HistoryLine, ...]:
        """The last deeds, newest first; older than deed ``before``, or of one record, if so asked."""
        lane = self._lane()
        with lane.reading():
            return journal.log(lane.driver, limit, before=before, table=table, row_id=row_id)

    def changes(self, txn_id: int) -> tuple[RowChange, ...]:
        """Every row that a deed changed, before and after."""
        lane = self._lane()
        with lane.reading():
            return tuple(journal.changes_of(lane.driver, txn_id))

    def replay_check(self) -> tuple[Mismatch, ...]:
        """Rows whose history does not lead to what the tables hold; empty when all is well."""
        lane = self._lane()
        with lane.reading():
            return journal.replay_check(lane.driver)

    def close(self) -> None:
        """Close every connection. The store opens itself again when it is used again."""
        with self._guard:
            lanes, self._lanes = self._lanes, []
            self._here = threading.local()
        for lane in lanes:
            lane.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _line(self, label: str, session: str | None = None) -> Line:
        return Line(self._clock(), self.who, session or self.session_id, label)

    def _writing_lane(self) -> Lane:
        if self._read_only:
            raise StoreError.readonly(self.path)
        return self._lane()

    def _lane(self) -> Lane:
        lane: Lane | None = getattr(self._here, "lane", None)
        if lane is None:
            with spoken(self.path):
                lane = Lane(self.path, self._engine, self._seconds)
            self._here.lane = lane
            with self._guard:
                ended = [other for other in self._lanes if not other.thread.is_alive()]
                self._lanes = [other for other in self._lanes if other.thread.is_alive()] + [lane]
            for other in ended:
                other.close()
        return lane


def _label_of(deed: Callable[..., Any]) -> str:
    """What a deed calls itself: the first line of its docstring up to what it explains after ``;``, else its name."""
    deed = getattr(deed, "func", deed)
    words = (deed.__doc__ or "").strip().partition("\n")[0].partition(";")[0].rstrip(".")
    return words or str(getattr(deed, "__name__", "change")).replace("_", " ").strip("<>")
