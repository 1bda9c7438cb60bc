"""The second line of a rule: what it does. Names stay as typed; whoever does it looks them up."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, get_args

from bef_tui.exchange.dates import parse_day
from bef_tui.exchange.problems import NotUnderstood, quoted, unstorable
from bef_tui.exchange.templates import check_fields

ThenKind = Literal["task", "run", "follow up", "issue", "owner", "route", "move", "note"]
THEN_KINDS: tuple[ThenKind, ...] = get_args(ThenKind)
CHANNELS = ("email", "call", "message", "meeting", "other")
EXAMPLES = (
    "task TITLE due in 3d @OWNER, run SOP, follow up in 2d by email: NOTE, issue TITLE, owner NAME, NAME, "
    "owner by FIELD: VALUE = NAME, else NAME, move to STAGE or note TEXT"
)

_LONGEST = 1000
_DUE_EXAMPLES = "in 3d, tomorrow, fri, eow or 24th"
_ANY_DAYS = (
    date(2024, 1, 15),
    date(2028, 1, 15),
)  # what is the same day seen from both is no day to count from


@dataclass(frozen=True)
class Then:
    """What a rule does when it fires.

    ``text`` is the title, note, SOP or stage; ``due`` a day as typed, to be read on the day of the firing; ``owners``
    the one owner or those who take turns. For ``route``: the first of ``routes`` (value, owner) whose value ``field``
    has, else ``otherwise``.
    """

    kind: ThenKind
    text: str = ""
    due: str = ""
    channel: str = ""
    owners: tuple[str, ...] = ()
    field: str = ""
    routes: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""

    def due_day(self, today: date, first_weekday: int = 0) -> date | None:
        """The day it is due when it fires on ``today``; None when the line says nothing about it."""
        return parse_day(self.due, today, first_weekday) if self.due else None

    def words(self) -> str:
        """The line as shown, which reads back as the same value: ``task Call {who} due in 3d @ada``."""
        if self.kind == "task":
            line = self._task(self.text)
            return line if self._is_said_by(line) else self._task(f'"{self.text}"')
        if self.kind == "follow up":
            head = " ".join(("follow up", self.due, f"by {self.channel}" if self.channel else "")).split()
            return " ".join(head) + (f": {self.text}" if self.text else "")
        if self.kind == "owner":
            return f"owner {', '.join(self.owners)}"
        if self.kind == "route":
            pairs = [f"{value} = {name}" for value, name in self.routes]
            pairs += [f"else {self.otherwise}"] if self.otherwise else []
            return f"owner by {self.field}: {', '.join(pairs)}"
        return f"{'move to' if self.kind == 'move' else self.kind} {self.text}"

    def plain(self) -> dict[str, object]:
        """The value as it is stored in JSON, without what is empty."""
        kept = {part.name: getattr(self, part.name) for part in fields(self)}
        kept["owners"] = list(self.owners)
        kept["routes"] = [list(pair) for pair in self.routes]
        return {key: value for key, value in kept.items() if value}

    @classmethod
    def from_plain(cls, raw: Mapping[str, object]) -> "Then":
        """The value that was stored; ``NotUnderstood`` when it was not written by ``plain``."""
        kind = next((known for known in THEN_KINDS if known == raw.get("kind")), None)
        owners, routes = raw.get("owners", []), raw.get("routes", [])
        if kind is None or not isinstance(owners, list) or not isinstance(routes, list):
            raise NotUnderstood(f"a stored rule cannot be read: {quoted(str(raw.get('kind')))} is no deed")
        if not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in routes):
            raise NotUnderstood("a stored rule cannot be read: a route is a value and an owner")
        text = {name: str(raw.get(name, "")) for name in ("text", "due", "channel", "field", "otherwise")}
        pairs = tuple((str(value), str(name)) for value, name in routes)
        return cls(kind, owners=tuple(map(str, owners)), routes=pairs, **text)

    def _is_said_by(self, line: str) -> bool:
        try:
            return _matched(line) == self
        except NotUnderstood:
            return False

    def _task(self, title: str) -> str:
        due = f" due {self.due}" if self.due else ""
        return f"task {title}{due}{''.join(f' @{name}' for name in self.owners)}"


def read_then(text: str) -> Then:
    """What a rule does, as typed; ``NotUnderstood`` with what is understood when it is nothing of it.

    * ``task Send the invoice due in 3d @ada`` (or ``create a task``); a title in quotes is taken as it is.
    * ``run Onboarding`` (``start a run of``) · ``issue TITLE`` (``raise an issue``) · ``note TEXT`` (``record a
      note``) · ``move to Proposal`` (``move the deal to``).
    * ``follow up in 2d by email: ask how it went``; day, channel and note may each be missing.
    * ``owner Ada`` (``assign to``), ``owner Ada, Ben`` in turns, ``owner by country: DE = Ada, FR = Ben, else Cy``.

    Titles and notes may hold the fields of ``templates.FIELDS``. A due day must be one that counts from the firing:
    ``in 3d`` or ``1 dec``, but not ``2026-12-01``.
    """
    if reason := unstorable(text):
        raise NotUnderstood(reason)
    tidy = re.sub(r"^then\b[:\s]*", "", " ".join(text.split()), flags=re.IGNORECASE)
    found = _matched(tidy) if len(tidy) <= _LONGEST else None
    if found is None:
        raise NotUnderstood(f"{quoted(text)} is nothing a rule can do: write {EXAMPLES}")
    return found


def _matched(line: str) -> Then | None:
    for shape, make in _DEEDS:
        if match := shape.fullmatch(line):
            return make(match)
    return None


def _task(match: re.Match[str]) -> Then:
    parts = _TASK.fullmatch(match["rest"])
    title = (parts["quoted"] or parts["title"]).strip() if parts else ""
    if parts is None or not title or (parts["title"] and _NO_TITLE.fullmatch(title)):
        raise NotUnderstood("a task needs a title: write for example task Call {who} due in 3d @ada")
    check_fields(title)
    due = parts["due"] or parts["due2"] or ""
    if due:
        _check_due(due, " or put the title in quotes, when “due” belongs to it")
    owner = parts["owner"] or parts["owner2"]
    return Then("task", title, due=due, owners=(owner,) if owner else ())


def _check_due(due: str, hint: str = "") -> None:
    try:
        early, late = (parse_day(due, day) for day in _ANY_DAYS)
    except NotUnderstood:
        raise NotUnderstood(
            f"due: {quoted(due)} is no day: write {_DUE_EXAMPLES},{hint}".rstrip(",")
        ) from None
    if early == late:
        raise NotUnderstood(f"due: {quoted(due)} is one day for ever: write {_DUE_EXAMPLES}")
    if early < _ANY_DAYS[0]:
        raise NotUnderstood(f"due: {quoted(due)} is over when the rule fires: write {_DUE_EXAMPLES}")


def _follow_up(match: re.Match[str]) -> Then:
    head, _, note = match["rest"].partition(":")
    check_fields(note)
    due, channel = head.strip(), ""
    if by := re.search(r"(?:^| )by (\w+)(?= |$)", due, re.IGNORECASE):
        channel = by[1].lower()
        if channel not in CHANNELS:
            raise NotUnderstood(f"{quoted(by[1])} is no channel: write by {', '.join(CHANNELS)}")
        due = f"{due[: by.start()]} {due[by.end() :]}".strip()
    due = re.sub(r"^(?:due|on) ", "", due, flags=re.IGNORECASE)
    if due:
        _check_due(due, " with a note behind a colon: follow up in 2d by email: NOTE")
    return Then("follow up", note.strip(), due=due, channel=channel)


def _titled(kind: ThenKind) -> Callable[[re.Match[str]], Then]:
    def make(match: re.Match[str]) -> Then:
        text = match["rest"].strip()
        if len(text) > 2 and re.fullmatch(r'"[^"]*"', text):
            text = text[1:-1].strip() or text
        if kind in ("issue", "note"):
            check_fields(text)
        return Then(kind, text)

    return make


def _owner(match: re.Match[str]) -> Then:
    names = tuple(_person(name) for name in match["rest"].split(","))
    if len({name.lower() for name in names}) < len(names):
        raise NotUnderstood(f"{quoted(match['rest'])} names someone twice: write every name once")
    return Then("owner", owners=names)


def _route(match: re.Match[str]) -> Then:
    routes: dict[str, str] = {}
    *pairs, last = match["rest"].split(",")
    otherwise = re.fullmatch(r"\s*(?:else|otherwise)(?:\s*=\s*|\s)(?P<name>.+)", last, re.IGNORECASE)
    for pair in pairs if otherwise else [*pairs, last]:
        value, mark, name = (part.strip() for part in pair.partition("="))
        if not mark or not value:
            raise NotUnderstood(f"{quoted(pair.strip())}: write owner by FIELD: VALUE = NAME, else NAME")
        if value.lower() in ("else", "otherwise"):
            raise NotUnderstood(f"{quoted(pair.strip())}: write what is left over last, as in else NAME")
        if value.lower() in (known.lower() for known in routes):
            raise NotUnderstood(f"{quoted(value)} has two owners: write every value once")
        routes[value] = _person(name)
    if not routes:
        raise NotUnderstood("a route needs a value: write owner by FIELD: VALUE = NAME, else NAME")
    rest = _person(otherwise["name"]) if otherwise else ""
    return Then("route", field=match["field"].strip(), routes=tuple(routes.items()), otherwise=rest)


def _person(written: str) -> str:
    name = written.strip().removeprefix("@").strip()
    if not name or "=" in name:
        raise NotUnderstood(f"{quoted(written.strip())} is no owner: write a name, as in owner Ada, Ben")
    return name


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_OWNER_NAME = r"\w(?:[\w.'’-]*\w)?"
_TASK = _shape(
    r'(?:"(?P<quoted>[^"]+)"|(?P<title>.+?))'
    rf"(?: @(?P<owner2>{_OWNER_NAME}) due (?P<due2>(?:(?! due ).)+)"
    rf"|(?: due (?P<due>(?:(?! due | @).)+))?(?: @(?P<owner>{_OWNER_NAME}))?)"
)
_NO_TITLE = _shape(rf"due (?:in .*|today|tomorrow|eow|[a-z]{{3}})|@{_OWNER_NAME}")
_MAKE = r"(?:(?:create|add|make|plan|raise|record|write) )?(?:an? |the )?(?:new )?"
_DEEDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Then]], ...] = (
    (_shape(rf"{_MAKE}follow[ -]?up(?:(?=:)| |$)(?P<rest>.*)"), _follow_up),
    (_shape(rf"{_MAKE}task:? (?P<rest>.+)"), _task),
    (_shape(rf"{_MAKE}issue:? (?P<rest>.+)"), _titled("issue")),
    (_shape(rf"{_MAKE}note:? (?P<rest>.+)"), _titled("note")),
    (_shape(r"start (?:an? |the )?run (?:of )?(?P<rest>.+)"), _titled("run")),
    (_shape(r"(?:run|start):? (?P<rest>.+)"), _titled("run")),
    (_shape(r"(?:set )?(?:the )?owner by (?P<field>[^:=,]*[^:=,\s])\s*: *(?P<rest>.+)"), _route),
    (_shape(r"(?:set )?(?:the )?owner:? (?:to )?(?P<rest>.+)"), _owner),
    (_shape(r"assign (?:it )?(?:to )?(?P<rest>.+)"), _owner),
    (_shape(r"move (?:the |it )?(?:deal )?(?:to )?(?P<rest>.+)"), _titled("move")),
)
