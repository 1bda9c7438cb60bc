"""User text: nothing of it can instruct a terminal, be read as markup, or take more room than it is given."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from bef_tui.widgets.glyphs import use_ascii
from bef_tui.widgets.text import ControlFilter, cells, clip, ends, harmless, joined, plain, shorten

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


def is_safe(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


@given(ANY_TEXT)
def test_one_line_holds_no_control_or_format_character(text: str) -> None:
    assert all(is_safe(character) for character in harmless(text))


@given(ANY_TEXT)
def test_many_lines_keep_their_line_breaks_and_nothing_else(text: str) -> None:
    shown = harmless(text, lines=True)
    assert all(is_safe(character) for character in shown.replace("\n", ""))
    assert shown.count("\n") == text.count("\n")


@given(ANY_TEXT, st.integers(0, 30), st.sampled_from(["left", "right", "center"]))
def test_clip_is_exactly_as_wide_as_asked(text: str, width: int, align: str) -> None:
    assert cell_len(clip(text, width, align)) == width  # type: ignore[arg-type]


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), max_size=30))
def test_ordinary_words_are_shown_as_they_are(text: str) -> None:
    assert harmless(text) == text
    assert clip(text, 40).rstrip() == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07", "bell␇"),
        ("\x9b31m", "�31m"),
        ("evil\u202egnp.exe", "evil�gnp.exe"),
        ("one\ntwo\tthree\r\nfour", "one⏎two three⏎four"),
        ("\ud800", "�"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨👩👧 ❤"),
        ("🇳🇿", "NZ"),
        ("naïve 家族 ✓", "naïve 家族 ✓"),
    ],
)
def test_what_stands_for_what(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_pile_of_accents_is_cut_down() -> None:
    shown = harmless("e" + "\u0301" * 500)
    assert len(shown) <= 3
    assert cell_len(shown) == 1


def test_a_line_of_a_megabyte_is_cut_as_fast_as_a_short_one() -> None:
    lines = [f"{number} " + "\x1blong " * 200_000 for number in range(20)]
    started = time.perf_counter()
    shown = [clip(line, 40) for line in lines]
    assert time.perf_counter() - started < 0.1
    assert all(one.rstrip().endswith("…") and cell_len(one) == 40 for one in shown)


def test_one_line_keeps_no_more_than_a_screen_shows() -> None:
    assert len(plain("x" * 1_000_000)) < 3_000
    assert len(plain("x\n" * 10_000, lines=True)) == 20_000


def test_the_cut_is_marked_and_short_text_is_padded() -> None:
    assert clip("onboarding", 6) == "onboa…"
    assert clip("4.1", 6, "right") == "   4.1"
    assert clip("ab", 6, "center") == "  ab  "
    assert clip("家族会社", 6) == "家族… "
    assert shorten("onboarding", 20) == "onboarding"
    assert shorten("onboarding", 6) == "onboa…"


def test_the_cut_is_plain_in_ascii() -> None:
    use_ascii()
    try:
        assert clip("onboarding", 6) == "onboa~"
    finally:
        use_ascii(False)
    assert clip("onboarding", 6) == "onboa…"


@pytest.mark.parametrize(
    "text", ["[/]", "[@click=app.quit]free[/]", "[bold]Acme[/bold]", "[x] done", "$text-error"]
)
def test_markup_is_shown_as_typed(text: str) -> None:
    content = plain(text, "bad")
    assert content.plain == text
    assert [str(span.style) for span in content.spans] == ["$text-error"]


def test_pieces_are_joined_each_in_its_tone() -> None:
    content = joined("due ", ("2 d late", "bad"), plain(" [/]"))
    assert content.plain == "due 2 d late [/]"
    assert [(span.start, span.end, span.style) for span in content.spans] == [(4, 12, "$text-error")]


@given(ANY_TEXT, ANY_TEXT, st.integers(10, 80))
def test_ends_never_cut_the_right_end(left: str, right: str, width: int) -> None:
    tail = plain(shorten(right, width // 2))
    line = ends(plain(left), tail, width)
    assert line.cell_length == width
    assert line.plain.endswith(tail.plain)


def test_cells_counts_what_is_shown() -> None:
    assert cells("\x1b[31m") == 5
    assert cells("家") == 2


@given(ANY_TEXT)
def test_the_filter_lets_no_control_through_and_moves_nothing(text: str) -> None:
    [piece] = ControlFilter().apply([Segment(text)], Color(0, 0, 0)) or [Segment("")]
    assert not any(
        unicodedata.category(character) in ("Cc", "Cs")
        or unicodedata.bidirectional(character)
        in ("RLO", "LRO", "RLE", "LRE", "PDF", "LRI", "RLI", "FSI", "PDI")
        for character in piece.text
    )
    assert cell_len(piece.text) == cell_len(text) or not any(ord(one) < 32 for one in text)


def test_the_filter_leaves_controls_of_the_driver_alone() -> None:
    control = Segment("\x1b[2J", None, [])
    mine = Segment("\x1b[2J", None, [(1,)])  # type: ignore[list-item]
    [kept] = ControlFilter().apply([mine], Color(0, 0, 0))
    assert kept is mine
    [replaced] = ControlFilter().apply([control], Color(0, 0, 0))
    assert "\x1b" not in replaced.text
