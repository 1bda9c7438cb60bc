"""The keys that work now, in one line, made from the live bindings; sent again only when they change."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen

from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import plain

# Named keys are said in letters: their usual signs are missing in many fonts.
_SAID: dict[str, str] = {
    "enter": "enter",
    "escape": "esc",
    "space": "space",
    "tab": "tab",
    "backspace": "backspace",
    "delete": "del",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
_HELP, _PALETTE = "help", "command_palette"


@dataclass(frozen=True)
class KeyHint:
    """A key and what it does."""

    key: str
    label: str


def hints(active: Iterable[ActiveBinding], said: Callable[[Binding], str]) -> tuple[KeyHint, ...]:
    """The hints of the bindings that are to be shown: the screen's own first, then the focused, then the app's."""
    ordered: dict[str, tuple[int, KeyHint]] = {}
    groups: dict[Binding.Group, str] = {}
    for node, binding, enabled, _ in active:
        if not (binding.show and enabled and binding.description) or binding.action.endswith(_PALETTE):
            continue
        key = said(binding)
        rank = 0 if isinstance(node, Screen) else 2 if node.parent is None else 1
        label = binding.description
        name = binding.action
        if binding.group is not None:
            name = groups.setdefault(binding.group, binding.action)
            label = binding.group.description or label
            if name in ordered:
                key = f"{ordered[name][1].key}/{key}"
                ordered[name] = (ordered[name][0], KeyHint(key, ordered[name][1].label))
                continue
        ordered.setdefault(name, (rank, KeyHint(key, _quiet(label))))
    return tuple(hint for _, hint in sorted(ordered.values(), key=lambda pair: pair[0]))


def _quiet(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() or len(label) == 1 else label


def footer_line(keys: Sequence[KeyHint], right: Sequence[KeyHint], width: int) -> Content:
    """As many hints as fit, in their order; those of ``right`` (help, palette) are kept."""
    tail = Content("").join([_hint(hint) for hint in right])
    line = plain(" ")
    for hint in keys:
        longer = Content("").join([line, _hint(hint)])
        if longer.cell_length + tail.cell_length > width:
            break
        line = longer
    return Content("").join([line, plain(" " * max(0, width - line.cell_length - tail.cell_length)), tail])


def _hint(hint: KeyHint) -> Content:
    return Content("").join([plain(hint.key, "accent"), plain(f" {hint.label}  ", "dim")])


class KeyFooter(Lines):
    """The footer of every screen."""

    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; }
    """

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        if screen.is_current:
            self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The line at this width."""
        active = self.screen.active_bindings
        keys = hints(filter(self._reaches, active.values()), self._said)
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        right = [hint for hint in keys if hint.label == _HELP]
        if palette is not None and self.app.ENABLE_COMMAND_PALETTE:
            right.append(KeyHint(self._said(palette.binding), "palette"))
        return (footer_line([hint for hint in keys if hint.label != _HELP], right, width),)

    def _reaches(self, one: ActiveBinding) -> bool:
        """Whether its key gets there and is not typed into a field: Textual forgets ``/`` and the keys a user chose."""
        focused, key = self.screen.focused, one.binding.key
        if focused is None or one.node is focused:
            return True
        return not focused.check_consume_key(key, key_to_character(REPLACED_KEYS.get(key, key)))

    def _said(self, binding: Binding) -> str:
        return binding.key_display or _SAID.get(binding.key) or self.app.get_key_display(binding)
