"""How the two lines of a rule are understood while they are typed."""

from sqlmodel import Session

from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.rule_then import read_then
from bef_tui.exchange.rule_when import When, read_when
from bef_tui.framework.days import say_weekday
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services.automation import plans
from bef_tui.services.automation.dry_run import coming, say_moment

SAID_AHEAD = 2


def heard_when(session: Session, text: str, *, now: Now) -> str:
    """The first line in its usual words, and when a schedule comes next; ``RuleBroken`` says what is wrong."""
    when = _when(text, now)
    plans.when_stored(session, when)
    if when.schedule is None:
        return when.words()
    ahead = [say_moment(local) for local in coming(when.schedule, now, SAID_AHEAD)]
    return f"{when.words()}: {', '.join(ahead)}" if ahead else f"{when.words()}: it has come to its end"


def heard_then(session: Session, when: str, text: str, *, now: Now) -> str:
    """The second line in its usual words, behind the first, if that is understood; ``RuleBroken`` as above."""
    try:
        then = read_then(text)
    except NotUnderstood as problem:
        raise RuleBroken(_sentence(problem), field="then") from None
    try:
        first = _when(when, now)
    except RuleBroken:
        first = None
    if first is not None:
        plans.then_stored(session, first, then)
    day = then.due_day(now.today, now.first_weekday)
    return f"{then.words()} (from today: {say_weekday(day)})" if day else then.words()


def _when(text: str, now: Now) -> When:
    try:
        return read_when(text, now.today)
    except NotUnderstood as problem:
        raise RuleBroken(_sentence(problem), field="when") from None


def _sentence(problem: NotUnderstood) -> str:
    text = str(problem)
    return text[:1].upper() + text[1:]
