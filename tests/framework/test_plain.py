import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given

from bef_tui.framework.facts import Facts, Tally
from bef_tui.framework.judgement import judge
from bef_tui.framework.plain import from_plain, to_plain
from bef_tui.framework.verdict import Judgement, Scorecard
from tests.framework.builders import believable
from tests.framework.strategies import businesses, quick


@dataclass(frozen=True)
class Note:
    text: "str"
    day: "date | None" = None
    pair: "tuple[int, date]" = (0, date(2026, 1, 1))


@quick
@given(businesses)
def test_a_judgement_comes_back_as_it_was(found: Facts) -> None:
    judgement = judge(found)
    assert from_plain(Judgement, json.loads(json.dumps(to_plain(judgement)))) == judgement
    assert from_plain(Facts, json.loads(json.dumps(to_plain(found)))) == found


def test_types_written_as_text_are_read_too() -> None:
    note = Note("x", date(2026, 11, 19), (3, date(2026, 2, 1)))
    assert from_plain(Note, to_plain(note)) == note


def test_what_is_missing_takes_its_default_and_the_unknown_is_passed_over() -> None:
    assert from_plain(Note, {"text": "x", "colour": "red"}) == Note("x")
    assert from_plain(Tally, {}) == Tally()


@pytest.mark.parametrize("raw", [{}, [], {"text": "x", "day": "tomorrow"}])
def test_what_does_not_fit_is_refused(raw: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_plain(Note, raw)


def test_what_has_no_plain_form_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="object has no plain form"):
        to_plain(object())


def test_a_kept_judgement_is_brief() -> None:
    judgement = judge(believable())
    assert len(json.dumps(to_plain(judgement.brief()))) < 16_000
    assert from_plain(Scorecard, to_plain(judgement.brief().card)).total == judgement.card.total


def test_the_first_frame_needs_no_judge() -> None:
    code = "import sys, bef_tui.framework.verdict, bef_tui.framework.plain; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    ours = {name for name in loaded if name.startswith("bef_tui.framework.")}
    assert not {
        name for name in ours if name.split(".")[2] in ("facts", "score", "gap", "diagnosis", "judgement")
    }
    assert not {"statistics", "decimal", "fractions", "zoneinfo"} & set(loaded)
