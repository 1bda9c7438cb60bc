"""A file with very many SOPs and runs: 1,000 SOPs of 100 steps, 100,000 runs over ten years, ten million steps."""

from datetime import date
from pathlib import Path

from bench.fill import COUNT_STEPS, bulk, fill

SOPS, STEPS, RUNS = 1_000, 100, 100_000
OPEN = 50
DAYS = 3_650
STEP = "' of this procedure, which says what is to be done'"

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
_DAY = f"date(:today, '-' || (({RUNS} - i) * {DAYS} / {RUNS}) || ' days')"
_FILL = (
    "DELETE FROM run_total",
    "DELETE FROM run_step",
    "DELETE FROM workflow_run",
    "DELETE FROM sop_revision",
    "DELETE FROM sop WHERE id > 1",
    f"{_COUNT.format(SOPS)} INSERT INTO sop (id, title, process_id, purpose, trigger, owner_id, review_days, cadence,"
    " status, revision, steps, reviewed_on, active_since, created_on)"
    f" SELECT i, 'Procedure ' || i, i % 7 + 1, '', 'when asked', 1, 3650, '', 'active', 1, {STEPS},"
    " date(:today, '-30 days'), date(:today, '-3650 days'), date(:today, '-3650 days') FROM n WHERE i > 1",
    f"{_COUNT.format(STEPS)} INSERT INTO sop_revision (sop_id, number, body, steps, note, saved_at, saved_on)"
    f" SELECT id, 1, (SELECT group_concat(i || '. Step ' || i || {STEP}, char(10)) FROM n), {STEPS}, '',"
    " date(:today, '-30 days') || ' 10:00:00.000000', date(:today, '-30 days') FROM sop",
    f"{_COUNT.format(RUNS)} INSERT INTO workflow_run (id, sop_id, revision, subject, owner_id, due, status, started_at,"
    " finished_at, finished_on, reason, rubber_stamp)"
    f" SELECT i, 1 + i % {SOPS}, 1, 'Customer ' || i, 1, {_DAY}, CASE WHEN i > {RUNS - OPEN} THEN 'running'"
    f" WHEN i % 50 = 0 THEN 'abandoned' ELSE 'done' END, {_DAY} || ' 09:00:00.000000',"
    f" CASE WHEN i <= {RUNS - OPEN} THEN {_DAY} || ' 10:00:00.000000' END,"
    f" CASE WHEN i <= {RUNS - OPEN} THEN {_DAY} END, '', 0 FROM n",
    f"{_COUNT.format(STEPS)} INSERT INTO run_step (run_id, position, depth, text, state, reason, note, done_at)"
    f" SELECT r.id, n.i, 0, 'Step ' || n.i || {STEP}, CASE WHEN r.status = 'running' AND n.i > 20 THEN 'open'"
    " WHEN (r.id + n.i) % 97 = 0 THEN 'skipped' ELSE 'done' END,"
    " CASE WHEN (r.id + n.i) % 97 = 0 THEN 'no time' ELSE '' END, '',"
    " CASE WHEN r.status = 'running' AND n.i > 20 THEN NULL ELSE r.started_at END FROM workflow_run r CROSS JOIN n",
)

REOPEN = (
    "UPDATE run_step SET state = 'open', done_at = NULL WHERE position > 20 AND state <> 'open'"
    f" AND run_id > {RUNS - OPEN}"
)
"""What an earlier measurement has ticked is open again."""


def fill_procedures(path: Path, today: date) -> None:
    """Make the file: ten years of all other records, and these SOPs and runs instead of its few."""
    fill(path, 1, today)
    with bulk(path, (COUNT_STEPS,)) as connection:
        for statement in _FILL:
            connection.execute(statement, {"today": today.isoformat()})
