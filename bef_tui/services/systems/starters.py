"""The starter pack: an SOP for each of the seven core processes, to adopt as a draft and to change."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from sqlmodel import Session, col, select

from bef_tui.data.systems import Sop
from bef_tui.exchange.markdown_sops import ImportedSop, read_sop
from bef_tui.exchange.problems import quoted
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CORE_PROCESSES, Cadence
from bef_tui.services.systems.processes import add_process, process_named
from bef_tui.services.systems.sops import add_sop, save_revision

SOURCE = "starter"
KEYS = tuple(key for key, _ in CORE_PROCESSES)
REVISION_NOTE = "from the starter pack"


@dataclass(frozen=True, slots=True)
class StarterRow:
    """An SOP of the starter pack; ``key`` names its core process, ``sop_id`` is the SOP it became, if it did."""

    key: str
    title: str
    process: str
    purpose: str
    trigger: str
    cadence: str
    steps: int
    sop_id: int | None

    @property
    def adopted(self) -> bool:
        """Whether it is here already."""
        return self.sop_id is not None


# Deeds


def adopt_starter(session: Session, key: str, *, now: Now) -> int:
    """Adopt an SOP of the starter pack.

    It becomes a draft under its core process, which is made where it is missing, with the text as revision 1.
    """
    starter = starter_text(key)
    there = _adopted(session).get(key)
    if there is not None:
        title = session.get_one(Sop, there).title
        raise RuleBroken(f"“{title}” was adopted already: change it as you like.")
    about = starter.about
    cadence = next(word for word in get_args(Cadence) if word == about.cadence)
    sop_id = add_sop(
        session,
        now=now,
        title=starter.title,
        purpose=starter.purpose,
        trigger=about.trigger,
        cadence=cadence,
        review_days=about.review_days,
        process_id=process_named(session, about.process) or add_process(session, about.process, now=now),
    )
    sop = session.get_one(Sop, sop_id)
    sop.source, sop.source_id = SOURCE, key
    save_revision(session, sop_id, starter.body, now=now, note=REVISION_NOTE)
    return sop_id


def adopt_all(session: Session, *, now: Now) -> int:
    """Adopt the whole starter pack; gives how many SOPs were new."""
    there = _adopted(session)
    missing = [key for key in KEYS if key not in there]
    for key in missing:
        adopt_starter(session, key, now=now)
    return len(missing)


# Questions


def starters(session: Session) -> tuple[StarterRow, ...]:
    """The starter pack in the order of the core processes."""
    there = _adopted(session)
    return tuple(_row(key, starter_text(key), there.get(key)) for key in KEYS)


@cache
def starter_text(key: str) -> ImportedSop:
    """An SOP of the starter pack as it is shipped; ``RuleBroken`` when there is none of this key."""
    if key not in KEYS:
        raise RuleBroken(f"The starter pack has no {quoted(key)}, but {', '.join(KEYS)}.")
    file = f"{key}.md"
    text = files(__package__).joinpath("starter", file).read_text(encoding="utf-8")
    (starter,) = read_sop(text, file).records
    return starter


def _row(key: str, starter: ImportedSop, sop_id: int | None) -> StarterRow:
    about = starter.about
    return StarterRow(
        key=key,
        title=starter.title,
        process=about.process,
        purpose=starter.purpose,
        trigger=about.trigger,
        cadence=about.cadence,
        steps=len(starter.steps),
        sop_id=sop_id,
    )


def _adopted(session: Session) -> dict[str, int]:
    query = select(col(Sop.source_id), col(Sop.id)).where(Sop.source == SOURCE)
    return {key: sop_id for key, sop_id in session.exec(query) if key and sop_id}
