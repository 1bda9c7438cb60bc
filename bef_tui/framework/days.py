"""Days as a person says them: ``today``, ``Tue``, ``in 9 d``, ``2 d late``, ``12 Dec``."""

from datetime import date

from bef_tui.framework.weeks import MONDAY, week_of

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# From here on a count of days says less than the date.
FAR = 14
# From here on days late are said in years.
YEARS = 1000


def say_day(day: date, today: date, first_weekday: int = MONDAY) -> str:
    """A day on which something is due.

    ``today``, ``tomorrow``, the weekday for the rest of this week, ``in 9 d`` for the days after it, then the date.
    A day gone by is ``2 d late``, and ``3 y late`` after a thousand days: the count is what matters there.
    """
    ahead = (day - today).days
    if ahead <= -YEARS:
        return f"{-ahead // 365} y late"
    if ahead < 0:
        return f"{-ahead} d late"
    if ahead <= 1:
        return ("today", "tomorrow")[ahead]
    if week_of(day, first_weekday) == week_of(today, first_weekday):
        return WEEKDAYS[day.weekday()]
    return f"in {ahead} d" if ahead < FAR else say_date(day, today)


def say_past(day: date, today: date, first_weekday: int = MONDAY) -> str:
    """A day on which something happened: ``today``, ``yesterday``, ``Tue`` of this week, ``9 d ago``, then the date."""
    ago = (today - day).days
    if ago < 0:
        return say_day(day, today, first_weekday)
    if ago <= 1:
        return ("today", "yesterday")[ago]
    if week_of(day, first_weekday) == week_of(today, first_weekday):
        return WEEKDAYS[day.weekday()]
    return f"{ago} d ago" if ago < FAR else say_date(day, today)


def say_date(day: date, today: date | None = None) -> str:
    """The date itself: ``12 Dec``, with its year when that is not this year (or when there is no today)."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return short if today is not None and day.year == today.year else f"{short} {day.year}"


def say_weekday(day: date) -> str:
    """A day with its weekday, as headings write it: ``Thu 19 Nov``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
