import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bef_tui.reports import markdown as md

READER = MarkdownIt("gfm-like", {"linkify": False})


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Ship onboarding v2", "Ship onboarding v2"),
        ("40 % of €1,200 (net) - fine!", "40 % of €1,200 (net) - fine!"),
        ("snake_case and 3 > 2", "snake_case and 3 \\> 2"),
        ("two\nlines\tand  more", "two lines and more"),
        ("# heading", "\\# heading"),
        ("#tag", "#tag"),
        ("1. one", "1\\. one"),
        ("2026 was good", "2026 was good"),
        ("- item", "\\- item"),
        ("[x](http://e.example)", "\\[x\\](http://e.example)"),
        ("a | b", "a \\| b"),
        ("**bold** _soft_ `code`", "\\*\\*bold\\*\\* \\_soft\\_ \\`code\\`"),
        ("&lt; & co", "\\&lt; & co"),
        ("\x1b]0;x\x07", "�\\]0;x�"),
        ("safe\u202etxt", "safe�txt"),
        ("", ""),
    ],
)
def test_only_what_would_be_read_as_a_mark_is_escaped(typed: str, written: str) -> None:
    assert md.inline(typed) == written


@given(
    st.text() | st.lists(st.sampled_from([*"#-+*_[]()<>`|~&;:=.!1 \n\\a", "```", "---", "&lt;"])).map("".join)
)
@example("__0__")
@example("_a_ __b__ c_d")
def test_user_text_shows_as_typed_and_adds_no_structure(text: str) -> None:
    source = md.document(md.section("Heading", [md.bullet(md.inline(text), "end")]))
    tokens = READER.parse(source)
    assert [t.type for t in tokens if t.nesting == 1] == [
        "heading_open",
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
    ]
    inner = tokens[6].children or []
    assert {child.type for child in inner} <= {"text", "text_special"}
    shown = "".join(child.content for child in inner)
    flat = " ".join(text.split())
    assert shown.endswith("end")
    if flat.isprintable() and flat:
        assert shown == f"{flat} · end"


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), min_size=1, max_size=3))
def test_user_text_never_adds_a_cell(rows: list[tuple[str, str]]) -> None:
    cells = [(md.inline(a), md.inline(b)) for a, b in rows]
    tokens = READER.parse("\n".join(md.table(("A", "B"), cells, numbers=(1,))))
    assert sum(token.type == "tr_open" for token in tokens) == len(rows) + 1
    assert sum(token.type == "td_open" for token in tokens) == 2 * len(rows)


def test_a_table_lines_up_as_plain_text() -> None:
    assert md.table(("KPI", "Value"), [("MRR", "1 200"), ("Churn", "3 %")], numbers=(1,)) == [
        "| KPI   | Value |",
        "| ----- | ----: |",
        "| MRR   | 1 200 |",
        "| Churn |   3 % |",
    ]
    assert md.table(("A",), []) == []


def test_a_section_without_lines_says_so_or_is_not_there() -> None:
    assert md.section("Wins", []) == []
    assert md.section("Wins", [], "None.") == ["## Wins", "", "None.", ""]


def test_numbers_as_a_person_reads_them() -> None:
    assert md.percent(0.254) == "25 %"
    assert [md.signed(0.81), md.signed(-6.2, 0), md.signed(0.01)] == ["+0.8", "−6", "±0"]
