from dataclasses import replace
from datetime import date

from markdown_it import MarkdownIt

from bef_tui.reports.scorecard import (
    AuditLine,
    CategoryLine,
    ComponentLine,
    NextMove,
    ScoreReport,
    score_report,
)

SCORE = ScoreReport(
    company="Acme",
    day=date(2026, 11, 19),
    total=17.2,
    band="building, with critical gaps",
    categories=(
        CategoryLine(
            "Clarity",
            4.1,
            "Execution Ready",
            5,
            components=(
                ComponentLine("goals well formed", 0.35, 4.6, "3 of 4", "low"),
                ComponentLine("stability", 0.15, None, "nothing to judge"),
            ),
        ),
        CategoryLine("Systems", 2.4, "Needs Attention", note="thin"),
    ),
    self_rating=19,
    diagnosis="Executing.",
    stage="2 Planning",
    next_move=NextMove("Run the refund SOP once", "Systems", 0.4),
    mistakes=("no systems",),
    audit=(
        AuditLine("Goals written down", True, True, "4 goals"),
        AuditLine("Few priorities", False, True),
        AuditLine("One owner each", None, False, "2 without"),
    ),
)

REPORT = """\
# Acme: 17.2 of 25

19 Nov 2026 · building, with critical gaps

You say 19, the records say 17.2.

Executing.

Stage reached: 2 Planning

Cheapest next move: **Run the refund SOP once** (Systems +0.4)

## Categories

| Category | Records | You | State                  |
| -------- | ------: | --: | ---------------------- |
| Clarity  |     4.1 |   5 | Execution Ready        |
| Systems  |     2.4 |   – | Needs Attention · thin |

## Clarity

| Component         | Weight | Score | Evidence         |
| ----------------- | -----: | ----: | ---------------- |
| goals well formed |   35 % |   4.6 | 3 of 4 · low     |
| stability         |   15 % |   n/a | nothing to judge |

## Mistakes found

- no systems

## Execution Audit

You tick 1 of 3, the records show 2.

1. Goals written down · you ✓ · records ✓ · 4 goals
2. Few priorities · you ✗ · records ✓
3. One owner each · you – · records ✗ · 2 without
"""


def test_the_report_of_a_score() -> None:
    assert score_report(SCORE) == REPORT


def test_a_score_without_anything_beside_it() -> None:
    bare = ScoreReport("", date(2026, 11, 19), 5.0, "the number one priority", ())
    assert score_report(bare) == "# Execution Score: 5.0 of 25\n\n19 Nov 2026 · the number one priority\n"


def test_hostile_text_does_not_change_the_structure() -> None:
    hostile = "1. x\n\n## y | z ``` <b> [c](d)"
    shape = MarkdownIt("gfm-like", {"linkify": False})
    changed = replace(
        SCORE,
        company=hostile,
        diagnosis=hostile,
        next_move=NextMove(hostile, hostile, 0.4),
        mistakes=(hostile,),
        audit=tuple(replace(one, text=hostile, evidence=hostile) for one in SCORE.audit),
    )
    kinds = [token.type for token in shape.parse(score_report(SCORE))]
    assert [token.type for token in shape.parse(score_report(changed))] == kinds
