"""What stands out: the worst first, each with the key that mends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.message import Message

from bef_tui.widgets.empty import EmptyText
from bef_tui.widgets.glyphs import GlyphName, Tone
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row

_SIGNS: dict[Tone, GlyphName] = {"bad": "missed", "near": "half", "good": "done"}
_WORST_FIRST: dict[Tone, int] = {"bad": 0, "near": 1, "accent": 2, "plain": 2, "good": 3}


class Finding(NamedTuple):
    """One thing that stands out: how bad it is, a sentence, the key that mends it, and where it leads."""

    tone: Tone
    text: str
    key: str = ""
    target: object = None


def findings_rows(findings: Sequence[Finding]) -> tuple[Row, ...]:
    """The findings as rows, the worst first."""
    ordered = sorted(enumerate(findings), key=lambda pair: (_WORST_FIRST.get(pair[1].tone, 4), pair[0]))
    return tuple(
        Row(
            place,
            (
                Cell(one.text, glyph=_SIGNS.get(one.tone, "bullet"), glyph_tone=one.tone),
                Cell(one.key, "accent"),
            ),
        )
        for place, one in ordered
    )


class Findings(RecordTable):
    """A list of findings; enter says ``Chosen`` with where the finding leads."""

    DEFAULT_CSS = """
    Findings { height: auto; max-height: 100%; }
    """

    @dataclass
    class Chosen(Message):
        """A finding was chosen."""

        findings: "Findings"
        finding: Finding

        @property
        def target(self) -> object:
            """Where it leads."""
            return self.finding.target

        @property
        def control(self) -> "Findings":
            """The list that says it."""
            return self.findings

    def __init__(self, findings: Sequence[Finding] = (), *, calm: str = "", id: str | None = None) -> None:
        calm_text = EmptyText(calm or "Nothing stands out")
        self._findings = tuple(findings)
        super().__init__(
            Column(), Column("", 5, "right"), rows=findings_rows(findings), empty=calm_text, gap=1, id=id
        )

    def tell(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self._findings = tuple(findings)
        self.show(findings_rows(self._findings))

    def action_open(self) -> None:
        """Say which finding was chosen."""
        place = self.highlighted
        if isinstance(place, int):
            self.post_message(self.Chosen(self, self._findings[place]))
