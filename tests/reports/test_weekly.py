from dataclasses import replace
from datetime import date

from markdown_it import MarkdownIt

from bef_tui.reports.weekly import (
    Decision,
    GoalLine,
    KpiLine,
    NextCommitment,
    Promise,
    ScoreChange,
    ScoreMove,
    WeekGap,
    WeeklyReview,
    weekly_report,
)

REVIEW = WeeklyReview(
    company="Acme",
    week="2026-W47",
    first_day=date(2026, 11, 16),
    last_day=date(2026, 11, 22),
    headline="Onboarding is live",
    wins=("First paying team",),
    promises=(
        Promise("Price test", "missed", "me", "Churn < 3 %", False, "blocked", "shrink", 2),
        Promise("Ship onboarding v2", "kept", "me", "Activation 40 %"),
        Promise("Write the refund SOP", "missed", "Ada", late=True, reason="estimate", fate="recommit"),
        Promise("Visit the fair", "dropped", reason="priority changed"),
    ),
    gap=WeekGap(0.5, 1, 3, 1, 1, 0.25, 0.31, 11, 16, -0.06),
    kpis=(
        KpiLine("MRR", "lag", "€ 1 200", "€ 1 500", "bad"),
        KpiLine("Calls", "lead", "12", "10", "good"),
        KpiLine("NPS", "lag", note="survey not out"),
    ),
    goals=(
        GoalLine("Activation 40 %", 0.6, 0.48, 9, date(2027, 1, 9)),
        GoalLine("Churn < 3 %", 0.5, None, note="no update for 20 days"),
    ),
    decisions=(
        Decision("Trials stall", "Call each", "Nobody asks", "Write a call list", "Ada", date(2026, 11, 25)),
    ),
    process_fix="Refund SOP: ask for the reason first",
    commitments=(
        NextCommitment("Ten trial calls", "me", date(2026, 11, 27), "ten notes in CRM", "Activation 40 %"),
    ),
    not_to_do="No new features",
    score=ScoreChange(
        16.4, 17.2, "building, with critical gaps", (ScoreMove("Refund SOP was run", "Systems", 0.4),)
    ),
    diagnosis="Executing, but the plan is wrong.",
    rating=8,
    improvement="Start on time",
)

REPORT = """\
# Acme: week 47

Mon 16 Nov – Sun 22 Nov 2026

**Onboarding is live**

## Wins

- First paying team

## Execution Score

**17.2 of 25**, building, with critical gaps (+0.8 from 16.4)

Executing, but the plan is wrong.

- +0.4 Systems · Refund SOP was run

## Said and done

Execution Gap **50 %** (1 of 3 kept; 1 late, 1 not done).
Over four weeks 31 % (11 of 16 kept, −6 points against the four before).
25 % of what was done had not been planned.

- ✓ Ship onboarding v2 · me · for Activation 40 %
- ✗ Price test · missed · because: blocked · now: shrink · carried 2× · me · for Churn \\< 3 %
- ✗ Write the refund SOP · late, missed · because: estimate · now: recommit · Ada
- ○ Visit the fair · dropped · because: priority changed

## Numbers

| KPI   | Kind |   Value |  Target | Verdict                     |
| ----- | ---- | ------: | ------: | --------------------------- |
| Calls | lead |      12 |      10 | ✓ on track                  |
| MRR   | lag  | € 1 200 | € 1 500 | ✗ off track                 |
| NPS   | lag  | no data |       – | no verdict · survey not out |

## Goals, 90 days

- Activation 40 %: 48 % of the way, 60 % expected · 9 days behind · forecast 9 Jan 2027
- Churn \\< 3 %: unknown, 50 % expected · no update for 20 days

## Decisions

- **Trials stall**: Call each
  - Cause: Nobody asks
  - Action: Write a call list · Ada · by 25 Nov
- Process: Refund SOP: ask for the reason first

## Next week

- Ten trial calls · me · by Fri 27 Nov · for Activation 40 %
  - Done when: ten notes in CRM

Not to do: **No new features**

## The review itself

- Rated 8 of 10
- To improve: Start on time
"""


def test_the_report_of_a_full_review() -> None:
    assert weekly_report(REVIEW) == REPORT


def test_a_week_in_which_nothing_was_recorded_says_so() -> None:
    empty = WeeklyReview("", "2027-W01", date(2027, 1, 4), date(2027, 1, 10))
    assert weekly_report(empty) == (
        "# Weekly review: week 1\n\nMon 4 Jan – Sun 10 Jan 2027\n\n"
        "## Said and done\n\nNothing was promised for this week.\n\n"
        "## Next week\n\nNothing is committed yet.\n"
    )


def test_no_verdict_is_never_a_good_one() -> None:
    gap = WeekGap(None, 0, 0)
    report = weekly_report(replace(REVIEW, gap=gap, kpis=(KpiLine("X", "lead"),), score=None))
    assert "Execution Gap **no verdict** (0 of 0 kept)." in report
    assert "✓ on track" not in report
    assert "of 25" not in report


def test_hostile_text_does_not_change_the_structure() -> None:
    hostile = "x\n# y\n- z | a\n```\n<script>[b](c) **"
    shape = MarkdownIt("gfm-like", {"linkify": False})
    changed = replace(
        REVIEW,
        company=hostile,
        headline=hostile,
        wins=(hostile,),
        promises=tuple(replace(p, outcome=hostile, owner=hostile, reason=hostile) for p in REVIEW.promises),
        kpis=tuple(replace(k, name=hostile, note=hostile) for k in REVIEW.kpis),
        decisions=tuple(
            replace(d, issue=hostile, decision=hostile, action=hostile) for d in REVIEW.decisions
        ),
        commitments=tuple(replace(c, outcome=hostile, done_when=hostile) for c in REVIEW.commitments),
        not_to_do=hostile,
        diagnosis=hostile,
        improvement=hostile,
    )
    kinds = [token.type for token in shape.parse(weekly_report(REVIEW))]
    assert [token.type for token in shape.parse(weekly_report(changed))] == kinds
