"""One picture a screen, as text: what the demo company looks like on a Thursday, at two sizes.

The pictures lie in ``tests/snapshots``. After a change that is meant, look at the screens and renew them all:

    BEF_RENEW=1 python -m pytest tests/screens/test_snapshots.py

and read the difference (``git diff tests/snapshots``) before it is committed.
"""

import os
import shutil
from pathlib import Path

import pytest

from bef_tui.app import BefApp
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens import places
from bef_tui.screens.desk import Desk
from bef_tui.screens.setup import SetupScreen
from bef_tui.services import demo
from tests.screens.conftest import KeptDrafts, User, wait_for

FOLDER = Path(__file__).parents[1] / "snapshots"
RENEW = os.environ.get("BEF_RENEW") == "1"
SIZES = [(80, 24), (120, 36)]
BESIDE = {
    "automation": ("systems", ("m",)),
    "search": ("home", ("slash", *"onboard")),
    "help": ("execution", ("question_mark",)),
}
"""Pictures that are no screens of their own: the screen they stand on, and the keys that open them."""


def picture(app: BefApp) -> str:
    """The screen as text, without the blanks at the ends of its lines."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    return "\n".join(lines) + "\n"


def compare(name: str, size: tuple[int, int], seen: str) -> None:
    """Compare with the picture that is kept, or keep this one."""
    file = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if RENEW:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert file.is_file(), f"there is no picture {file.name} yet: renew them with BEF_RENEW=1"
    assert seen == file.read_text(encoding="utf-8"), f"{file.name} looks different: see the top of this file"


@pytest.fixture(scope="session")
def demo_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company, made once, to be copied."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    now = Now(datetime(2026, 11, 19, 10, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("demo") / "demo.db"))
    with Store(path, "Mara", "demo", lambda: now.at) as store:
        store.write(demo.make, now=now, label="Make the demo company")
    return path


@pytest.fixture
def demo_desk(demo_file: Path, tmp_path: Path, now: Now, drafts: KeptDrafts) -> Desk:
    """The desk of the demo company, whose clock stands still."""
    path = Path(shutil.copy(demo_file, tmp_path / "demo.db"))
    store = Store(path, "Mara", "session-1", lambda: now.at)
    return Desk(lambda: store, drafts, lambda: now.at, now.zone)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", [*places.SCREENS, *BESIDE])
async def test_every_screen_looks_as_it_did(demo_desk: Desk, name: str, size: tuple[int, int]) -> None:
    start, keys = BESIDE.get(name, (name, ()))
    app = BefApp(demo_desk, None, start=start, offer_set_up=False)
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: app.glance is not None)
        user = User(pilot, app)
        await user.press(*keys)
        await pilot.pause()
        await pilot.pause()
        seen = picture(app)
    demo_desk.close()
    assert seen.count("\n") == size[1]
    compare(name, size, seen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_set_up_looks_as_it_did(
    desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    app = BefApp(desk, None)
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, SetupScreen))
        await pilot.pause()
        await pilot.pause()
        seen = picture(app)
    compare("set-up", size, seen)


def test_no_picture_is_kept_of_what_is_gone() -> None:
    names = {*places.SCREENS, *BESIDE, "set-up"}
    wanted = {f"{name}-{width}x{height}.txt" for name in names for width, height in SIZES}
    assert {file.name for file in FOLDER.glob("*.txt")} == wanted
