"""Every widget on a screen, in every theme and size, with hostile text: nothing leaks, nothing breaks."""

import pytest

from tests.widgets.gallery import PAGES, Gallery


@pytest.mark.parametrize(
    ("theme", "size"),
    [("bef-dark", (80, 24)), ("bef-light", (100, 30)), ("bef-ansi", (120, 36)), ("nord", (80, 24))],
)
@pytest.mark.parametrize("page", list(PAGES))
async def test_a_page_is_drawn_without_a_control_character(
    page: str, theme: str, size: tuple[int, int]
) -> None:
    app = Gallery(page, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.press("tab", "j")
        await pilot.pause()
        picture = app.export_screenshot(simplify=True)
        assert app.is_running
        assert not any(ord(character) < 32 and character not in "\n\r\t" for character in picture)
        assert "\u202e" not in picture
