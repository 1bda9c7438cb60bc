"""Signs, bars and themes: one cell each, both sets complete, readable in all three themes."""

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from bef_tui.widgets.glyphs import FILL_STYLES, TONE_STYLES, TONES, GlyphName, bar, glyph, spark, use_ascii
from bef_tui.widgets.themes import BEF_ANSI, BEF_DARK, BEF_LIGHT, THEMES


@pytest.fixture
def ascii_set() -> Iterator[None]:
    use_ascii()
    yield
    use_ascii(False)


def test_every_sign_is_one_cell_wide() -> None:
    assert all(cell_len(glyph(name)) == 1 for name in get_args(GlyphName))


def test_the_plain_set_is_ascii_and_complete(ascii_set: None) -> None:
    assert all(glyph(name).isascii() and len(glyph(name)) == 1 for name in get_args(GlyphName))
    assert "".join(bar(0.4, 10)) == "####......"
    assert spark((1, 2, 3)).isascii()


def test_states_that_may_stand_side_by_side_differ(ascii_set: None) -> None:
    names: tuple[GlyphName, ...] = ("done", "missed", "dropped", "open", "half", "full", "carried", "late")
    assert len({glyph(name) for name in names}) == len(names)
    use_ascii(False)
    assert len({glyph(name) for name in names}) == len(names)


@given(st.floats(-1, 2), st.integers(1, 60))
def test_a_bar_is_as_wide_as_asked(share: float, width: int) -> None:
    filled, track = bar(share, width)
    assert cell_len(filled + track) == width
    assert filled or share <= 0


def test_a_bar_ends_in_eighths() -> None:
    assert bar(0.55, 10) == ("█████▌", "░░░░")
    assert bar(0, 4) == ("", "░░░░")
    assert bar(1, 4) == ("████", "")
    assert bar(0.0001, 4)[0] == "▏"


def test_a_sparkline_goes_from_lowest_to_highest() -> None:
    assert spark((0, 7, None, 3.5)) == "▁█·▅"
    assert spark((5, 5)) == "▅▅"
    assert spark((5,), low=0, high=5) == "█"
    assert spark((None, None)) == "··"


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours as WCAG 2 defines it, 1 to 21."""

    def light(color: Color) -> float:
        parts = [part / 255 for part in color.rgb]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [BEF_DARK, BEF_LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "text", ["foreground", "text-muted", "text-success", "text-warning", "text-error", "text-accent"]
)
def test_text_is_readable_on_every_ground(theme: Theme, text: str) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}
    ground, accent = Color.parse(colours["background"]), Color.parse(colours["accent"])
    grounds = [ground, Color.parse(colours["panel"]), ground.blend(accent, 0.14)]
    assert min(contrast(Color.parse(colours[text]), one) for one in grounds) >= 4.5


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *THEMES], ids=lambda theme: theme.name)
def test_every_theme_has_the_colours_of_the_tones(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    wanted = {style.lstrip("$") for style in (*TONE_STYLES.values(), *FILL_STYLES.values()) if style}
    assert wanted <= colours.keys()


def test_every_tone_has_a_look() -> None:
    assert set(TONE_STYLES) == set(TONES) == set(FILL_STYLES)


def test_the_ansi_theme_uses_the_terminals_own_colours() -> None:
    assert BEF_ANSI.ansi
    assert {BEF_ANSI.foreground, BEF_ANSI.background, BEF_ANSI.surface} == {"ansi_default"}
