"""``bef report``: the Markdown report of a closed review, as it was written then."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bef_tui.cli.failures import CANNOT_WRITE, Failure
from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json


@click.command()
@click.option("--week", metavar="WEEK", help="The week, like 2026-W47; else the newest that was reviewed.")
@click.option("--out", metavar="FILE", help="Write it to this file, for you alone to read (mode 0600).")
@click.option(
    "--score", is_flag=True, help="The Execution Score of today with all its parts, instead of a review."
)
@as_json
@database
def report(here: Here, as_json: bool, week: str | None, out: str | None, score: bool) -> None:
    """Print the report of a closed review, or of the score.

    It is Markdown, made for a partner, an advisor or the team: the text that was written when the review was
    closed. Written with --out it counts as shared.
    """
    from bef_tui.services import review

    if score:
        if week is not None:
            raise click.UsageError("--score is of today and goes without --week")
        _score(here, as_json, out)
        return
    if week is not None:
        _check_week(week)
    with here.writing() if out else here.reading() as (store, now):
        review_id, found, text = store.read(review.report_of, week)
        if out:
            _write(Path(out).expanduser(), text)
            store.write(review.mark_shared, review_id, now=now)
    if as_json:
        say_json({"id": review_id, "week": found, "file": out, "report": text})
    elif out:
        say(f"The report of {found} is in {out}")
    else:
        say(text.rstrip("\n"), lines=True)


def _score(here: Here, as_json: bool, out: str | None) -> None:
    from bef_tui.reports import scorecard
    from bef_tui.services import score

    with here.reading() as (store, now):
        text = scorecard.score_report(store.read(score.score_report, now=now))
    if out:
        _write(Path(out).expanduser(), text)
    if as_json:
        say_json({"day": now.today, "file": out, "report": text})
    elif out:
        say(f"The score of {now.today} is in {out}")
    else:
        say(text.rstrip("\n"), lines=True)


def _check_week(week: str) -> None:
    from bef_tui.framework.weeks import week_of, week_start

    try:
        if week_of(week_start(week)) == week:
            return
    except (ValueError, OverflowError):
        pass
    raise click.BadParameter(f"{week!r} is no week, write it like 2026-W47", param_hint="--week")


def _write(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            if path.is_file():
                os.fchmod(handle, 0o600)
            stream.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Failure(CANNOT_WRITE, f"{path} cannot be written: {reason}") from None
