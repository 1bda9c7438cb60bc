"""Makes the pictures of the docs: the real app, on the demo company, on a fixed day.

``python docs/pictures.py`` writes one SVG a screen into ``docs/pictures``. The demo company is made anew in a
temporary file; the app runs without a terminal. Nothing in the pictures is loaded from elsewhere: the addresses of
web fonts are taken out, and the fonts of the reader's own machine are used.
"""

import asyncio
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from bef_tui import services
from bef_tui.app import BefApp
from bef_tui.data.drafts import DraftSaver
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now, zone_named
from bef_tui.screens.desk import Desk

FOLDER = Path(__file__).parent / "pictures"
SIZE = (100, 30)
INSTANT = datetime(2026, 11, 19, 12, tzinfo=UTC)
"""Thursday of week 47: the week is half done and its review is due soon."""

# The name of a picture, the screen it opens on, and the keys pressed there.
PICTURES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("home", "home", ()),
    ("vision", "vision", ()),
    ("planning", "planning", ()),
    ("systems", "systems", ()),
    ("execution", "execution", ()),
    ("measurement", "measurement", ()),
    ("improvement", "improvement", ()),
    ("people", "people", ()),
    ("score", "score", ()),
    ("review", "review", ("enter", "ctrl+n")),
)
COMMENT = re.compile(r"\s*<!--.*?-->")
FONT_FACE = re.compile(r"@font-face\s*{[^}]*}\s*")
GENERATED = re.compile(r"terminal-\d+-")
FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"


def now() -> Now:
    """The instant of the pictures."""
    return Now(INSTANT, zone_named("UTC"))


def demo(path: Path) -> None:
    """Make the demo company."""
    with Store(path, "Mara", "pictures", lambda: INSTANT) as store:
        store.write(services.demo.make, now=now())


async def picture(path: Path, screen: str, keys: tuple[str, ...]) -> str:
    """The SVG of one screen after some keys."""
    desk = Desk(
        lambda: Store(path, "Mara", "pictures", lambda: INSTANT),
        DraftSaver(path, lambda: INSTANT),
        lambda: INSTANT,
    )
    app = BefApp(desk, None, start=screen)
    async with app.run_test(size=SIZE) as pilot:
        await _settled(pilot, app)
        for key in keys:
            await pilot.press(key)
            await _settled(pilot, app)
        svg = app.export_screenshot(title="bef")
    desk.close()
    return clean(svg)


def clean(svg: str) -> str:
    """The same picture without addresses of fonts, and the same text every time."""
    svg = GENERATED.sub("bef-", FONT_FACE.sub("", COMMENT.sub("", svg)))
    svg = re.sub(r"font-family:\s*[^;]+;", f"font-family: {FONTS};", svg)
    return re.sub(r"(?m)[ \t]+$", "", svg).rstrip() + "\n"


async def _settled(pilot: Pilot[None], app: BefApp) -> None:
    """Wait until the app has nothing more to do."""
    for _ in range(500):
        if app.glance is not None:
            break
        await pilot.pause(0.01)
    await app.workers.wait_for_complete()
    for _ in range(5):
        await pilot.pause()


def main(names: list[str]) -> int:
    """Make the pictures named, all of them unless some are."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made, own = Path(folder) / "demo.db", Path(folder) / "own.db"
        demo(made)
        for name, screen, keys in PICTURES:
            if not names or name in names:
                shutil.copy(made, own)
                svg = asyncio.run(picture(own, screen, keys))
                (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
                print(f"docs/pictures/{name}.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
