"""Search: every record, by any part of its name, also when letters are left out.

The database finds candidates, the newest first and only so many; ranking them is done here. Words that stand in a
name as typed come before letters scattered over it.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text
from sqlmodel import Session

Kind = Literal[
    "goal",
    "plan",
    "milestone",
    "task",
    "commitment",
    "sop",
    "workflow_run",
    "rule",
    "kpi",
    "issue",
    "experiment",
    "contact",
    "deal",
    "review",
]
Place = Literal[
    "vision", "planning", "systems", "execution", "measurement", "improvement", "people", "review"
]

LONGEST_QUERY = 80
CANDIDATES = 200
SCATTERED_AMONG = 5_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: what it is, where it lives, what it is called, and a word on how it stands."""

    kind: Kind
    id: int
    label: str
    stage: Place
    note: str


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one kind of record is looked for; ``open`` is true of a record that is still alive.

    Of what there can be ``many`` an index holds the open ones.
    """

    kind: Kind
    stage: Place
    table: str
    label: str
    note: str
    open: str = "1"
    seek: str = ""
    many: bool = False

    @property
    def sought(self) -> str:
        return self.seek or self.label


_SOURCES = (
    _Source("goal", "vision", "goal", "title", "horizon || ', ' || status", "status IN ('active', 'draft')"),
    _Source("plan", "planning", "action_plan", "title", "status", "status IN ('active', 'draft')"),
    _Source(
        "milestone",
        "planning",
        "milestone",
        "title",
        "CASE WHEN done_on IS NULL THEN 'open' ELSE 'done' END",
        "done_on IS NULL",
    ),
    _Source("task", "execution", "task", "title", "status", "status = 'open'", many=True),
    _Source("commitment", "execution", "commitment", "outcome", "week || ', ' || state", "state = 'open'"),
    _Source("sop", "systems", "sop", "title", "status", "status <> 'retired'"),
    _Source(
        "workflow_run",
        "systems",
        "workflow_run",
        "(SELECT title FROM sop WHERE sop.id = sop_id) || CASE subject WHEN '' THEN '' ELSE ': ' || subject END",
        "status",
        "status IN ('due', 'running', 'paused')",
    ),
    _Source("rule", "systems", "rule", "name", "CASE enabled WHEN 1 THEN 'on' ELSE 'off' END", "enabled"),
    _Source(
        "kpi",
        "measurement",
        "kpi",
        "name",
        "kind || CASE active WHEN 1 THEN '' ELSE ', retired' END",
        "active",
    ),
    _Source("issue", "improvement", "issue", "title", "status", "status IN ('open', 'decided')"),
    _Source("experiment", "improvement", "experiment", "hypothesis", "status", "status = 'running'"),
    _Source(
        "contact",
        "people",
        "contact",
        "name",
        "trim(company || CASE status WHEN 'open' THEN '' ELSE ' closed' END)",
        "status = 'open'",
        "name || ' ' || company",
    ),
    _Source("deal", "people", "deal", "title", "status", "status = 'open'"),
    _Source("review", "review", "review", "'Review ' || week", "mode || ', ' || state", "state = 'open'"),
)


def find(session: Session, query: str, limit: int = 50) -> tuple[Hit, ...]:
    """The records that fit best, at most ``limit``; nothing for an empty query.

    Every word of the query must stand somewhere in the name. Where that finds too little, names that hold all its
    letters in their order are added behind; of tasks and promises only the newest are looked at for that.
    """
    sought = " ".join(query.split())[:LONGEST_QUERY].casefold()
    if not sought:
        return ()
    found = _search(session, sought, [f"%{_escaped(word)}%" for word in sought.split()], newest=None)
    if len(found) < limit and len(sought) > 1:
        scattered = "%" + "%".join(_escaped(letter) for letter in sought if letter != " ") + "%"
        for hit, rank in _search(session, sought, [scattered], newest=SCATTERED_AMONG).items():
            found.setdefault(hit, rank)
    order = sorted(found.items(), key=lambda item: (item[1], len(item[0].label), item[0].label, item[0].id))
    return tuple(hit for hit, _ in order[:limit])


def _search(
    session: Session, sought: str, patterns: list[str], newest: int | None
) -> dict[Hit, tuple[float, bool]]:
    found: dict[Hit, tuple[float, bool]] = {}
    values = {f"p{number}": pattern for number, pattern in enumerate(patterns)}
    capital = {f"c{number}": pattern.upper() for number, pattern in enumerate(patterns)}
    plain = all(pattern.isascii() for pattern in patterns)
    connection = session.connection()
    for source in _SOURCES:
        parameters = {**values, **({} if plain else capital), "most": CANDIDATES, "newest": newest or 0}
        statement = _statement(source, len(patterns), plain, newest is not None)
        for record_id, label, note, alive, name in connection.execute(text(statement), parameters):
            rank = _rank(str(name).casefold(), sought)
            if rank is not None:
                hit = Hit(source.kind, record_id, _one_line(str(label)), source.stage, str(note or ""))
                found[hit] = (rank, not alive)
    return found


def _statement(source: _Source, count: int, plain: bool, among_newest: bool) -> str:
    """The question to one table: LIKE knows upper and lower case of A to Z only, so others are asked for twice."""
    clauses = []
    for number in range(count):
        clause = f"{source.sought} LIKE :p{number} ESCAPE '\\'"
        if not plain:
            clause = f"({clause} OR {source.sought} LIKE :c{number} ESCAPE '\\')"
        clauses.append(clause)
    if among_newest:
        clauses.append(f"id > (SELECT max(id) FROM {source.table}) - :newest")
    what = (
        f"SELECT id, substr({source.label}, 1, 200), {source.note}, {source.open}, substr({source.sought}, 1, 400)"
        f" FROM {source.table} WHERE"
    )
    named = " AND ".join(clauses)
    if not source.many:
        return f"{what} {named} ORDER BY {source.open} DESC, id DESC LIMIT :most"
    # Those alive by the index of what is open, then the others from the newest on, until there are enough.
    return (
        f"SELECT * FROM ({what} {source.open} AND {named} ORDER BY +id DESC LIMIT :most)"
        f" UNION ALL SELECT * FROM ({what} NOT ({source.open}) AND {named} ORDER BY id DESC LIMIT :most)"
    )


def _rank(name: str, sought: str) -> float | None:
    """How well a name fits, 0 is best: equal, begins so, a word begins so, stands in it, all words, letters only."""
    if name == sought:
        return 0
    place = name.find(sought)
    if place == 0:
        return 1
    if place > 0:
        return 2 if not name[place - 1].isalnum() else 3
    words = sought.split()
    if all(word in name for word in words):
        return 4
    spread = _spread(name, sought.replace(" ", ""))
    return None if spread is None else 5 + spread


def _spread(name: str, letters: str) -> float | None:
    """How far the letters lie apart, 0 (side by side) to 1; None when they are not all there, in their order."""
    first = place = name.find(letters[0])
    for letter in letters[1:]:
        if place < 0:
            return None
        place = name.find(letter, place + 1)
    if place < 0:
        return None
    return 1 - len(letters) / (place - first + 1)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _one_line(label: str) -> str:
    return " ".join(label.split())
