"""What the People screen shows as rows: who is due, all contacts, the deals, one contact's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bef_tui.framework.days import say_date, say_day, say_past
from bef_tui.framework.words import Channel
from bef_tui.widgets.form import MoneyField
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.record_table import Cell, Column, Row
from bef_tui.widgets.text import clip, joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.people import (
        ContactDetail,
        ContactRow,
        DealRow,
        Due,
        DueKind,
        FollowUpRow,
        HistoryLine,
        StageTotal,
    )

COLUMNS = (Column(flex=4, least=14), Column(flex=3, hide_below=44), Column(width=12, align="right"))
HISTORY_COLUMNS = (Column(flex=2, least=14), Column(flex=3, hide_below=44), Column(width=9, align="right"))

SIGNS: dict[str, str] = {"EUR": "€", "USD": "$", "GBP": "£"}
GROUPS: dict[DueKind, tuple[str, GlyphName, Tone]] = {
    "reply": ("We owe an answer", "late", "bad"),
    "overdue": ("Overdue", "late", "bad"),
    "cold": ("Going cold", "half", "near"),
    "never": ("Never touched", "half", "near"),
    "today": ("Due today", "open", "plain"),
    "waiting": ("Waiting for them", "open", "dim"),
}
WAYS: dict[Channel, str] = {
    "email": "e-mail",
    "call": "call",
    "message": "message",
    "meeting": "meeting",
    "other": "touch",
}
THIN_SPACE_AT = 10_000_00


def money(minor: int | None, currency: str) -> str:
    """An amount as a list shows it: ``€ 1,200``, cents only where there are some."""
    if minor is None:
        return ""
    sign = SIGNS.get(currency, currency)
    amount = MoneyField("", "").amount(minor)
    return f"{sign} {amount.removesuffix('.00')}"


def _named(name: str, company: str) -> str:
    return f"{name} · {company}" if company else name


# Who is due


def due_rows(due: tuple[Due, ...], today: date) -> list[Row]:
    """Who is due, grouped by what is to be done, the most urgent group first."""
    rows: list[Row] = []
    for kind, (title, _, tone) in GROUPS.items():
        group = [one for one in due if one.kind == kind]
        if group:
            rows.append(Row(f"s:{kind}", (Cell(title, tone), str(len(group))), kind="section"))
            rows += [_due_row(one, today) for one in group]
    return rows


def _due_row(due: Due, today: date) -> Row:
    _, sign, tone = GROUPS[due.kind]
    cells = (
        Cell(_named(due.name, due.company), "plain", sign, tone),
        Cell(_about(due, today), "dim"),
        Cell(_when(due, today), tone if due.late or due.kind == "never" else "dim"),
    )
    return Row(f"contact:{due.contact_id}", cells)


def _about(due: Due, today: date) -> str:
    if due.note:
        return f"{WAYS[due.channel]}: {due.note}" if due.channel else due.note
    if due.kind == "never":
        return "no touch, none planned"
    if due.channel:
        return WAYS[due.channel]
    return f"last {say_past(due.last_on, today)}" if due.last_on else ""


def _when(due: Due, today: date) -> str:
    if due.kind == "cold" and due.last_on:
        return f"{(today - due.last_on).days} d silent"
    if due.kind == "never":
        return f"known {due.days} d" if due.days else "new today"
    return say_day(due.day, today) if due.day else ""


# All contacts


def contact_rows(contacts: tuple[ContactRow, ...], today: date) -> list[Row]:
    """Contacts by name: what they are, and the next touch."""
    return [_contact_row(contact, today) for contact in contacts]


def _contact_row(contact: ContactRow, today: date) -> Row:
    late = contact.next_on is not None and contact.next_on < today
    sign: GlyphName = "late" if late else "half" if contact.cold or contact.next_on is None else "full"
    tone: Tone = "bad" if late else "near" if sign == "half" else "good"
    if contact.status == "closed":
        sign, tone = "dropped", "dim"
    last = f"last {say_past(contact.last_on, today)}" if contact.last_on else "never touched"
    when = say_day(contact.next_on, today) if contact.next_on else "nothing next"
    cells = (
        Cell(_named(contact.name, contact.company), "plain", sign, tone),
        Cell(f"{contact.kind}, {last}", "dim"),
        Cell("closed" if contact.status == "closed" else when, "dim" if tone == "good" else tone),
    )
    return Row(f"contact:{contact.id}", cells)


# Deals


def deal_rows(deals: tuple[DealRow, ...], totals: tuple[StageTotal, ...], today: date) -> list[Row]:
    """Open deals by stage, the furthest along first; closed ones of the last weeks behind them."""
    rows: list[Row] = []
    is_open = [deal for deal in deals if deal.status == "open"]
    for total in reversed([total for total in totals if total.kind == "open"]):
        group = [deal for deal in is_open if deal.stage_id == total.id]
        if group:
            rows.append(Row(f"s:{total.id}", (total.name, _sum(total)), kind="section"))
            rows += [_deal_row(deal, today) for deal in group]
    rows += [_deal_row(deal, today) for deal in is_open if deal.stage_id not in {t.id for t in totals}]
    closed = [deal for deal in deals if deal.status != "open"]
    if closed:
        rows.append(Row("s:closed", ("Closed", str(len(closed))), kind="section"))
        rows += [_deal_row(deal, today) for deal in closed]
    return rows


def _sum(total: StageTotal) -> str:
    worth = " + ".join(money(value, currency) for currency, value in total.values)
    return f"{total.count} · {worth}" if worth else str(total.count)


def _deal_row(deal: DealRow, today: date) -> Row:
    signs: dict[str, tuple[GlyphName, Tone]] = {"won": ("done", "good"), "lost": ("missed", "bad")}
    sign, tone = signs.get(deal.status, ("open", "plain"))
    late = deal.status == "open" and deal.next_on is not None and deal.next_on < today
    if deal.status == "open":
        step = f"{deal.next_step} {say_day(deal.next_on, today)}" if deal.next_on else deal.next_step
        about = step.strip() or f"{deal.days_here} d here, no next step"
    else:
        closed = say_past(deal.closed_on, today) if deal.closed_on else ""
        about = f"{deal.status} {closed}" + (f": {deal.reason}" if deal.reason else "")
    cells = (
        Cell(_named(deal.title, deal.contact), "plain" if deal.status == "open" else "dim", sign, tone),
        Cell(about, "bad" if late else "dim"),
        Cell(money(deal.value_minor, deal.currency)),
    )
    return Row(f"deal:{deal.id}", cells)


def pipeline_lines(totals: tuple[StageTotal, ...], width: int) -> tuple[Content, ...]:
    """The stages side by side: how many, worth what, and since when the oldest waits there."""
    if not totals:
        return (plain("The pipeline has no stages.", "dim"),)
    shown = [total for total in totals if total.count]
    room = max(8, (width - 1) // (len(shown) or 1))
    lines: list[list[tuple[str, Tone]]] = [[], [], []]
    for total in shown:
        worth = money(total.values[0][1], total.values[0][0]) if total.values else ""
        more = "+" if len(total.values) > 1 else ""
        age = "13 weeks" if total.kind != "open" else f"oldest {total.oldest_days} d"
        tone: Tone = "good" if total.kind == "won" else "plain"
        for line, text, shade in zip(
            lines,
            (f"{total.name} {total.count}", worth + more, age),
            (tone, "plain", "dim"),
            strict=True,
        ):
            line.append((clip(text, room - 1) + " ", shade))
    return tuple(joined(" ", *line) for line in lines)


# One contact


def card_lines(contact: ContactDetail, today: date) -> tuple[Content, ...]:
    """Who a contact is, in a few lines."""
    ways = "  ".join(part for part in (contact.email, contact.phone) if part)
    rhythm = f"every {contact.ideal_days} d, cold after {contact.longest_days} d"
    last = f"last touch {say_past(contact.last_on, today)}" if contact.last_on else "never touched"
    following = f"next {say_day(contact.next_on, today)}" if contact.next_on else "nothing next"
    late = contact.next_on is None or contact.next_on < today
    lines = [
        joined((f"{contact.kind} of {contact.owner or 'nobody'} · {rhythm}", "dim")),
        joined(f"{last} · ", (following, "near" if late and contact.status == "open" else "plain")),
    ]
    if ways:
        lines.insert(0, plain(ways))
    lines += [plain(text, "dim") for text in contact.note.splitlines()[:2] if text.strip()]
    return tuple(joined(" ", content) for content in lines)


def history_rows(
    follow_ups: tuple[FollowUpRow, ...],
    deals: tuple[DealRow, ...],
    history: tuple[HistoryLine, ...],
    today: date,
) -> list[Row]:
    """What is promised to a contact, its deals, and what happened, the newest first."""
    rows: list[Row] = []
    if follow_ups:
        rows.append(Row("s:next", ("Promised", str(len(follow_ups))), kind="section"))
        rows += [_follow_up_row(row, today) for row in follow_ups]
    if deals:
        rows.append(Row("s:deals", ("Deals", str(len(deals))), kind="section"))
        rows += [_deal_row(replace(deal, contact=""), today) for deal in deals]
    rows.append(Row("s:history", ("History", str(len(history))), kind="section"))
    rows += [_history_row(line, today) for line in history]
    if not history:
        rows.append(Row("n:history", ("Nothing yet: l logs the first touch.",), kind="note"))
    return rows


def _follow_up_row(row: FollowUpRow, today: date) -> Row:
    late = row.due < today
    moved = f"first for {say_date(row.first_due, today)}" if row.moved else ""
    about = " · ".join(part for part in (row.note, moved) if part)
    cells = (
        Cell(WAYS[row.channel], "plain", "late" if late else "open"),
        Cell(about, "dim"),
        Cell(say_day(row.due, today), "bad" if late else "dim"),
    )
    return Row(f"follow_up:{row.id}", cells)


def _history_row(line: HistoryLine, today: date) -> Row:
    sign: GlyphName = "bullet"
    if line.kind == "move":
        title, about = f"{line.what} {glyph('arrow')} {line.state}", line.note
    elif line.kind == "follow_up":
        title, about, sign = f"{WAYS[_channel(line)]} not done", line.note, "dropped"
    else:
        came = line.state == "in"
        sign = "left" if came else "right"
        title = f"{WAYS[_channel(line)]} {'from them' if came else 'to them'}"
        answer = "answer owed" if line.owed else "answered late" if line.late else ""
        about = ": ".join(part for part in (answer, line.note) if part)
    cells = (
        Cell(title, "bad" if line.owed else "plain", sign, "bad" if line.owed else "dim"),
        Cell(about, "dim"),
        Cell(say_past(line.on, today), "dim"),
    )
    kind = "dropped" if line.kind == "follow_up" else line.kind
    return Row(f"{kind}:{line.id}", cells)


def _channel(line: HistoryLine) -> Channel:
    return line.what  # type: ignore[return-value]
