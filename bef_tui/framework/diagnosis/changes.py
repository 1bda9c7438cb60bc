"""Every record that could be mended today, and the facts as they would be afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from bef_tui.framework.facts import Evidence, Facts, Tally
from bef_tui.framework.words import Category

Mend = tuple[str, Evidence]

TALLIES: dict[str, Category] = {
    "owned": "accountability",
    "timely": "accountability",
    "actions": "accountability",
    "contacts": "communication",
    "follow_ups": "communication",
    "replies": "communication",
    "processes": "systems",
    "runs": "systems",
    "repeats": "systems",
    "lessons": "systems",
}
"""The counted facts that are judged, and the category each of them belongs to."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record that could be mended."""

    kind: str
    """The kind of the record, as in ``Evidence``."""
    id: int
    """Its id; 0 for a record that is still to be made."""
    label: str
    """What it is called."""
    text: str
    """What to do, as an order."""
    rooms: frozenset[Category]
    """The categories it touches."""
    effect: tuple[object, ...]
    """Changes with the same effect move the score alike: one of them stands for all."""
    apply: Callable[[Facts], Facts]
    """The facts with this one record mended."""


def counted_changes(facts: Facts) -> Iterator[Change]:
    """Records of the tallies that can be mended; one that stands in several is mended in all of them."""
    found: dict[tuple[str, int], list[Mend]] = {}
    for name in TALLIES:
        tally: Tally = getattr(facts, name)
        for evidence in tally.evidence:
            if evidence.move and (evidence.dk or evidence.dn):
                found.setdefault((evidence.kind, evidence.id), []).append((name, evidence))
    for (kind, id_), mends in found.items():
        yield Change(
            kind=kind,
            id=id_,
            label=mends[0][1].label,
            text=" and ".join(dict.fromkeys(evidence.move for _, evidence in mends)),
            rooms=frozenset(TALLIES[name] for name, _ in mends),
            effect=tuple((name, evidence.dk, evidence.dn) for name, evidence in mends),
            apply=partial(mended, mends=tuple(mends)),
        )


def mends_of(facts: Facts, name: str, kind: str, id_: int) -> tuple[Mend, ...]:
    """How one record can be mended in one tally."""
    tally: Tally = getattr(facts, name)
    return tuple((name, e) for e in tally.evidence if (e.kind, e.id) == (kind, id_) and (e.dk or e.dn))


def mended(facts: Facts, mends: tuple[Mend, ...]) -> Facts:
    """The facts with these entries of the tallies mended."""
    new: dict[str, Tally] = {}
    for name, evidence in mends:
        tally: Tally = new.get(name) or getattr(facts, name)
        n = max(0, tally.n + evidence.dn)
        new[name] = replace(tally, k=min(float(n), tally.k + evidence.dk), n=n)
    return replace(facts, **new)  # type: ignore[arg-type]
