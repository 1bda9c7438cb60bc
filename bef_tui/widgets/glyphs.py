"""The signs and tones that every widget shares: one meaning for each, and a plain set for poor terminals."""

from collections.abc import Sequence
from typing import Literal, get_args

Tone = Literal["plain", "good", "near", "bad", "none", "accent", "dim", "line"]
GlyphName = Literal[
    "done",
    "missed",
    "dropped",
    "open",
    "half",
    "full",
    "up",
    "down",
    "same",
    "carried",
    "late",
    "warning",
    "arrow",
    "link",
    "phone",
    "cursor",
    "ellipsis",
    "bar",
    "track",
    "rule",
    "tee",
    "left",
    "right",
    "marker",
    "milestone",
    "bullet",
    "times",
    "minus",
    "dot",
]

TONES: tuple[Tone, ...] = get_args(Tone)

# What a tone looks like, in the words of Textual's content styles; the theme gives the colour.
TONE_STYLES: dict[Tone, str] = {
    "plain": "",
    "good": "$text-success",
    "near": "$text-warning",
    "bad": "$text-error",
    "none": "$text-muted",
    "accent": "$text-accent",
    "dim": "$text-muted",
    "line": "$border-blurred",
}

# The same tones for areas: a filled bar may be lighter than text must be.
FILL_STYLES: dict[Tone, str] = {
    **TONE_STYLES,
    "good": "$success",
    "near": "$warning",
    "bad": "$error",
    "accent": "$accent",
}

_UTF8: dict[GlyphName, str] = {
    "done": "✓",
    "missed": "✗",
    "dropped": "–",
    "open": "○",
    "half": "◐",
    "full": "●",
    "up": "▲",
    "down": "▼",
    "same": "→",
    "carried": "↻",
    "late": "!",
    "warning": "▲",
    "arrow": "→",
    "link": "▸",
    "phone": "☎",
    "cursor": "▌",
    "ellipsis": "…",
    "bar": "█",
    "track": "░",
    "rule": "─",
    "tee": "┼",
    "left": "‹",
    "right": "›",
    "marker": "│",
    "milestone": "◆",
    "bullet": "•",
    "times": "×",
    "minus": "−",
    "dot": "·",
}
_ASCII: dict[GlyphName, str] = {
    "done": "v",
    "missed": "x",
    "dropped": "-",
    "open": "o",
    "half": "%",
    "full": "@",
    "up": "^",
    "down": "v",
    "same": "=",
    "carried": "&",
    "late": "!",
    "warning": "!",
    "arrow": ">",
    "link": ">",
    "phone": "#",
    "cursor": ">",
    "ellipsis": "~",
    "bar": "#",
    "track": ".",
    "rule": "-",
    "tee": "+",
    "left": "<",
    "right": ">",
    "marker": "|",
    "milestone": "+",
    "bullet": "*",
    "times": "x",
    "minus": "-",
    "dot": "-",
}
_TONED: dict[GlyphName, Tone] = {
    "done": "good",
    "missed": "bad",
    "dropped": "none",
    "open": "plain",
    "half": "near",
    "full": "good",
    "carried": "near",
    "late": "bad",
    "warning": "near",
    "up": "good",
    "down": "bad",
    "same": "dim",
    "link": "dim",
    "arrow": "accent",
}
_EIGHTHS = " ▏▎▍▌▋▊▉"
_STEPS = "▁▂▃▄▅▆▇█"
_ASCII_STEPS = "_.-=+*%#"

_plainest = False


def use_ascii(on: bool = True) -> None:
    """Draw with ASCII alone from now on, for terminals and fonts without the signs."""
    global _plainest
    _plainest = on


def is_ascii() -> bool:
    """Whether the plain set is in use."""
    return _plainest


def glyph(name: GlyphName) -> str:
    """The sign of this name, one cell wide, in the set in use."""
    return (_ASCII if _plainest else _UTF8)[name]


def tone_of(name: GlyphName) -> Tone:
    """The tone that a sign is usually drawn in."""
    return _TONED.get(name, "plain")


def bar(share: float, width: int) -> tuple[str, str]:
    """The filled part and the empty track of a bar for a share of 0 to 1, ``width`` cells together.

    The end of the filled part is drawn in eighths of a cell. A share above nothing shows at least an eighth.
    """
    if _plainest:
        full = round(_within(share) * width)
        return "#" * full, "." * (width - full)
    eighths = round(_within(share) * width * 8)
    if share > 0 and not eighths:
        eighths = 1
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return filled, "░" * (width - len(filled))


def spark(values: Sequence[float | None], low: float | None = None, high: float | None = None) -> str:
    """One sign a value, lowest to highest; a missing value is a dot. ``low`` and ``high`` fix the scale."""
    known = [value for value in values if value is not None]
    if not known:
        return glyph("dot") * len(values)
    bottom = min(known) if low is None else low
    top = max(known) if high is None else high
    steps = _ASCII_STEPS if _plainest else _STEPS
    spread = top - bottom

    def step(value: float) -> str:
        share = (value - bottom) / spread if spread > 0 else 0.5
        return steps[round(_within(share) * (len(steps) - 1))]

    return "".join(glyph("dot") if value is None else step(value) for value in values)


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
