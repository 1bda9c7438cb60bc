"""The demo: a believable small company with two quarters of history, made through the deeds, the same every day.

Acme Onboarding Studio is Mara, who founded it, and Ada, a contractor. Its diary is written for the day of ``now`` and
played once; what it holds is in the modules beside this one, one a subject.
"""

from sqlmodel import Session

from bef_tui.framework.weeks import Now
from bef_tui.services.demo import contacts, direction, issues, promises, reviews, rules, running, work
from bef_tui.services.demo.diary import Diary


def make(session: Session, *, now: Now) -> int:
    """Make the demo company; gives the id of the company."""
    from bef_tui.services.company import COMPANY_ID

    diary = Diary(now)
    for subject in (direction, work, running, contacts, rules, issues, promises, reviews):
        subject.write(diary)
    diary.play(session)
    return COMPANY_ID


__all__ = ["make"]
