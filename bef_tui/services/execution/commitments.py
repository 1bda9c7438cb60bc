"""The promises of a week: made, frozen, kept, missed, dropped, carried.

The words of a frozen promise never change. An edit adds a row that replaces it in the lists; when that one is closed,
the frozen one is closed with it and judged by what it said.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Commitment, CommitmentBase
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.framework.words import CommitmentState, Fate, MissReason
from bef_tui.services import records
from bef_tui.services.happened import happened
from bef_tui.services.records import Values
from bef_tui.services.sql import day, rows_of

MOST_COMMITMENTS = 7
MOST_CARRIES = 3
ANSWERS = ("owner_id", "due", "done_when")


# Deeds


def add_commitment(session: Session, *, now: Now, week: str | None = None, **values: Any) -> int:
    """Promise an outcome.

    Until the week is committed it is a draft. In a week that is already frozen it stands beside the promises, as an
    outcome nobody had planned.
    """
    clean = records.checked(CommitmentBase, values)
    records.require_text(clean["outcome"], "outcome", "Say what will be true when it is done.")
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    week = week or now.week
    promise = Commitment(**clean, week=week, position=_next_position(session, week))
    if is_frozen(session, week):
        _ask(promise)
        promise.state = "open"
    return records.saved(session, promise)


def edit_commitment(
    session: Session, commitment_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a promise; gives the id of the row that now says it."""
    promise = records.found(session, Commitment, commitment_id)
    if promise.frozen_at is None:
        records.changed(session, promise, CommitmentBase, changes, opened)
        records.require_text(promise.outcome, "outcome", "Say what will be true when it is done.")
        return commitment_id
    if promise.state != "open":
        raise RuleBroken("This promise is closed; what it said stays as it was.")
    words = {**promise.model_dump(include=set(CommitmentBase.model_fields)), **changes}
    clean = records.checked(CommitmentBase, words)
    if all(getattr(promise, name) == value for name, value in clean.items()):
        return commitment_id
    records.require_text(clean["outcome"], "outcome", "Say what will be true when it is done.")
    reworded = Commitment(
        **clean,
        week=promise.week,
        position=promise.position,
        state="open",
        carried=promise.carried,
        replaces_id=promise.id,
    )
    return records.saved(session, reworded)


def freeze_week(session: Session, week: str, *, now: Now) -> int:
    """Commit to the week; gives how many promises were frozen."""
    drafts = session.exec(
        select(Commitment)
        .where(Commitment.week == week, Commitment.state == "draft")
        .order_by(col(Commitment.position), col(Commitment.id))
    ).all()
    if not drafts:
        raise RuleBroken("There is nothing to commit to yet: add an outcome first (a).")
    _refuse_too_many(session, week)
    for promise in drafts:
        try:
            _ask(promise)
        except RuleBroken as error:
            raise RuleBroken(f"“{promise.outcome}”: {error}", field=error.field) from None
    for promise in drafts:
        promise.state, promise.frozen_at = "open", now.at
    return len(drafts)


def keep(session: Session, commitment_id: int, *, now: Now, on: date | None = None) -> int:
    """Keep a promise; one kept after its day counts as late, which is missed."""
    for promise in _with_frozen(session, commitment_id):
        promise.state, promise.kept_on, promise.closed_on = "kept", on or now.today, now.today
        promise.reason, promise.fate = None, None
    return commitment_id


def miss(
    session: Session,
    commitment_id: int,
    reason: MissReason,
    fate: Fate | None = None,
    note: str = "",
    *,
    now: Now,
) -> int:
    """Close a promise as missed."""
    promises = _with_frozen(session, commitment_id)
    is_news = any(promise.state != "missed" for promise in promises)
    for promise in promises:
        _check_fate(promise, fate)
        promise.state, promise.kept_on, promise.closed_on = "missed", None, now.today
        promise.reason, promise.fate, promise.note = reason, fate, note
    if is_news:
        happened(session, "promise missed", commitment_id, now=now)
    return commitment_id


def drop_commitment(
    session: Session, commitment_id: int, reason: MissReason, note: str = "", *, now: Now
) -> int:
    """Drop a promise.

    It is excused only before its day, and for at most a fifth of the week; else it counts as not kept.
    """
    for promise in _with_frozen(session, commitment_id):
        promise.state, promise.kept_on, promise.closed_on = "dropped", None, now.today
        promise.reason, promise.fate, promise.note = reason, "drop", note
    return commitment_id


def reopen_commitment(session: Session, commitment_id: int, *, now: Now) -> int:
    """Reopen a promise."""
    for promise in _with_frozen(session, commitment_id):
        promise.state, promise.kept_on, promise.closed_on = "open", None, None
        promise.reason, promise.fate = None, None
    return commitment_id


def delete_commitment(session: Session, commitment_id: int, *, now: Now) -> int:
    """Delete a promise that is not frozen yet."""
    promise = records.found(session, Commitment, commitment_id)
    if promise.frozen_at is not None:
        raise RuleBroken(
            "This was promised and stays on record: drop it with a reason (x) instead of deleting it."
        )
    session.delete(promise)
    return commitment_id


def carry(session: Session, commitment_id: int, week: str, *, now: Now, **changes: Any) -> int:
    """Carry a promise over to another week, as a draft; what was carried three times must change its words first."""
    promise = records.found(session, Commitment, commitment_id)
    if promise.carried >= MOST_CARRIES and not changes:
        raise RuleBroken("Carried three times already: shrink it, delegate it, drop it or make it an issue.")
    words = {**promise.model_dump(include=set(CommitmentBase.model_fields)), "due": None, **changes}
    draft = Commitment(
        **records.checked(CommitmentBase, words),
        week=week,
        position=_next_position(session, week),
        carried=promise.carried + 1,
        carried_from_id=promise.id,
    )
    if draft.due is None and promise.due is not None and week == add_weeks(promise.week, 1):
        draft.due = now.starts(week) + (promise.due - now.starts(promise.week))
        draft.due = min(draft.due, now.ends(week))
    return records.saved(session, draft)


def is_frozen(session: Session, week: str) -> bool:
    """Whether the promises of a week are already committed."""
    frozen = select(Commitment.id).where(Commitment.week == week, col(Commitment.frozen_at).is_not(None))
    return session.exec(frozen.limit(1)).first() is not None


def _ask(promise: Commitment) -> None:
    records.ask_three_questions(promise.owner_id, promise.due, promise.done_when, fields=ANSWERS)


def _refuse_too_many(session: Session, week: str) -> None:
    """Drafts may be many, what is committed may not; an outcome that nobody planned counts for itself."""
    count = sum(row.state == "draft" or row.frozen or row.reworded for row in promises(session, week))
    if count > MOST_COMMITMENTS:
        raise RuleBroken(
            f"{count} outcomes: a week holds at most {MOST_COMMITMENTS}."
            " Delete one first (d), or leave it for another week."
        )


def _next_position(session: Session, week: str) -> int:
    highest = session.exec(select(func.max(Commitment.position)).where(Commitment.week == week)).one()
    return (highest or 0) + 1


def _with_frozen(session: Session, commitment_id: int) -> list[Commitment]:
    """The promise and all it replaces, up to the frozen one."""
    chain = [records.found(session, Commitment, commitment_id)]
    while (older := chain[-1].replaces_id) is not None:
        chain.append(records.found(session, Commitment, older))
    if chain[0].state == "draft":
        raise RuleBroken("This is a draft of the coming week; commit to the week first, in the review.")
    return chain


def _check_fate(promise: Commitment, fate: Fate | None) -> None:
    if fate == "recommit" and promise.carried >= MOST_CARRIES:
        raise RuleBroken(
            "Carried three times already: shrink it, delegate it, drop it or make it an issue.", field="fate"
        )


# Questions


def commitment_values(session: Session, commitment_id: int) -> dict[str, Any]:
    """The values of a promise that a form edits."""
    return records.found(session, Commitment, commitment_id).model_dump(
        include=set(CommitmentBase.model_fields)
    )


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A promise as a list shows it.

    ``moves`` is the goal or KPI it serves; ``reworded`` says that a frozen row with other words stands behind it.
    """

    id: int
    outcome: str
    done_when: str
    state: CommitmentState
    owner: str
    due: date | None
    kept_on: date | None
    moves: str
    reason: MissReason | None
    fate: Fate | None
    carried: int
    weight: int
    frozen: bool
    reworded: bool

    @property
    def late(self) -> bool:
        """Kept, but after its day."""
        return (
            self.state == "kept"
            and self.due is not None
            and self.kept_on is not None
            and self.kept_on > self.due
        )


def promises(session: Session, week: str) -> tuple[CommitmentRow, ...]:
    """What is promised for a week, in its order; of a reworded one the newest words."""
    found = rows_of(session)(
        "SELECT c.id, c.outcome, c.done_when, c.state, coalesce(p.name, ''), c.due, c.kept_on,"
        " coalesce(g.title, k.name, ''), c.reason, c.fate, c.carried, c.weight, c.frozen_at IS NOT NULL,"
        " c.replaces_id IS NOT NULL FROM commitment c LEFT JOIN person p ON p.id = c.owner_id"
        " LEFT JOIN goal g ON g.id = c.goal_id LEFT JOIN kpi k ON k.id = c.kpi_id WHERE c.week = :week"
        " AND NOT EXISTS (SELECT 1 FROM commitment newer WHERE newer.week = :week AND newer.replaces_id = c.id)"
        " ORDER BY c.position, c.id",
        week=week,
    )
    return tuple(
        CommitmentRow(
            record_id, outcome, done_when, state, owner, day(due), day(kept_on), moves, reason, fate, carried, weight,
            bool(frozen), bool(reworded),
        )
        for (
            record_id, outcome, done_when, state, owner, due, kept_on, moves, reason, fate, carried, weight, frozen,
            reworded,
        ) in found
    )  # fmt: skip
