"""The list: layout as pure functions, and the widget by use: cursor, changes, messages, how little is drawn."""

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.strip import Strip

from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordId, RecordTable, Row, RowSource
from bef_tui.widgets.row_window import FixedRows
from bef_tui.widgets.table_rows import (
    Piece,
    RowLayout,
    merged,
    note_pieces,
    row_pieces,
    section_pieces,
    widths,
)

COLUMNS = (Column("Task"), Column("Due", 8), Column("Hours", 5, "right", hide_below=40))
ROWS = (
    Row("a", (Cell("Alpha", glyph="done"), "Tue", "1.5")),
    Row("s", ("Later", "2 open"), kind="section"),
    Row("b", ("Beta", "Wed", "2")),
    Row("n", ("A note",), kind="note"),
    Row("c", ("Gamma", "Fri", "0.5"), tone="dim"),
)


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@given(st.integers(3, 200), st.integers(1, 3))
def test_columns_fill_the_width_and_never_more(width: int, gap: int) -> None:
    sizes = widths(COLUMNS, width, gap)
    shown = [size for size in sizes if size]
    assert sizes[0] >= 1
    assert sum(shown) + gap * (len(shown) - 1) <= width
    if width >= 40:
        assert sum(shown) + gap * (len(shown) - 1) == width


def test_narrow_tables_leave_columns_out() -> None:
    assert widths(COLUMNS, 60, 2) == (43, 8, 5)
    assert widths(COLUMNS, 39, 2) == (29, 8, 0)
    assert widths(COLUMNS, 10, 2) == (10, 0, 0)


@given(st.text(st.characters(codec=None), max_size=40), st.integers(4, 60))
def test_a_row_is_as_wide_as_its_columns(text: str, width: int) -> None:
    sizes = widths(COLUMNS, width, 2)
    row = Row(1, (Cell(text, glyph="open"), Cell(text, "bad"), Cell(text, glyph="late")))
    wanted = sum(sizes) + 2 * (sum(1 for size in sizes if size) - 1)
    assert cell_len(text_of(row_pieces(row, COLUMNS, sizes, 2))) == wanted


def test_numbers_stand_right_and_signs_have_their_tone() -> None:
    pieces = row_pieces(ROWS[0], COLUMNS, (10, 8, 5), 1)
    assert text_of(pieces) == "✓ Alpha    Tue        1.5"
    assert pieces[0] == Piece("✓", "good")


@pytest.mark.parametrize("width", [20, 40, 78])
def test_nothing_touches_the_right_edge(width: int) -> None:
    layout = RowLayout((Column(), Column(width=6, align="right")))
    rows = (Row(1, ("A long name " * 9, "2 d late")), Row("s", ("Late", "12"), kind="section"))
    for row in rows:
        line = "".join(piece.text for piece in layout.row(row, width))
        assert cell_len(line.rstrip()) == width - 1


def test_sections_and_notes_take_the_whole_width() -> None:
    assert text_of(section_pieces(ROWS[1], 24)) == "Later ┈┈┈┈┈┈┈┈┈┈┈ 2 open"
    wide = section_pieces(Row("w", ("家族会社", "会"), kind="section"), 24)
    assert cell_len(text_of(wide)) == 24
    assert text_of(wide).startswith("家族会社 ")
    assert text_of(note_pieces(ROWS[3], 10)) == "A note    "


def test_neighbours_of_one_look_are_one_run() -> None:
    pieces = [Piece("  "), Piece("a", "bad"), Piece(" "), Piece("b"), Piece("c")]
    assert merged(pieces) == [Piece("  a ", "bad"), Piece("bc")]


def test_fixed_rows_find_records_only() -> None:
    assert FixedRows(ROWS).find("c") == 4
    assert FixedRows(ROWS).find("s") is None


class CountingTable(RecordTable):
    """Remembers which lines it was asked to draw."""

    drawn: list[int]

    def render_line(self, y: int) -> Strip:
        self.drawn = [*getattr(self, "drawn", []), y]
        return super().render_line(y)


class TableApp(App[None]):
    def __init__(self, rows: Sequence[Row] | RowSource = ROWS, *, header: bool = False) -> None:
        super().__init__()
        self.table = CountingTable(
            *COLUMNS,
            rows=rows,
            header=header,
            empty=EmptyText("Nothing here", "It is for tasks.", "a", "add a task"),
        )
        self.said: list[tuple[str, RecordId | None]] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        self.said.append(("at", event.id))

    def on_record_table_opened(self, event: RecordTable.Opened) -> None:
        self.said.append(("open", event.id))

    def lines(self) -> list[str]:
        return [self.table.render_line(y).text.rstrip() for y in range(self.table.size.height)]


async def test_the_cursor_goes_from_record_to_record() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 12)) as pilot:
        assert app.table.highlighted == "a"
        await pilot.press("j", "down", "down", "enter", "k", "g", "G")
        assert app.said == [("at", "b"), ("at", "c"), ("open", "c"), ("at", "b"), ("at", "a"), ("at", "c")]
        assert app.table.highlighted_row is ROWS[4]


async def test_a_move_draws_two_lines() -> None:
    app = TableApp(header=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.table.drawn = []
        await pilot.press("j")
        await pilot.pause()
        assert sorted(set(app.table.drawn)) == [1, 3]


async def test_a_move_in_a_wide_list_costs_few_bytes() -> None:
    rows = [
        Row(n, (Cell(f"Ship onboarding number {n}", glyph="open"), Cell("2 d late", "bad"), "1.5"))
        for n in range(50)
    ]
    app = TableApp(rows)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        sent = sum(len(app.table.render_line(y).render(app.console).encode()) for y in (0, 1))
        assert sent <= 560


async def test_only_rows_that_changed_are_drawn_again() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.table.drawn = []
        app.table.show((*ROWS[:2], Row("b", ("Beta, done", "Wed", "2")), *ROWS[3:]))
        await pilot.pause()
        assert set(app.table.drawn) == {2}
        app.table.drawn = []
        app.table.show((*ROWS[:2], Row("b", ("Beta, done", "Wed", "2")), *ROWS[3:]))
        await pilot.pause()
        assert app.table.drawn == []


async def test_the_cursor_stays_on_its_record() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("j")
        app.table.show((Row("z", ("First now",)), *ROWS))
        assert app.table.highlighted == "b"
        await pilot.press("j")
        assert app.table.highlighted == "c"


async def test_the_cursor_takes_the_place_of_a_record_that_went() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("j")
        app.table.show((ROWS[0], ROWS[1], ROWS[4]))
        assert app.table.highlighted == "c"
        app.table.show((ROWS[0],))
        assert app.table.highlighted == "a"
        app.table.show(())
        assert app.table.highlighted is None
        await pilot.press("j", "k", "g", "G", "pagedown", "pageup", "enter")
        assert app.table.highlighted is None


async def test_select_goes_to_a_record_and_says_so() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 12)) as pilot:
        assert app.table.select("c")
        assert not app.table.select("missing")
        app.table.show(ROWS, select="b")
        await pilot.pause()
        assert app.said == [("at", "c"), ("at", "b")]


async def test_an_empty_table_says_what_it_is_for() -> None:
    app = TableApp(())
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert [line.strip() for line in app.lines()[1:5]] == [
            "Nothing here",
            "It is for tasks.",
            "",
            "a  add a task",
        ]
        app.table.show(ROWS)
        await pilot.pause()
        assert "Alpha" in app.lines()[0]


class Many:
    """A hundred thousand rows that are made when asked for."""

    def __init__(self) -> None:
        self.made = 0

    def __len__(self) -> int:
        return 100_000

    def __getitem__(self, part: slice, /) -> Sequence[Row]:
        places = range(*part.indices(len(self)))
        self.made += len(places)
        return [Row(place, (f"Task {place}",)) for place in places]

    def find(self, id: RecordId, /) -> int | None:
        return id if isinstance(id, int) else None


async def test_any_number_of_rows_costs_what_is_in_sight() -> None:
    many = Many()
    app = TableApp(many)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert app.table.highlighted == 99_999
        assert "Task 99999" in app.lines()[-1]
        await pilot.press("pageup", "g")
        assert app.table.highlighted == 0
        assert many.made < 3_000


async def test_the_cursor_stays_in_sight() -> None:
    app = TableApp([Row(n, (f"Task {n}",)) for n in range(100)], header=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        moves = [partial(app.table.action_move, step) for step in [1] * 30 + [-1] * 25]
        for move in [*moves, partial(app.table.action_page, 1), partial(app.table.action_edge, 1), *moves]:
            move()
            assert any(f"Task {app.table.highlighted} " in f"{line} " for line in app.lines())
        await pilot.resize_terminal(60, 5)
        await pilot.pause()
        assert any(f"Task {app.table.highlighted} " in f"{line} " for line in app.lines())


@pytest.mark.parametrize(
    "text", ["[/] [@click=app.quit]x[/]", "\x1b]0;owned\x07", "\u202egnp", "x" * 100_000]
)
async def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    app = TableApp([Row(1, (text, text, text)), Row(2, ("calm",))])
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("j", "k", "enter")
        await pilot.click(app.table, offset=(5, 0))
        assert app.is_running
        assert all(line.isprintable() and cell_len(line) <= 60 for line in app.lines())


async def test_a_click_moves_and_a_double_click_opens() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click(app.table, offset=(4, 2))
        await pilot.click(app.table, offset=(4, 1))
        assert app.said == [("at", "b")]
        await pilot.click(app.table, offset=(4, 4), times=2)
        assert app.said[1:] == [("at", "c"), ("open", "c")]
