"""Experiments: a change tried out until the day on which its KPI is looked at, and the verdict."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from sqlmodel import Session, col, select

from bef_tui.data.improvement import Experiment, ExperimentBase
from bef_tui.data.measurement import Kpi
from bef_tui.data.planning import Person
from bef_tui.data.systems import Sop
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import ExperimentStatus, Verdict
from bef_tui.services import records
from bef_tui.services.records import Values


class StartedExperiment(ExperimentBase):
    """An experiment with the issue it answers."""

    issue_id: int | None = None


class Finding(ExperimentBase):
    """What an experiment showed."""

    hypothesis: str = ""
    learned: str = ""


# Deeds


def add_experiment(session: Session, *, now: Now, **values: Any) -> int:
    """Start an experiment."""
    clean = records.checked(StartedExperiment, values)
    _ask(clean["hypothesis"], clean.get("check_on"))
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    return records.saved(session, Experiment(**clean, started_on=now.today))


def edit_experiment(
    session: Session, experiment_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit an experiment."""
    experiment = records.found(session, Experiment, experiment_id)
    if experiment.status == "concluded":
        raise RuleBroken("This experiment has its verdict; what was tried stays as it was.")
    records.changed(session, experiment, ExperimentBase, changes, opened)
    _ask(experiment.hypothesis, experiment.check_on)
    return experiment_id


def conclude(
    session: Session,
    experiment_id: int,
    verdict: Verdict,
    learned: str,
    *,
    now: Now,
    sop_id: int | None = None,
) -> int:
    """Conclude an experiment; ``sop_id`` is the SOP that an adopted or adapted change went into."""
    experiment = records.found(session, Experiment, experiment_id)
    if verdict not in get_args(Verdict):
        raise RuleBroken("The verdict is adopt, adapt or abandon.", field="verdict")
    records.checked(Finding, {"learned": learned})
    records.require_text(learned, "learned", "What was learned? One sentence is enough.")
    if sop_id is not None and verdict == "abandon":
        raise RuleBroken("What is abandoned changes no SOP.", field="sop_id")
    if sop_id is not None:
        records.found(session, Sop, sop_id)
    experiment.status, experiment.verdict, experiment.learned = "concluded", verdict, learned
    experiment.sop_id, experiment.closed_on = sop_id, now.today
    return experiment_id


def reopen_experiment(session: Session, experiment_id: int, *, now: Now) -> int:
    """Take back the verdict on an experiment."""
    experiment = records.found(session, Experiment, experiment_id)
    experiment.status, experiment.verdict = "running", None
    experiment.sop_id, experiment.closed_on = None, None
    return experiment_id


def delete_experiment(session: Session, experiment_id: int, *, now: Now) -> int:
    """Delete an experiment."""
    session.delete(records.found(session, Experiment, experiment_id))
    return experiment_id


def _ask(hypothesis: str, check_on: date | None) -> None:
    records.require_text(hypothesis, "hypothesis", "What do you believe will happen?")
    if check_on is None:
        raise RuleBroken("When will you look at the result?", field="check_on")


# Questions


@dataclass(frozen=True, slots=True)
class ExperimentRow:
    """An experiment as a list shows it."""

    id: int
    hypothesis: str
    change: str
    kpi: str
    owner: str
    started_on: date
    check_on: date | None
    status: ExperimentStatus
    verdict: Verdict | None
    learned: str
    sop: str
    closed_on: date | None

    def due(self, today: date) -> bool:
        """Whether the day to look at the result has come."""
        return self.status == "running" and self.check_on is not None and self.check_on <= today


def experiments(session: Session, *, now: Now, concluded: int = 20) -> tuple[ExperimentRow, ...]:
    """Running ones by the day they are looked at, the due ones first; then the newest concluded ones."""
    by_day = (col(Experiment.check_on), col(Experiment.id))
    running = _rows(session, Experiment.status == "running", order=by_day, limit=200)
    newest = (col(Experiment.closed_on).desc(), col(Experiment.id).desc())
    over = _rows(session, Experiment.status == "concluded", order=newest, limit=concluded)
    return (*running, *over)


def experiment(session: Session, experiment_id: int) -> ExperimentRow:
    """One experiment; ``Gone`` when it was deleted."""
    records.found(session, Experiment, experiment_id)
    (row,) = _rows(session, Experiment.id == experiment_id, order=(col(Experiment.id),), limit=1)
    return row


def experiment_values(session: Session, experiment_id: int) -> dict[str, Any]:
    """What a form may change of an experiment."""
    found = records.found(session, Experiment, experiment_id)
    return found.model_dump(include=set(ExperimentBase.model_fields))


def _rows(session: Session, where: Any, *, order: tuple[Any, ...], limit: int) -> tuple[ExperimentRow, ...]:
    query: Any = (
        select(Experiment, Kpi.name, Person.name, Sop.title)
        .join(Kpi, col(Kpi.id) == Experiment.kpi_id, isouter=True)
        .join(Person, col(Person.id) == Experiment.owner_id, isouter=True)
        .join(Sop, col(Sop.id) == Experiment.sop_id, isouter=True)
        .where(where)
        .order_by(*order)
        .limit(limit)
    )
    return tuple(
        ExperimentRow(
            id=found.id,
            hypothesis=found.hypothesis,
            change=found.change,
            kpi=kpi or "",
            owner=owner or "",
            started_on=found.started_on,
            check_on=found.check_on,
            status=found.status,
            verdict=found.verdict,
            learned=found.learned,
            sop=sop or "",
            closed_on=found.closed_on,
        )
        for found, kpi, owner, sop in session.exec(query)
    )
