"""``Facts``: all that is judged, as of one day."""

from dataclasses import dataclass, field
from datetime import date

from bef_tui.framework.facts.records import CommitmentFact, GoalFact, KpiFact, ReviewFact, WeekFact
from bef_tui.framework.facts.tally import Tally
from bef_tui.framework.weeks import last_weeks, week_end
from bef_tui.framework.words import Category

PROMISE_WEEKS = 4
"""Promises are judged over this many closed weeks."""
RHYTHM_WEEKS = 8
"""KPI entries and reviews are judged over this many closed weeks."""
KEPT_WEEKS = RHYTHM_WEEKS + 1
"""So many closed weeks are handed over: the newest may still be waiting for its review, and is not judged then."""


def closed_weeks(week: str, *, reviewed: bool, since: str, count: int = KEPT_WEEKS) -> tuple[str, ...]:
    """The closed weeks that are judged, oldest first, at most ``count``.

    A week is closed when it is over, reviewed or not; the running ``week`` is closed as soon as its review is
    (``reviewed``). Weeks before ``since``, the first week of use, are nobody's fault and left out.
    """
    newest = last_weeks(week, count + 1)
    return tuple(w for w in (newest[1:] if reviewed else newest[:-1]) if w >= since)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is judged, as of one day. An empty file is ``Facts(today, week)``.

    What can still be done in time is not judged yet. Imported records are never in a ``k``.
    """

    today: date
    """The founder's day."""
    week: str
    """The running week."""
    closed: tuple[str, ...] = ()
    """``closed_weeks(…)``: up to nine closed weeks, oldest first. Commitments, reviews and weeks are handed over
    for all of them."""
    first_weekday: int = 0
    """0 Monday, 5 Saturday, 6 Sunday: where a week ends."""

    goals: tuple[GoalFact, ...] = ()
    """Active goals of both horizons by rank, at most ``GOAL_LIMIT``."""
    kpis: tuple[KpiFact, ...] = ()
    """Active KPIs, lead before lag, at most ``KPI_LIMIT``."""
    commitments: tuple[CommitmentFact, ...] = ()
    """Frozen commitments of ``closed`` and of the running week, oldest week first."""
    reviews: tuple[ReviewFact, ...] = ()
    """Reviews of ``closed``, oldest first."""
    weeks: tuple[WeekFact, ...] = ()
    """One for each week of ``closed`` and for the running one in which anything was done."""

    plans: Tally = field(default_factory=Tally)
    """Active action plans (n) that are ranked, with owner, deadline, how we will know and a milestone (k)."""
    owned: Tally = field(default_factory=Tally)
    """Open goals, plans, milestones, commitments and issue actions (n); with an owner and a date (k). Imported
    ones only when they lack one (n): an import never raises the share."""
    timely: Tally = field(default_factory=Tally)
    """Open work with a date: goals, plans, milestones, tasks, commitments, issue actions (n); not overdue by more
    than 7 days (k). Imported ones only when they are (n). Mending: finish it or give it an honest new date."""
    actions: Tally = field(default_factory=Tally)
    """Issue actions due in the last four closed weeks (n); done by their date (k)."""

    contacts_known: int = 0
    """Contacts in the file, open or closed, counted up to a thousand. 0: communication is judged by shared reviews."""
    contacts: Tally = field(default_factory=Tally)
    """Open contacts (n); with a next touch planned, and really touched inside their longest interval (k).
    Touches logged more than ten in a minute count as one a contact; imported touches are no touches."""
    contacts_next: int = 0
    """Open contacts with a next touch planned, of ``contacts.n``."""
    follow_ups: Tally = field(default_factory=Tally)
    """Follow-ups due in the last four closed weeks (n); done on or before their date (k). Dropped before the date
    with a reason: left out."""
    replies: Tally = field(default_factory=Tally)
    """First enquiries that came in during the last four closed weeks (n); answered inside the hours promised (k).
    Those whose time still runs are left out."""

    processes: Tally = field(default_factory=Tally)
    """Core processes (n); with an active SOP of three steps or more, an owner, reviewed within its interval (k).
    An imported SOP is a draft until it is activated here."""
    sops_active: int = 0
    """Active SOPs in all."""
    runs: Tally = field(default_factory=Tally)
    """Runs due in the last four closed weeks (n), finished by their due day (k). A rubber stamp (under two seconds
    a step) is in ``n`` if it was due, never in ``k``. An active SOP older than 14 days with no run due in the last
    14 days adds one missed run for each closed week of the window in which it was active and had none due.
    Mending such an SOP: run it once (dk 1, dn 1 − its missed weeks)."""
    steps_due: int = 0
    """Steps of the runs counted in ``runs.k``."""
    steps_done: int = 0
    """Of these, done or skipped with a reason; a silent skip is not in it."""
    tasks_recent: int = 0
    """Tasks made here in the last eight weeks, imports left out; 0 means there is no title to repeat."""
    repeats: Tally = field(default_factory=Tally)
    """Task titles used three times or more in eight weeks, imports left out (n); with an SOP or rule (k)."""
    lessons: Tally = field(default_factory=Tally)
    """SOPs with a failed run or a skipped step in the last eight closed weeks (n), not younger than 14 days unless
    answered; edited within 14 days of it (k)."""
    rules_active: int = 0
    """Automation rules switched on."""
    firings: int = 0
    """Rules' deeds done in the last four closed weeks."""

    issues_open: int = 0
    """Issues not yet decided, parked or closed."""
    issues_decided: int = 0
    """Issues decided in the last eight closed weeks."""
    experiments_running: int = 0
    """Experiments running today."""
    experiments_concluded: int = 0
    """Experiments brought to a verdict in the last eight closed weeks."""
    process_changes: int = 0
    """SOP revisions after the first, rules and adopted experiments of the last eight closed weeks."""

    self_ratings: tuple[tuple[Category, int], ...] = ()
    """The founder's newest own rating of each category, 1 to 5; a category never rated is missing."""
    audit_ticks: tuple[tuple[str, bool], ...] = ()
    """The founder's newest tick of each audit item, by ``audit.ITEMS`` key; one never answered is missing."""

    @property
    def window(self) -> tuple[str, ...]:
        """The last four closed weeks, oldest first: the window of promises."""
        return self.closed[-PROMISE_WEEKS:]

    def ends(self, week: str) -> date:
        """The last day of a week, by the founder's first day of the week."""
        return week_end(week, self.first_weekday)
