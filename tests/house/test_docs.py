"""The docs say what is so: commands, links, pictures, keys, and the weights of the score."""

import importlib.util
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from bef_tui.cli import reference
from bef_tui.cli.main import HELP_NAMES, bef
from bef_tui.framework.agenda import minutes_of
from bef_tui.framework.audit import ITEMS
from bef_tui.framework.facts import Facts
from bef_tui.framework.rates import CURVE_G, CURVE_P, promise_value, tenths
from bef_tui.framework.score import CATEGORY_TITLES, scorecard
from bef_tui.framework.stages import STAGES
from bef_tui.framework.verdict import BAND_WORDS
from bef_tui.framework.words import FATES, MISS_REASONS, TOUCH_INTERVALS
from tests.house.source import TOP

DOCS = TOP / "docs"
PAGES = sorted([TOP / "README.md", TOP / "ARCHITECTURE.md", *DOCS.glob("*.md")])
STAGE_PAGES = [DOCS / f"{stage.key}.md" for stage in STAGES] + [DOCS / "people.md"]
SCRIPT_WORDS = {"test", "bench"}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def names(pages: list[Path]) -> list[str]:
    return [str(page.relative_to(TOP)) for page in pages]


def commands(page: str) -> Iterator[list[str]]:
    """The words of each command for bef in the page's shell blocks, without the name of the program."""
    for block in re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            for at, word in enumerate(words):
                if word in ("bef", "./bef"):
                    yield words[at + 1 :]


def parsed(words: list[str]) -> None:
    """Parse the words as the command line would, down to the last command; click.ClickException when it cannot."""
    command: click.Command = bef
    context = click.Context(command, info_name="bef", help_option_names=HELP_NAMES)
    while isinstance(command, click.Group):
        _, words, _ = command.make_parser(context).parse_args(list(words))
        if not words:
            return
        _, below, words = command.resolve_command(context, words)
        assert below is not None
        command, context = below, click.Context(below, parent=context, help_option_names=HELP_NAMES)
    command.parse_args(context, list(words))


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return set(kept)


def tables(page: str) -> Iterator[list[str]]:
    """Every row of every table, as its cells."""
    for line in page.splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("| ").split(" | ")]


def test_there_is_a_page_for_each_stage() -> None:
    index = text_of(DOCS / "index.md")
    for page in STAGE_PAGES:
        assert page.exists()
        assert f"({page.name})" in index
    for stage in STAGES:
        text = text_of(DOCS / f"{stage.key}.md")
        assert text.startswith(f"# {stage.number} {stage.name}\n")
        assert f"**{stage.question}** Output: {stage.output}." in text


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_command_can_be_given(page: Path) -> None:
    for words in commands(text_of(page)):
        if words[:1] and words[0] in SCRIPT_WORDS:
            assert f"= {words[0]} ]" in text_of(TOP / "bef")
        else:
            parsed(words)


def test_commands_that_do_not_exist_are_found() -> None:
    page = "```sh\nls | ./bef fly --high  # a word\nbef score --explain\n```\n"
    fly, score = commands(page)
    assert fly == ["fly", "--high"]
    parsed(score)
    for wrong in (fly, ["score", "--loud"], ["kpi", "fly"], ["kpi", "set"]):
        with pytest.raises(click.ClickException):
            parsed(wrong)


def test_the_readme_names_the_two_commands_and_the_usual_ones() -> None:
    given = {words[0] for words in commands(text_of(TOP / "README.md")) if words}
    assert {
        "demo",
        "test",
        "bench",
        "add",
        "today",
        "done",
        "score",
        "status",
        "review",
        "import",
        "kpi",
    } <= given


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    for picture, link in LINK.findall(text_of(page)):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target == TOP or TOP in target.parents, link
        assert not picture or target.suffix == ".svg", link
        if anchor:
            assert anchor in anchors(target), link


def test_every_picture_is_shown_and_loads_nothing() -> None:
    shown = {
        (page.parent / link).resolve() for page in PAGES for mark, link in LINK.findall(text_of(page)) if mark
    }
    pictures = set((DOCS / "pictures").glob("*"))
    assert pictures
    assert shown == pictures
    for picture in pictures:
        svg = text_of(picture)
        assert set(re.findall(r"\w+://[^\"'\s)]+", svg)) == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"@import|@font-face|url\((?!#)|<script|<image|<foreignObject", svg)
        assert "Execution" in svg and "Score" in svg


def test_the_script_makes_these_pictures_without_addresses() -> None:
    spec = importlib.util.spec_from_file_location("pictures", DOCS / "pictures.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert {f"{name}.svg" for name, *_ in script.PICTURES} == {p.name for p in (DOCS / "pictures").glob("*")}
    face = '@font-face { font-family: "F"; src: url("https://fonts.example/f.woff2"); }'
    made = f"<svg><!-- by https://a.example --><style>{face} .terminal-12345-r1 {{ font-family: F; }}</style></svg>"
    assert script.clean(made) == f"<svg><style>.bef-r1 {{ font-family: {script.FONTS}; }}</style></svg>\n"


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_generated_tables_are_what_the_code_says(page: Path) -> None:
    text = text_of(page)
    assert text == reference.filled(text), (
        "write them anew: python -m bef_tui.cli.reference docs/reference.md README.md docs/*.md"
    )


def test_the_pages_of_screens_have_their_keys() -> None:
    for page in STAGE_PAGES:
        table = re.search(rf"<!-- keys {page.stem} -->\n(.+?)<!-- /keys -->", text_of(page), re.DOTALL)
        assert table and "| `a` | " in table[1], page
    assert "<!-- keys review -->\n| Key |" in text_of(DOCS / "review.md")
    common = text_of(TOP / "README.md").partition("<!-- keys common -->")[2].partition("<!-- /keys -->")[0]
    for row in ("| `a` | Add |", "| `space` | Done", "| `d` | Delete |", "| `u` | Undo the last deed |"):
        assert row in common


def test_the_score_page_has_every_component_with_its_weight() -> None:
    page = text_of(DOCS / "score.md")
    card = scorecard(Facts(date(2026, 11, 19), "2026-W47"))
    for score in card.categories:
        section = page.partition(f"\n### {CATEGORY_TITLES[score.key]}\n")[2].partition("\n##")[0]
        rows = [(row[0], row[1]) for row in tables(section) if len(row) == 3 and row[1].isdigit()]
        assert rows == [(part.title, str(part.weight)) for part in score.parts]
        assert sum(int(weight) for _, weight in rows) == 100


def test_the_score_page_has_the_curves_and_their_examples() -> None:
    page = text_of(DOCS / "score.md")
    rows = list(tables(page))
    points = [float(cell.split(" ")[0]) for cell in rows[rows.index(_row(rows, "smoothed rate"))][1:]]
    assert tuple(zip(points, (1.0, 2.0, 3.0, 4.0, 5.0), strict=True)) == CURVE_P
    kept = _row(rows, "kept")
    values = rows[rows.index(kept) + 1]
    for cell, value in zip(kept[1:], values[1:], strict=True):
        k, n = map(int, cell.split(" of "))
        assert tenths(promise_value(k, n)) == float(value.split(" ")[0]), cell
    said = re.search(r"\*\*Curve G\*\*[^:]*: ([^,]+(?:, [.\d]+ → \d)*)", page)
    assert said
    pairs = [tuple(map(float, pair.split(" → "))) for pair in said[1].split(", ")]
    assert tuple(pairs) == CURVE_G


def test_the_score_page_has_the_audit_the_bands_and_the_intervals() -> None:
    page = text_of(DOCS / "score.md")
    rows = list(tables(page))
    for number, (_, text) in enumerate(ITEMS, start=1):
        assert any(row[:2] == [str(number), text] for row in rows), text
    for words in BAND_WORDS.values():
        assert any(row[1:2] == [words] for row in rows), words
    for kind, (ideal, longest) in TOUCH_INTERVALS.items():
        assert [kind, f"{ideal} days", f"{longest} days"] in rows


def test_the_pages_use_the_words_of_the_framework() -> None:
    execution, review = text_of(DOCS / "execution.md"), " ".join(text_of(DOCS / "review.md").split())
    assert ", ".join(MISS_REASONS) in " ".join(execution.split())
    for fate in FATES:
        assert fate in review
    assert f"{minutes_of('full')} minutes in nine boxes" in review
    assert "in ten minutes" in review and minutes_of("express") == 10


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads(text_of(TOP / "pyproject.toml"))["project"]
    needed = {re.split(r"[<>=~!\[; ]", line)[0] for line in project["dependencies"]}
    explained = {row[0] for row in tables(text_of(DOCS / "dependencies.md"))} - {"Package"}
    assert explained == needed
    for line in project["optional-dependencies"]["dev"]:
        assert re.split(r"[<>=~!\[; ]", line)[0] in text_of(DOCS / "dependencies.md")


def test_the_readme_leaves_room_for_the_figures() -> None:
    assert re.search(r"<!-- bench -->\n.*<!-- /bench -->", text_of(TOP / "README.md"), re.DOTALL)


def _row(rows: list[list[str]], first: str) -> list[str]:
    return next(row for row in rows if row[0] == first)
