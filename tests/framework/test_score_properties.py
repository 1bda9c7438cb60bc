from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bef_tui.framework.facts import Facts, Tally
from bef_tui.framework.rates import tenths
from bef_tui.framework.score import exact, scorecard, total
from bef_tui.framework.words import CATEGORIES
from tests.framework.builders import CLOSED, promise
from tests.framework.strategies import COUNTED, PROMISES, businesses, quick, with_tally


@quick
@given(businesses)
def test_the_parts_add_up_to_what_is_shown(found: Facts) -> None:
    card = scorecard(found)
    assert card.total == pytest.approx(sum(c.value for c in card.categories))
    assert card.total == tenths(card.total)
    for category in card.categories:
        assert category.value == tenths(category.value)
        assert sum(p.points for p in category.parts) == pytest.approx(category.value)
        assert all(p.points >= 0 for p in category.parts)
        if category.state != "no evidence":
            assert sum(p.share for p in category.parts) == pytest.approx(100)
            assert all(p.points == 0 for p in category.parts if p.value is None)


@quick
@given(businesses)
def test_no_value_leaves_one_to_five(found: Facts) -> None:
    card = scorecard(found)
    assert 5 <= card.total <= 25
    for category in card.categories:
        assert 1 <= category.value <= 5
        assert 1 <= category.exact <= 5 + 1e-9
        assert abs(category.value - category.exact) <= 0.05 + 1e-9
        assert all(p.value is None or 1 <= p.value <= 5 + 1e-9 for p in category.parts)


@quick
@given(businesses)
def test_asking_what_if_gives_the_same_numbers(found: Facts) -> None:
    card = scorecard(found)
    assert total(found) == card.total
    assert all(exact(found, key) == card.category(key).exact for key in CATEGORIES)


@quick
@given(businesses, st.sampled_from(COUNTED))
def test_one_more_that_is_kept_never_lowers_the_score(found: Facts, name: str) -> None:
    tally: Tally = getattr(found, name)
    assume(tally.k + 1 <= tally.n)
    assert total(with_tally(found, name, replace(tally, k=tally.k + 1))) >= total(found)


@quick
@given(businesses, st.sampled_from(PROMISES))
def test_another_kept_promise_never_lowers_the_score(found: Facts, name: str) -> None:
    tally: Tally = getattr(found, name)
    assume(tally.n > 0)
    assert total(with_tally(found, name, replace(tally, k=tally.k + 1, n=tally.n + 1))) >= total(found)


@quick
@given(businesses, st.data())
def test_a_missed_commitment_that_was_kept_instead_never_lowers_the_score(
    found: Facts, data: st.DataObject
) -> None:
    missed = [c for c in found.commitments if c.state in ("missed", "open")]
    assume(missed)
    chosen = data.draw(st.sampled_from(missed))
    kept = replace(chosen, state="kept", closed_on=chosen.due)
    better = replace(found, commitments=tuple(kept if c == chosen else c for c in found.commitments))
    assert total(better) >= total(found)


@quick
@given(businesses, st.sampled_from(COUNTED), st.integers(1, 99))
def test_what_is_ignored_moves_nothing(found: Facts, name: str, ignored: int) -> None:
    tally: Tally = getattr(found, name)
    assert total(with_tally(found, name, replace(tally, ignored=tally.ignored + ignored))) == total(found)


@quick
@given(businesses, st.sampled_from(CLOSED))
def test_an_imported_commitment_moves_nothing(found: Facts, week: str) -> None:
    imported = promise(-1, week, "kept", imported=True)
    assert total(replace(found, commitments=(*found.commitments, imported))) == total(found)


@quick
@given(businesses)
def test_imported_numbers_never_raise_the_score(found: Facts) -> None:
    own = replace(
        found,
        kpis=tuple(replace(k, points=tuple(p for p in k.points if not p.imported)) for k in found.kpis),
    )
    assert exact(found, "measurement") <= exact(own, "measurement") + 1e-9


@quick
@given(businesses, st.integers(0, 7), st.integers(0, 28), st.integers(0, 60))
def test_documents_alone_never_pass_two_point_nine(found: Facts, covered: int, due: int, tasks: int) -> None:
    alone = replace(found, processes=Tally(covered, 7), runs=Tally(0, due), tasks_recent=tasks)
    assert scorecard(alone).category("systems").value <= 2.9


@quick
@given(businesses, st.integers(1, 28))
def test_a_rubber_stamped_run_is_due_but_never_kept(found: Facts, due: int) -> None:
    none = replace(found, runs=Tally(0, due))
    stamped = replace(found, runs=Tally(0, due, ignored=due))
    assert total(stamped) == total(none)


@quick
@given(businesses)
def test_thin_evidence_never_passes_three(found: Facts) -> None:
    for category in scorecard(found).categories:
        weight = sum(p.weight for p in category.parts if p.value is not None)
        assert (category.state == "thin") == (0 < weight < 50)
        assert (category.state == "no evidence") == (weight == 0)
        assert weight >= 50 or category.value <= 3.0
        assert weight or category.value == 1.0
