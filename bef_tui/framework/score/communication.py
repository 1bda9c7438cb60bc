"""Communication: whether follow-ups, contacts and enquiries are answered, and reviews shared."""

from bef_tui.framework.facts import Evidence, Facts, ReviewFact, Tally
from bef_tui.framework.rates import CAP_FEW
from bef_tui.framework.score.measures import Ceiling, Measure, promises, share

SHARED_REVIEWS = 4


def measures(facts: Facts) -> tuple[Measure, ...]:
    """The four components of Communication; without contacts the last alone is judged."""
    known = facts.contacts_known > 0
    nothing, absent = Tally(), "no contacts in the file"
    return (
        promises(
            "communication.follow_ups",
            "Follow-ups by their date",
            40,
            facts.follow_ups if known else nothing,
            "follow-ups done by their date",
            "no follow-up was due in four weeks" if known else absent,
        ),
        share(
            "communication.contacts",
            "Contacts kept warm",
            30,
            facts.contacts if known else nothing,
            "open contacts have a next touch and were touched in time",
            "no open contact" if known else absent,
        ),
        promises(
            "communication.replies",
            "First replies in time",
            15,
            facts.replies if known else nothing,
            "first replies inside the time promised",
            "no enquiry came in four weeks" if known else absent,
        ),
        _shared(facts),
    )


def ceiling(facts: Facts) -> Ceiling | None:
    """Without contacts the category reaches 3.0 at most."""
    return None if facts.contacts_known else Ceiling(CAP_FEW, "no contacts: held at 3.0")


def newest_closed(facts: Facts) -> tuple[ReviewFact, ...]:
    """The last four closed reviews, oldest first."""
    return tuple(review for review in facts.reviews if review.closed_on)[-SHARED_REVIEWS:]


def _shared(facts: Facts) -> Measure:
    closed = newest_closed(facts)

    def records() -> tuple[Evidence, ...]:
        return tuple(
            Evidence("review", review.id, review.week, True, "shared")
            if review.shared
            else Evidence(
                "review", review.id, review.week, False, "not shared", f"Share the report of {review.week}", 1
            )
            for review in reversed(closed)
        )

    tally = Tally(sum(review.shared for review in closed), len(closed))
    unit, absent = "closed reviews were exported or shared", "no closed review yet"
    return share("communication.shared", "Reviews shared", 15, tally, unit, absent, records)
