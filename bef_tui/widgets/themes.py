"""The three themes of the house: dark, light, and the terminal's own sixteen colours.

The tones of ``glyphs`` are drawn with ``$text-success``, ``$text-warning``, ``$text-error``, ``$text-muted`` and
``$text-accent``; every theme of Textual has them, so any of those may be chosen too.
"""

from textual.theme import Theme


def _theme(name: str, dark: bool, paper: dict[str, str]) -> Theme:
    """A theme from the few colours that differ."""
    line, accent, ink, ground = paper["line"], paper["accent"], paper["ink"], paper["ground"]
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=paper["muted"],
        accent=accent,
        success=paper["good-area"],
        warning=paper["near-area"],
        error=paper["bad-area"],
        foreground=ink,
        background=ground,
        surface=paper["raised"],
        panel=paper["raised"],
        boost=paper["raised"],
        variables={
            "text": ink,
            "text-success": paper["good"],
            "text-warning": paper["near"],
            "text-error": paper["bad"],
            "text-accent": accent,
            "text-primary": accent,
            "text-muted": paper["muted"],
            "text-disabled": paper["muted"],
            "foreground-muted": paper["muted"],
            "border": accent,
            "border-blurred": line,
            "block-cursor-background": paper["cursor"],
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": paper["raised"],
            "block-cursor-blurred-foreground": ink,
            "block-hover-background": paper["raised"],
            "scrollbar": line,
            "scrollbar-hover": paper["muted"],
            "scrollbar-active": accent,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "footer-background": ground,
            "footer-foreground": paper["muted"],
            "footer-description-foreground": paper["muted"],
            "footer-key-foreground": accent,
            "input-cursor-background": accent,
            "input-cursor-foreground": ground,
            "input-selection-background": paper["cursor"],
            "input-selection-foreground": ink,
        },
    )


BEF_DARK = _theme(
    "bef-dark",
    True,
    {
        "ground": "#14161b",
        "raised": "#1b1e25",
        "cursor": "#232c3d",
        "line": "#3a4150",
        "ink": "#d6dae2",
        "muted": "#8d95a5",
        "accent": "#82aaff",
        "good": "#8fcb7f",
        "near": "#e5b95c",
        "bad": "#f2827c",
        "good-area": "#73ad66",
        "near-area": "#c79d4a",
        "bad-area": "#d96c66",
    },
)

BEF_LIGHT = _theme(
    "bef-light",
    False,
    {
        "ground": "#fbfaf7",
        "raised": "#f2f0ea",
        "cursor": "#e1e8f5",
        "line": "#c9c5ba",
        "ink": "#22262e",
        "muted": "#5a606b",
        "accent": "#1d5bbf",
        "good": "#29692f",
        "near": "#815300",
        "bad": "#b3261e",
        "good-area": "#6fa873",
        "near-area": "#d6a548",
        "bad-area": "#d3655b",
    },
)

BEF_ANSI = Theme(
    name="bef-ansi",
    ansi=True,
    dark=True,
    primary="ansi_cyan",
    secondary="ansi_default",
    accent="ansi_cyan",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_cyan",
        "border-blurred": "ansi_bright_black",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "bold",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_white",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "footer-key-foreground": "ansi_cyan",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
    },
)

THEMES: tuple[Theme, ...] = (BEF_DARK, BEF_LIGHT, BEF_ANSI)
