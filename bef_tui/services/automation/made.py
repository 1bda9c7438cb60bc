"""What firings made or changed, by name."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session

_NAMES = {
    "task": "SELECT id, title FROM task",
    "workflow_run": "SELECT r.id, s.title || CASE r.subject WHEN '' THEN '' ELSE ': ' || r.subject END "
    "FROM workflow_run r JOIN sop s ON s.id = r.sop_id",
    "follow_up": "SELECT f.id, c.name FROM follow_up f JOIN contact c ON c.id = f.contact_id",
    "issue": "SELECT id, title FROM issue",
    "deal": "SELECT id, title FROM deal",
    "contact": "SELECT id, name FROM contact",
}
_IDS = {"workflow_run": "r.id", "follow_up": "f.id"}


def made_names(session: Session, made: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The names of records by table and id; what was deleted meanwhile is not among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for table, record_id in made:
        wanted[table].add(record_id)
    names: dict[tuple[str, int], str] = {}
    for table, ids in wanted.items():
        if table not in _NAMES:
            continue
        listed = ", ".join(str(int(one)) for one in sorted(ids))
        query = f"{_NAMES[table]} WHERE {_IDS.get(table, 'id')} IN ({listed})"
        for record_id, name in session.connection().exec_driver_sql(query):
            names[table, record_id] = name
    return names
