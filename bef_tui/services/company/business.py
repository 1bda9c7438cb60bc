"""The company itself: its words, its calendar, and what every file begins with."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any
from zoneinfo import available_timezones

from sqlmodel import Session, SQLModel, col, select

from bef_tui.data.execution import Commitment, Task
from bef_tui.data.people import Contact, PipelineStage
from bef_tui.data.planning import ActionPlan
from bef_tui.data.systems import CoreProcess, Sop
from bef_tui.data.vision import Company, CompanyBase, Goal
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import MONDAY, SATURDAY, SUNDAY, Now, zone_named
from bef_tui.framework.words import CORE_PROCESSES, PIPELINE
from bef_tui.services import records
from bef_tui.services.records import Values
from bef_tui.services.sql import rows_of

COMPANY_ID = 1
_USED: tuple[type[SQLModel], ...] = (Goal, ActionPlan, Task, Commitment, Contact, Sop)


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """The company as its screen shows it; ``values`` are what a form is opened with."""

    name: str
    vision: str
    why: str
    zone: str
    first_weekday: int
    currency: str
    started_on: date | None

    @property
    def values(self) -> dict[str, Any]:
        """What a form is opened with."""
        return {name: getattr(self, name) for name in CompanyBase.model_fields}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The founder's time zone and first day of the week."""

    zone: tzinfo
    first_weekday: int


# Deeds


def prepare(session: Session, *, now: Now) -> int:
    """Prepare the file.

    Makes the company (in the calendar of ``now``), the founder, the seven core processes and the pipeline once. Gives
    1 when it did, 0 when the file was prepared before: what the founder removed later is not brought back.
    """
    if session.get(Company, COMPANY_ID) is not None:
        return 0
    company = _the_company(session)
    company.zone, company.first_weekday = str(getattr(now.zone, "key", "UTC")), now.first_weekday
    founder = records.founder_id(session)
    if session.exec(select(CoreProcess.id).limit(1)).first() is None:
        for position, (_, name) in enumerate(CORE_PROCESSES, start=1):
            session.add(CoreProcess(name=name, position=position, owner_id=founder))
    if session.exec(select(PipelineStage.id).limit(1)).first() is None:
        for position, (name, kind, hours) in enumerate(PIPELINE, start=1):
            session.add(PipelineStage(name=name, position=position, kind=kind, respond_hours=hours))
    session.flush()
    return 1


def edit_company(session: Session, changes: Values, opened: Values | None = None, *, now: Now) -> int:
    """Edit the company."""
    prepare(session, now=now)
    company = records.changed(session, _the_company(session), CompanyBase, changes, opened)
    if company.zone not in available_timezones() | {"UTC"}:
        raise RuleBroken(
            f"There is no time zone called {company.zone}: write it like Europe/Berlin.", field="zone"
        )
    if company.first_weekday not in (MONDAY, SATURDAY, SUNDAY):
        raise RuleBroken("A week starts on Monday, Saturday or Sunday.", field="first_weekday")
    company.currency = company.currency.strip().upper()
    if not (len(company.currency) == 3 and company.currency.isascii() and company.currency.isalpha()):
        raise RuleBroken("A currency has three letters, like EUR.", field="currency")
    return COMPANY_ID


def begin(session: Session, *, now: Now) -> int:
    """Begin to use the file.

    From this day on weeks are judged, and the set-up is not offered again.
    """
    prepare(session, now=now)
    company = _the_company(session)
    company.started_on = company.started_on or now.today
    session.add(company)
    return COMPANY_ID


# Questions


def first_run(session: Session) -> bool:
    """Whether nothing was ever recorded here and the set-up was neither finished nor skipped."""
    company = session.get(Company, COMPANY_ID)
    if company is not None and company.started_on is not None:
        return False
    return all(session.exec(select(col(table.id)).limit(1)).first() is None for table in _USED)  # type: ignore[attr-defined]


def card(session: Session) -> CompanyCard:
    """The company; the defaults when none was named yet."""
    company = session.get(Company, COMPANY_ID) or Company()
    return CompanyCard(
        name=company.name,
        vision=company.vision,
        why=company.why,
        zone=company.zone,
        first_weekday=company.first_weekday,
        currency=company.currency,
        started_on=company.started_on,
    )


def calendar(session: Session) -> Calendar | None:
    """The founder's time zone and first day of the week; None until the company says them."""
    found = rows_of(session)("SELECT zone, first_weekday FROM company WHERE id = :id", id=COMPANY_ID)
    return Calendar(zone_named(found[0][0]), found[0][1]) if found else None


def _the_company(session: Session) -> Company:
    company = session.get(Company, COMPANY_ID)
    if company is None:
        company = Company(id=COMPANY_ID)
        session.add(company)
        session.flush()
    return company
