"""The report of a review as a file for sending, for its owner alone to read."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE = 0o600


def write_report(folder: Path, week: str, report: str) -> Path:
    """Write a report into a folder; gives where it is. OSError when it cannot be written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"review-{week}.md"
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW, PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        os.fchmod(handle, PRIVATE)
        stream.write(report)
    return path
