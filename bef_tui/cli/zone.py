"""Which time zone the founder lives in, before the company has said it."""

from __future__ import annotations

import os

from bef_tui.framework.weeks import zone_named

ZONE_VARIABLES = ("LC_BEF_TZ", "TZ")
ZONE_LINK = "/etc/localtime"


def guessed_zone() -> str:
    """The founder's time zone as the machine knows it, for a file without a company; ``UTC`` when it does not."""
    names = [os.environ.get(name, "").lstrip(":") for name in ZONE_VARIABLES]
    link = os.path.realpath(ZONE_LINK).rpartition("zoneinfo/")[2]
    for name in (*names, link):
        if name and not name.startswith("/") and getattr(zone_named(name), "key", "") == name:
            return name
    return "UTC"
