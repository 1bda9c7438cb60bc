"""The numbers of the demo company, week by week, as its reviews record them."""

from bef_tui.framework.weeks import Now
from bef_tui.services import measurement
from bef_tui.services.demo.diary import WEEKS, World

# The 26 weeks before the running one, oldest first.
VALUES: dict[str, tuple[float, ...]] = {
    "signups": (12, 11, 13, 14, 12, 15, 14, 13, 16, 15, 14, 17, 16, 18, 17, 16, 19, 18, 17, 20, 19, 18, 21,
    20, 19, 9),
    "demos": (2, 3, 3, 4, 3, 4, 5, 4, 2, 4, 5, 4, 5, 3, 2, 5, 5, 4, 6, 6, 5, 7, 6, 6, 7, 6),
    "setups": (3, 4, 4, 5, 5, 4, 6, 5, 3, 5, 6, 6, 7, 5, 4, 6, 7, 7, 8, 7, 8, 6, 7, 7, 6, 7),
    "replies": (70, 74, 72, 78, 81, 80, 84, 83, 71, 82, 86, 88, 87, 80, 78, 86, 90, 91, 89, 92, 84, 91, 93,
    92, 91, 94),
    "activation": (
        18, 18.6, 19.5, 20.1, 21, 21.8, 22.4, 23, 22.7, 23.6, 24.4, 24.9, 25.3,
        25.6, 25.9, 26.4, 27.2, 28.1, 29.1, 30.2, 31.2, 32.1, 33.0, 33.7, 34.3, 34.8,
    ),
    "churn": (
        6.4, 6.5, 6.2, 6.3, 6.0, 5.9, 5.8, 5.6, 5.9, 5.5, 5.3, 5.2, 5.1,
        5.0, 4.9, 4.8, 4.6, 4.5, 4.3, 4.2, 4.1, 3.9, 3.8, 3.6, 3.5, 3.4,
    ),
    "mrr": (
        5240, 5310, 5480, 5720, 5990, 6280, 6540, 6830, 7050, 7360, 7800, 8240, 8690,
        9120, 9480, 9790, 10060, 10310, 10680, 11020, 11290, 11640, 11930, 12280, 12510, 12790,
    ),
    "partners": (0, 0, 0, 1, 1, 1),
}  # fmt: skip
PARTNERS = 9  # its first week, counted back
SILENCE = "Ada has not asked them yet"
# Numbers that could not be told: the KPI and the week, with why.
NO_DATA = {
    ("activation", -18): "the export was broken",
    ("replies", -13): "the mailbox was being moved",
    ("setups", -7): "the calendar was not shared",
}
# Numbers that nobody recorded: the week had no review.
FORGOTTEN = {("replies", -6), ("setups", -6)}


def record(world: World, week: int, now: Now, name: str) -> None:
    """Record the numbers of a week, called ``name`` in the file."""
    for kpi, values in VALUES.items():
        kpi_id, place = world.get(kpi), WEEKS + week
        if kpi == "partners":
            place = week + PARTNERS
        if kpi_id is None or (kpi, week) in FORGOTTEN:
            continue
        if kpi == "partners" and place >= len(values):
            measurement.record_no_data(world.session, kpi_id, SILENCE, name, now=now)
        elif (kpi, week) in NO_DATA:
            measurement.record_no_data(world.session, kpi_id, NO_DATA[kpi, week], name, now=now)
        else:
            measurement.record_value(world.session, kpi_id, values[place], name, now=now)
