"""Reads Markdown line by line and finds the list items that are steps; ``steps`` says what they mean."""

import re
from dataclasses import dataclass, field
from typing import Literal

_LIST_ITEM = re.compile(r"(?P<mark>[-*+]|(?P<number>[0-9]{1,9})[.)])(?P<gap>[ \t]+|$)(?P<rest>.*)", re.DOTALL)
CHECKBOX = re.compile(r"\[[ xX]\][ \t]+(?=[^ \t])")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|$)(.*)", re.DOTALL)
_RULE = re.compile(r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*", re.DOTALL)
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t].*", re.DOTALL)
_RAW_HTML = (("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"))
_HTML_BLOCK = re.compile(
    r"</?(?:table|thead|tbody|tr|td|th|div|ul|ol|li|p|section|center|dl|figure)\b", re.IGNORECASE
)

_Kind = Literal["fence", "raw", "html", "admonition"]


@dataclass
class Item:
    """A list item; ``at`` is where its marker stands, ``inner`` where its text does."""

    at: int
    inner: int
    ordered: bool
    step: bool
    section: str
    parent: "Item | None"
    inner_known: bool = False
    lines: list[str] = field(default_factory=list)

    def holds(self, indent: int) -> bool:
        """Whether a line that is indented so far belongs to this item."""
        return indent >= self.at + 2

    def add(self, indent: int, text: str) -> None:
        """Add a line to the text; the first indented one beneath the headline decides where the text begins."""
        if text and not any(self.lines):
            self.lines = [text]
            return
        if text and self.holds(indent) and not self.inner_known:
            self.inner_known = True
            if indent < self.inner + 4:
                self.inner = indent
        self.lines.append(" " * max(0, indent - self.inner) + text if text else "")

    def text(self) -> str:
        """What was read, without blank lines around it."""
        return "\n".join(self.lines).strip("\n")


@dataclass
class _Skipped:
    """A stretch in which nothing is a step; ``ends`` is the text that ends a fence or raw HTML."""

    kind: _Kind
    ends: str
    holder: Item | None
    at: int


@dataclass
class Reader:
    """Reads line by line, with the items that are open at present."""

    steps: list[Item] = field(default_factory=list)
    open: list[Item] = field(default_factory=list)
    section: str = ""
    skipped: _Skipped | None = None
    after_blank: bool = True
    paragraph: str | None = None

    def read(self, line: str) -> None:
        """Take the next line."""
        indent, text = _measured(line)
        if not text:
            self._blank()
        elif not self._inside_skipped(indent, text):
            self._visible(indent, text)

    def end(self) -> None:
        """End the stretch that is open.

        A fence or comment that was never closed is closed here when it stands below the nested steps of its step, so
        that the text of the step stays whole without them.
        """
        if (
            self.skipped is not None
            and self.skipped.ends
            and self.steps
            and self._step() is not self.steps[-1]
        ):
            self._keep(self.skipped.at, self.skipped.ends)
        self.skipped = None

    def _blank(self) -> None:
        if self.skipped and self.skipped.kind == "html":
            self.skipped = None
        self.after_blank, self.paragraph = True, None
        self._keep(0, "")

    def _inside_skipped(self, indent: int, text: str) -> bool:
        skipped = self.skipped
        if skipped is None:
            return False
        left = skipped.holder is not None and not skipped.holder.holds(indent)
        if left or (skipped.kind == "admonition" and indent < skipped.at + 2):
            self.end()
            return False
        self._keep(indent, text)
        self.after_blank = False
        if skipped.kind == "fence":
            over = re.fullmatch(f"{skipped.ends}+", text) is not None
        else:
            over = skipped.kind == "raw" and skipped.ends in text.lower()
        if over:
            self.skipped = None
        return True

    def _visible(self, indent: int, text: str) -> None:
        item = _LIST_ITEM.fullmatch(text)
        if _UNDERLINE.fullmatch(text) and self.paragraph is not None and not self.open:
            self._block(indent, text, heading=self.paragraph)
        elif _RULE.fullmatch(text):
            self._block(indent, text, heading=None)
        elif item and self._starts_item(indent, item):
            self._item(indent, text, item)
        elif heading := _HEADING.fullmatch(text):
            self._block(indent, text, heading=_heading(heading[1]))
        elif not self._starts_skipped(indent, text):
            self._text(indent, text)

    def _block(self, indent: int, text: str, heading: str | None) -> None:
        """A heading or rule: it ends the items it is not indented under."""
        self._close(indent)
        if self.open:
            self._keep(indent, text)
        elif heading is not None:
            self.section = heading
        self.after_blank, self.paragraph = False, None

    def _text(self, indent: int, text: str) -> None:
        if self.after_blank or self.paragraph is None:
            self._close(indent)
        self._keep(indent, text)
        self.after_blank, self.paragraph = False, text

    def _starts_skipped(self, indent: int, text: str) -> bool:
        stretch = _stretch(text)
        if stretch is None:
            return False
        self._close(indent)
        self._keep(indent, text)
        self.after_blank, self.paragraph = False, None
        self._skip(indent, stretch)
        return True

    def _skip(self, indent: int, stretch: tuple[_Kind, str]) -> None:
        """Take no steps from here on, until the stretch ends."""
        step = self._step()
        at = max(indent, step.inner) if step else indent
        self.skipped = _Skipped(*stretch, self.open[-1] if self.open else None, at)

    def _starts_item(self, indent: int, item: re.Match[str]) -> bool:
        """Whether the marker begins an item, not code, and not a figure at the start of a line of prose."""
        holder = next((i for i in reversed(self.open) if i.holds(indent)), None)
        beside = next((i for i in self.open if i.parent is holder), None)
        if beside:
            left = beside.at
        elif holder:
            left = holder.inner if holder.inner_known else holder.at + 4
        else:
            left = 0
        if indent - left >= 4:
            return False
        first = item["number"] is None or int(item["number"]) == 1
        return first or self.paragraph is None or (beside is not None and beside.ordered)

    def _item(self, indent: int, text: str, item: re.Match[str]) -> None:
        self._close(indent)
        gap = len(item["gap"].expandtabs(4))
        inner = indent + len(item["mark"]) + (gap if 1 <= gap <= 4 else 1)
        box = CHECKBOX.match(item["rest"])
        rest = item["rest"][box.end() :] if box else item["rest"]
        ordered = item["number"] is not None
        parent = self.open[-1] if self.open else None
        new = Item(indent, inner, ordered, ordered or box is not None, self.section, parent)
        if new.step:
            new.lines.append(rest.strip(" \t"))
            self.steps.append(new)
        else:
            self._keep(indent, text)
        self.open.append(new)
        self.after_blank, self.paragraph = False, rest or None
        if stretch := _stretch(rest):
            self.paragraph = None
            self._skip(inner, stretch)

    def _close(self, indent: int) -> None:
        while self.open and not self.open[-1].holds(indent):
            self.open.pop()

    def _keep(self, indent: int, text: str) -> None:
        """Add the line to the innermost step that is open."""
        step = self._step()
        if step is not None:
            step.add(indent, text)

    def _step(self) -> Item | None:
        """The innermost step that is open."""
        return next((item for item in reversed(self.open) if item.step), None)


def _measured(line: str) -> tuple[int, str]:
    """How far a line is indented, tabs as four columns, and what stands there, without white space at the end."""
    text = line.lstrip(" \t")
    lead = line[: len(line) - len(text)]
    return len(lead.expandtabs(4)), text.rstrip(" \t")


def _stretch(text: str) -> tuple[_Kind, str] | None:
    """What kind of stretch without steps begins with this line, and what ends it; None when none does."""
    if fence := _FENCE.fullmatch(text):
        return "fence", fence[1] or fence[2]
    for opening, closing in _RAW_HTML:
        if text.lower().startswith(opening):
            return None if closing in text.lower()[len(opening) :] else ("raw", closing)
    if _ADMONITION.fullmatch(text):
        return "admonition", ""
    return ("html", "") if _HTML_BLOCK.match(text) else None


def _heading(text: str) -> str:
    """The words of a heading, without the marks that may close it."""
    words = text.strip(" \t")
    open_end = words.rstrip("#")
    return open_end.rstrip(" \t") if open_end == "" or open_end[-1] in " \t" else words
