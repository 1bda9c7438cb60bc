"""Deals from a file, with their real stages, values and days; every move is written at the day it was made.

Of a deal that came before only what the file has learned since is taken: a stage it never was at here, and its end.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlmodel import Session

from bef_tui.data.people import Deal, DealMove
from bef_tui.exchange.people import ImportedContact, ImportedDeal
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.framework.weeks import Now
from bef_tui.services.exchange.contact_book import ContactBook, Owners, next_id, write
from bef_tui.services.exchange.contacts import CSV, taken
from bef_tui.services.exchange.outcome import Outcome
from bef_tui.services.exchange.stages import Stages
from bef_tui.services.people.deals import usual_currency
from bef_tui.services.sql import rows_of

Watch = Callable[[Sequence[ImportedDeal]], Iterable[ImportedDeal]]

NOON = time(12)


class _Here(NamedTuple):
    """A deal that is here."""

    id: int
    title: str
    status: str
    stage_id: int | None
    opened_on: str


def import_deals(
    session: Session,
    reading: Reading[ImportedDeal],
    source: str = CSV,
    *,
    now: Now,
    accounts: Reading[ImportedContact] | None = None,
    watch: Watch = iter,
) -> Outcome:
    """Import deals, and the accounts they belong to.

    Companies and people that are not here become contacts. Deals without a day of opening are opened today, and as
    nobody knows when they moved, no move is written for them. The counts are those of deals and of accounts.
    ``watch`` is handed the deals and gives them on, one by one.
    """
    return _Import(session, reading, source, now).done(accounts, watch)


class _Import:
    """One import of deals."""

    def __init__(self, session: Session, reading: Reading[ImportedDeal], source: str, now: Now) -> None:
        self.session, self.reading, self.source, self.now = session, reading, source, now
        self.file = reading.records[0].file if reading.records else ""
        self.book, self.owners = ContactBook(session, source), Owners(session)
        self.stages = Stages(session, (record.stage for record in reading.records), self.file)
        self.entry = self._entry()
        self.currency = usual_currency(session)
        self.known, self.own, self.been = self._known()
        self.next = next_id(session, "deal")
        self.deals: list[dict[str, Any]] = []
        self.moves: list[dict[str, Any]] = []
        self.counted: Counter[str] = Counter()
        self.left_out, self.notes = list(reading.left_out), list(reading.notes)
        self.customers = {record.company.casefold() for record in reading.records if record.status == "won"}

    def done(self, accounts: Reading[ImportedContact] | None, watch: Watch) -> Outcome:
        """Take all of it."""
        first = taken(accounts or Reading(()), self.book, self.owners, now=self.now, customers=self.customers)
        lines: dict[str, int] = {}
        states: Counter[str] = Counter()
        for record in watch(self.reading.records):
            why = self._why_not(record, lines)
            if why:
                self.left_out.append(LeftOut(record.line, record.title, why, record.file))
                continue
            lines[record.source_id] = record.line
            states[self._taken(record)] += 1
        self.book.save()
        write(self.session, Deal, self.deals)
        write(self.session, DealMove, self.moves)
        self.session.expire_all()
        return Outcome(
            self.source,
            first.added + states["added"],
            first.updated + states["updated"],
            first.unchanged + states["unchanged"],
            (*first.left_out, *self.left_out),
            (*first.notes, *self.notes, *self.stages.notes, *self._sums(), *self.owners.notes(self.file)),
        )

    def _known(self) -> tuple[dict[str, _Here], dict[int, _Here], dict[int, set[int]]]:
        """The deals of this source by their ids there, all deals by their own, and the stages each was ever at."""
        rows = rows_of(self.session)
        own: dict[int, _Here] = {}
        known: dict[str, _Here] = {}
        for source, source_id, *rest in rows(
            "SELECT source, source_id, id, title, status, stage_id, opened_on FROM deal"
        ):
            own[rest[0]] = here = _Here(*rest)
            if source == self.source:
                known[source_id] = here
        been: dict[int, set[int]] = {here.id: {here.stage_id or 0} for here in known.values()}
        for deal_id, *stages in rows("SELECT deal_id, from_stage_id, to_stage_id FROM deal_move"):
            if deal_id in been:
                been[deal_id].update(stage for stage in stages if stage is not None)
        return known, own, been

    def _entry(self) -> int:
        """The stage at which the file sees a deal opened: the first, unless its open deals there all lack the day.

        Then the day stands for something later, as when a tool writes the day on which a prospect was engaged.
        """
        dated: dict[int, bool] = {}
        for record in self.reading.records:
            if record.status == "open":
                stage = self.stages.of(record.stage)
                dated[stage] = dated.get(stage, False) or record.opened_on is not None
        order = self.stages.open
        return next((stage for stage in order if dated.get(stage, True)), order[0])

    def _why_not(self, record: ImportedDeal, lines: dict[str, int]) -> str:
        """Why a deal is left out; empty when it is not."""
        if record.source_id in lines:
            return f"the same deal stands in line {lines[record.source_id]} already"
        days = (record.opened_on, record.moved_on, record.closed_on if record.status != "open" else None)
        if any(day is not None and day > self.now.today for day in days):
            late = max(day for day in days if day is not None)
            return f"it has a day of the past, {late}, that is yet to come: see --dates"
        here = self.known.get(record.source_id)
        if here is not None and _another(here, record):
            return (
                f"its id is that of “{here.title}” here: if the file is from another tool, say --source NAME"
            )
        return ""

    def _taken(self, record: ImportedDeal) -> str:
        here = self.known.get(record.source_id)
        if here is not None:
            return self._learned(record, here)
        own = self.own.get(record.bef_id or 0)
        if (
            own is not None
            and record.opened_on
            and (own.title, own.opened_on)
            == (
                record.title,
                record.opened_on.isoformat(),
            )
        ):
            return "unchanged"
        self._add(record)
        return "added"

    def _add(self, record: ImportedDeal) -> None:
        steps = list(self._steps(record))
        opened = record.opened_on or (steps[0][1] if steps else self.now.today)
        closed = record.closed_on if record.status != "open" else None
        self.counted["undated"] += not steps
        self.counted["entered"] += record.status != "open" and bool(record.opened_on)
        self.counted["expected"] += record.status == "open" and record.closed_on is not None
        self.counted["unclosed"] += record.status != "open" and closed is None
        self.deals.append(
            {
                "id": self.next,
                "source": self.source,
                "source_id": record.source_id,
                "title": record.title,
                "contact_id": self._contact(record),
                "stage_id": self._stage(record),
                "status": record.status,
                "value_minor": record.value_minor,
                "currency": record.currency or self.currency,
                "next_step": record.next_step,
                "next_on": record.next_on if record.status == "open" else None,
                "owner_id": self.owners.of(record.owner),
                "reason": record.reason,
                "opened_on": opened,
                "moved_on": steps[-1][1] if steps else opened,
                "closed_on": closed,
            }
        )
        before: int | None = None
        for stage_id, day in steps:
            self._move(self.next, before, stage_id, day)
            before = stage_id
        self.next += 1

    def _steps(self, record: ImportedDeal) -> Iterator[tuple[int, date]]:
        """The stages that a deal came to, with the days that are known of it."""
        stage = self._stage(record)
        if record.status != "open":
            if record.opened_on:
                yield self.entry, record.opened_on
            if record.closed_on:
                yield stage, record.closed_on
            return
        opened, moved = record.opened_on, record.moved_on
        if opened and moved and moved > opened and self.stages.place(stage) > self.stages.place(self.entry):
            yield self.entry, opened
            yield stage, moved
        elif opened or moved:
            yield stage, opened or moved or self.now.today

    def _stage(self, record: ImportedDeal) -> int:
        ends = {"won": self.stages.won, "lost": self.stages.lost}
        return ends[record.status] if record.status in ends else self.stages.of(record.stage)

    def _move(self, deal_id: int, before: int | None, stage_id: int, day: date) -> None:
        at = datetime.combine(day, NOON, self.now.zone)
        self.moves.append(
            {"deal_id": deal_id, "from_stage_id": before, "to_stage_id": stage_id, "at": at, "on": day}
        )

    def _learned(self, record: ImportedDeal, here: _Here) -> str:
        """Take what the file has learned of a deal since: the stage it has come to, when it never was there here."""
        stage = self._stage(record)
        if here.status != "open" or stage in self.been[here.id]:
            return "unchanged"
        deal = self.session.get_one(Deal, here.id)
        closed = record.closed_on if record.status != "open" else None
        day = max(closed or record.moved_on or self.now.today, deal.opened_on)
        self._move(here.id, deal.stage_id, stage, day)
        deal.stage_id, deal.moved_on, deal.closed_on = stage, day, closed
        deal.status, deal.reason = record.status, record.reason
        if deal.value_minor is None:
            deal.value_minor = record.value_minor
        return "updated"

    def _contact(self, record: ImportedDeal) -> int | None:
        """Whose deal this is: the person, else whoever stands for the company; made when there is nobody."""
        if not (record.contact or record.company or record.email):
            return None
        if not record.contact and not record.email:
            known = self.book.of_company(record.company)
        else:
            known, _ = self.book.same(record.contact or record.email, record.company, record.email, "")
        if known is not None:
            return known.id
        name = record.contact or record.company or record.email
        made = ImportedContact(
            f"deal:{name.casefold()}:{record.company.casefold()}:{record.email.casefold()}",
            record.file,
            record.line,
            name,
            record.company,
            record.email,
        )
        self.counted["contacts"] += 1
        bought = (record.company or record.contact).casefold() in self.customers or record.status == "won"
        return self.book.add(made, self.owners.of(record.owner), "customer" if bought else "lead", self.now)

    def _sums(self) -> list[LeftOut]:
        """What was assumed of many deals, each said once."""
        said = {
            "contacts": (
                "that the deals name",
                "not here before: they became contacts",
            ),
            "undated": (
                "without a day",
                f"opened on {self.now.today}, as no day stands there; no move is written for them",
            ),
            "unclosed": ("ended", "no day of their end stands there, so none is written"),
            "expected": ("open", "their day of closing is only expected, and is not kept"),
        }
        words = {"contacts": ("company or person", "companies or people")}
        notes = []
        for key, (which, why) in said.items():
            count = self.counted[key]
            one, many = words.get(key, ("deal", "deals"))
            if count:
                notes.append(LeftOut(0, f"{count} {one if count == 1 else many} {which}", why, self.file))
        if self.counted["entered"] and self.entry != self.stages.first:
            name = self.stages.name(self.entry)
            why = f"taken to have begun at {name}, as no open deal before it has a day of opening"
            notes.append(LeftOut(0, "deals that ended", why, self.file))
        return notes


def _another(here: _Here, record: ImportedDeal) -> bool:
    """Whether two deals with one id are not the same: neither name nor day of opening, which none edits, agree."""
    renamed = here.title.casefold() != record.title.casefold()
    return renamed and record.opened_on is not None and here.opened_on != record.opened_on.isoformat()
