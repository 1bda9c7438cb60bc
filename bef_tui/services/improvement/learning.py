"""What can be learned: why promises are missed, and which changes of process moved something."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Commitment
from bef_tui.data.improvement import Experiment
from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.data.systems import RunStep, Sop, SopRevision, WorkflowRun
from bef_tui.framework.weeks import Now, last_weeks
from bef_tui.framework.words import MissReason

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason for which promises were missed or dropped; ``cumulative`` is its share with all bigger ones (0–1).

    ``reason`` is None for those closed without one; ``examples`` are the newest outcomes, at most three.
    """

    reason: MissReason | None
    count: int
    share: float
    cumulative: float
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """A change of process and what it moved, from ``before`` to ``after`` in ``unit``; None where nothing shows it.

    A revision is shown by the share of steps followed in the runs on the revision before it and on it, in per cent;
    an adopted experiment by its KPI, when it started and now.
    """

    on: date
    kind: Literal["sop", "revision", "experiment"]
    what: str
    note: str
    sop_id: int | None
    experiment_id: int | None
    measure: str
    before: float | None
    after: float | None
    unit: str


def miss_reasons(session: Session, *, now: Now, weeks: int = 13) -> tuple[ReasonRow, ...]:
    """The reasons of promises missed or dropped in the last weeks, the most frequent first (a Pareto)."""
    query = (
        select(Commitment.reason, Commitment.outcome)
        .where(
            col(Commitment.week).in_(last_weeks(now.week, weeks)),
            col(Commitment.state).in_(("missed", "dropped")),
            col(Commitment.replaces_id).is_(None),
        )
        .order_by(
            func.ifnull(Commitment.reason, ""), col(Commitment.closed_on).desc(), col(Commitment.id).desc()
        )
    )
    grouped = [
        (reason, [outcome for _, outcome in rows])
        for reason, rows in groupby(session.exec(query).all(), key=lambda row: row[0])
    ]
    grouped.sort(key=lambda group: (-len(group[1]), group[0] or "~"))
    total = sum(len(outcomes) for _, outcomes in grouped)
    rows, so_far = [], 0
    for reason, outcomes in grouped:
        so_far += len(outcomes)
        count = len(outcomes)
        rows.append(ReasonRow(reason, count, count / total, so_far / total, tuple(outcomes[:EXAMPLES])))
    return tuple(rows)


def process_changes(session: Session, *, now: Now, limit: int = 50) -> tuple[ProcessChange, ...]:
    """SOP revisions and adopted or adapted experiments, the newest first."""
    changes = [*_revisions(session, limit), *_adopted(session, now, limit)]
    changes.sort(key=lambda change: change.on, reverse=True)
    return tuple(changes[:limit])


def _revisions(session: Session, limit: int) -> list[ProcessChange]:
    revision = SopRevision
    columns: tuple[Any, ...] = (revision.saved_on, revision.number, revision.note, revision.sop_id, Sop.title)
    query: Any = (
        select(*columns)
        .join(Sop, col(Sop.id) == SopRevision.sop_id)
        .order_by(col(SopRevision.saved_on).desc(), col(SopRevision.id).desc())
        .limit(limit)
    )
    rows = session.exec(query).all()
    followed = _followed(session, {row[3] for row in rows})
    return [
        ProcessChange(
            on=saved_on,
            kind="sop" if number == 1 else "revision",
            what=title if number == 1 else f"{title}, revision {number}",
            note=note,
            sop_id=sop_id,
            experiment_id=None,
            measure="steps followed",
            before=followed.get((sop_id, number - 1)),
            after=followed.get((sop_id, number)),
            unit="%",
        )
        for saved_on, number, note, sop_id, title in rows
    ]


def _followed(session: Session, sop_ids: set[int]) -> dict[tuple[int, int], float]:
    """Per SOP and revision the per cent of steps done, or skipped with a reason, in its finished runs."""
    share = func.avg(case((col(RunStep.state) == "open", 0.0), else_=100.0))
    query: Any = (
        select(WorkflowRun.sop_id, WorkflowRun.revision, share)
        .join(RunStep, col(RunStep.run_id) == WorkflowRun.id)
        .where(
            col(WorkflowRun.sop_id).in_(sop_ids),
            WorkflowRun.status == "done",
            col(WorkflowRun.rubber_stamp).is_(False),
        )
        .group_by(col(WorkflowRun.sop_id), col(WorkflowRun.revision))
    )
    return {(sop_id, revision): float(per_cent) for sop_id, revision, per_cent in session.exec(query)}


def _adopted(session: Session, now: Now, limit: int) -> list[ProcessChange]:
    query: Any = (
        select(Experiment, Kpi.name, Kpi.unit, Sop.title)
        .join(Kpi, col(Kpi.id) == Experiment.kpi_id, isouter=True)
        .join(Sop, col(Sop.id) == Experiment.sop_id, isouter=True)
        .where(Experiment.status == "concluded", col(Experiment.verdict).in_(("adopt", "adapt")))
        .order_by(col(Experiment.closed_on).desc(), col(Experiment.id).desc())
        .limit(limit)
    )
    return [
        ProcessChange(
            on=tried.closed_on or tried.started_on,
            kind="experiment",
            what=tried.change or tried.hypothesis,
            note=f"{tried.learned} → {sop}" if sop else tried.learned,
            sop_id=tried.sop_id,
            experiment_id=tried.id,
            measure=kpi or "",
            before=_value(session, tried.kpi_id, tried.started_on),
            after=_value(session, tried.kpi_id, now.today, since=tried.started_on),
            unit=unit or "",
        )
        for tried, kpi, unit, sop in session.exec(query)
    ]


def _value(session: Session, kpi_id: int | None, until: date, since: date | None = None) -> float | None:
    if kpi_id is None:
        return None
    query = select(KpiEntry.value).where(
        KpiEntry.kpi_id == kpi_id, KpiEntry.ends_on <= until, col(KpiEntry.value).is_not(None)
    )
    if since is not None:
        query = query.where(KpiEntry.ends_on > since)
    return session.exec(query.order_by(col(KpiEntry.ends_on).desc()).limit(1)).first()
