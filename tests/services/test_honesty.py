"""What cannot be gamed: imports and rubber stamps never raise a category, and a kept promise never lowers one."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlmodel import Session

from bef_tui.data.store import Store
from bef_tui.exchange.markdown_sops import read_sop
from bef_tui.exchange.reading import Reading
from bef_tui.framework.judgement import judge
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, systems
from bef_tui.services.exchange import import_sops, import_tasks
from bef_tui.services.facts import gather
from bef_tui.services.sql import rows_of
from tests.services.lived import BEGAN, TITLES, Life, imported

HAIR = 1e-9


@pytest.fixture(scope="module", params=[11, 12])
def lived(
    request: pytest.FixtureRequest, empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Now]:
    """A business after forty days, and when that is."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("lived") / "bef.db"))
    with Store(path, "Me", "one", lambda: BEGAN.at) as store:
        return path, Life(store, request.param, days=40).now


@pytest.fixture
def here(lived: tuple[Path, Now], tmp_path: Path) -> Iterator[tuple[Store, Now]]:
    """A copy of that business to try things on."""
    path, now = lived
    with Store(Path(shutil.copy(path, tmp_path / "bef.db")), "Me", "two", lambda: now.at) as store:
        yield store, now


def categories(session: Session, now: Now) -> dict[str, float]:
    """The exact value of each category."""
    card = judge(gather(rows_of(session), now)).card
    return {category.key: category.exact for category in card.categories}


def raised(before: dict[str, float], after: dict[str, float]) -> list[str]:
    """The categories that rose."""
    return [key for key, value in after.items() if value > before[key] + HAIR]


@pytest.mark.parametrize("trial", range(6))
def test_imported_tasks_raise_nothing(here: tuple[Store, Now], trial: int) -> None:
    store, now = here
    random = Random(trial)
    before = store.read(categories, now)
    for _ in range(3):
        tasks = tuple(imported(random, now) for _ in range(random.randrange(1, 15)))
        store.write(import_tasks, Reading(tasks), "todo.txt", now=now, goal=random.choice((None, "Grow")))
        assert raised(before, store.read(categories, now)) == []
        before = store.read(categories, now)


def test_an_imported_title_with_an_sop_of_its_own_is_no_repeated_work(here: tuple[Store, Now]) -> None:
    store, now = here
    before = store.read(lambda session: gather(rows_of(session), now).repeats)
    done = tuple(imported(Random(n), now) for n in range(40))
    store.write(import_tasks, Reading(done), "todo.txt", now=now)
    assert {task.title for task in done if task.status == "done"} == set(TITLES)
    assert store.read(lambda session: gather(rows_of(session), now).repeats) == before


def test_imported_procedures_raise_nothing(here: tuple[Store, Now]) -> None:
    store, now = here
    before = store.read(categories, now)
    text = "# Refunds\n\n1. Find it\n2. Pay it\n3. Say so\n"
    store.write(import_sops, [read_sop(text, "refunds.md")], now=now)
    assert raised(before, store.read(categories, now)) == []


@pytest.mark.parametrize("with_due_day", [False, True])
def test_a_rubber_stamp_raises_nothing(here: tuple[Store, Now], with_due_day: bool) -> None:
    """Neither today nor when its week is over."""
    store, now = here
    days = [now.later(days=later) for later in (0, 3, 8, 15)]
    before = [store.read(categories, day) for day in days]

    def stamp(session: Session) -> None:
        for (sop,) in rows_of(session)("SELECT id FROM sop WHERE status = 'active'"):
            run = systems.start(session, sop, now=now, due=now.today if with_due_day else None)
            steps = rows_of(session)("SELECT id FROM run_step WHERE run_id = :run", run=run)
            for place, (step,) in enumerate(steps):
                systems.tick_step(session, step, now=now.later(seconds=place / 10))
            systems.finish(session, run, now=now.later(seconds=1))

    store.write(stamp)
    stamped = store.read(lambda session: rows_of(session)("SELECT sum(rubber_stamp) FROM workflow_run"))
    assert stamped[0][0] >= 3
    for day, without in zip(days, before, strict=True):
        assert raised(without, store.read(categories, day)) == []


def test_a_kept_promise_lowers_nothing(here: tuple[Store, Now]) -> None:
    store, now = here
    broken = store.read(
        lambda session: rows_of(session)(
            "SELECT id, due FROM commitment WHERE frozen_at IS NOT NULL AND state <> 'kept' ORDER BY id"
        )
    )
    assert broken
    before = store.read(categories, now)
    for promise, due in broken:
        store.write(execution.keep, promise, now=now, on=date.fromisoformat(due))
        after = store.read(categories, now)
        assert raised(after, before) == []
        before = after
