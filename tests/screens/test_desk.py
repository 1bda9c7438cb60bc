"""The store behind the first frame: whoever needs it first opens it, and it is opened once."""

from pathlib import Path
from threading import Thread

import pytest

from bef_tui import services
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from tests.screens.conftest import KeptDrafts


def test_a_key_that_comes_before_the_store_opens_it(db_path: Path, now: Now) -> None:
    desk = Desk(lambda: Store(db_path, "Me", "s", lambda: now.at), KeptDrafts(), lambda: now.at, now.zone)
    assert not desk.is_open
    asked = Thread(target=desk.write, args=(services.company.prepare,), kwargs={"now": now}, daemon=True)
    asked.start()
    asked.join(20)
    assert not asked.is_alive()
    desk.close()


def test_two_threads_that_need_it_at_once_open_one(db_path: Path, now: Now) -> None:
    opened: list[Store] = []

    def opener() -> Store:
        opened.append(Store(db_path, "Me", "s", lambda: now.at))
        return opened[-1]

    desk = Desk(opener, KeptDrafts(), lambda: now.at, now.zone)
    threads = [Thread(target=desk.open) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert opened == [desk.store]
    desk.close()


def test_what_kept_it_from_opening_is_said_to_everyone(now: Now) -> None:
    def refuse() -> Store:
        raise RuleBroken("The file is damaged.")

    desk = Desk(refuse, KeptDrafts(), lambda: now.at, now.zone)
    desk.open()
    for _ in range(2):
        with pytest.raises(RuleBroken, match="damaged"):
            desk.read(services.company.calendar)
