"""The app: one mode a screen, the store behind the first frame, and the one glance all panels follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import SystemCommand
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.screen import Screen

from bef_tui import services
from bef_tui.screens import places
from bef_tui.screens.automation_clock import AutomationClock
from bef_tui.screens.base import BefScreen
from bef_tui.screens.desk import Desk
from bef_tui.screens.everywhere import Everywhere
from bef_tui.screens.messages import DataChanged
from bef_tui.screens.type_ahead import TypeAhead
from bef_tui.widgets.text import ControlFilter
from bef_tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from textual.theme import Theme

    from bef_tui.services.glance import Glance

LOOK_EVERY = 2.0
KEEP_AFTER = 0.7


class BefApp(Everywhere):
    """Opens on Home with the kept glance; the store is opened in a thread after the first frame."""

    TITLE = "bef"
    CSS_PATH = "styles.tcss"
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 6
    glance: reactive[Glance | None] = reactive(None, init=False, repaint=False)

    def __init__(
        self,
        desk: Desk,
        glance: Glance | None,
        *,
        start: str = "home",
        offer_set_up: bool = True,
        theme: str = "bef-dark",
        keymap: Mapping[str, str] | None = None,
        problems: Sequence[str] = (),
        changed_elsewhere: Callable[[], bool] = lambda: False,
        keep: Callable[[Glance, int], None] = lambda glance, txn_id: None,
        keep_theme: Callable[[str], str] = lambda name: "",
    ) -> None:
        # The first screen is the default one: another one below it would be styled and laid out in vain.
        setattr(self, "DEFAULT_MODE", start)  # noqa: B010
        super().__init__()
        self.desk = desk
        self._offer_set_up = offer_set_up
        self._keymap_wanted = dict(keymap or {})
        self._problems = tuple(problems)
        self._changed_elsewhere = changed_elsewhere
        self._keep = keep
        self._keep_theme = keep_theme
        self._keep_timer: Any = None
        self.automation = AutomationClock(self)
        self.last_key = 0.0
        self._type_ahead = TypeAhead(self, self.post_message)
        # One for ever: Textual keeps what a filter made of a line, and all that it cut from it, by the filter's id.
        self._controls = ControlFilter()
        for known in THEMES:
            self.register_theme(known)
        if theme in self.available_themes:
            self.theme = theme
        else:
            self.theme = "bef-dark"
            self._problems += (f"There is no theme {theme}; ctrl+p lists them. bef-dark is used.",)
        self._theme_kept = self.theme
        self.animation_level = "none"
        for mode in places.SCREENS:
            self.add_mode(mode, places.maker(mode, desk))
        self.set_reactive(BefApp.glance, glance)

    async def on_event(self, event: events.Event) -> None:
        """Remember when the last key came: active time is counted by it. A key waits for the one before."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.last_key = monotonic()
        if not self._type_ahead.holds(event):
            await super().on_event(event)
            self._type_ahead.sent()

    @property
    def is_busy(self) -> bool:
        """Whether a key is still under way, or others wait for what it does."""
        return self._type_ahead.is_busy

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No control character of anybody's text reaches the terminal."""
        return [*super().get_line_filters(), self._controls]

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen, the styles are read once, not twice: 3 ms of the first frame."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())
            self.stylesheet.update(self, animate=animate)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers: the keys that work now, and the themes."""
        commands: Iterable[SystemCommand] = import_module("bef_tui.screens.palette").commands(self, screen)
        return commands

    def on_mount(self) -> None:
        """Open the store once the first screen is painted."""
        self.set_keymap(self._keymap_wanted)
        self.call_after_refresh(self.run_worker, self._open, thread=True, exit_on_error=False)
        self.set_interval(LOOK_EVERY, self._look)
        self.automation.start()
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        for problem in self._problems:
            self.notify(problem, severity="warning", markup=False)

    def _theme_chosen(self, theme: Theme) -> None:
        """Keep a theme that was chosen for the next start; the one of this start is no choice."""
        if theme.name != self._theme_kept:
            self._theme_kept = theme.name
            if problem := self._keep_theme(theme.name):
                self.notify(problem, severity="warning", markup=False)

    def _open(self) -> None:
        self.desk.open()
        self.call_from_thread(self.call_later, self._opened)
        places.warm()

    def _opened(self) -> None:
        """The store is there: what the kept glance said is judged again; an empty file offers the set-up."""
        if isinstance(self.screen, BefScreen):
            self.screen.reload()
        self._judge()
        if self._keymap_wanted:
            self._name_unknown_keys()
        if self._offer_set_up and self.desk.read(services.company.first_run):
            setup = import_module("bef_tui.screens.setup").SetupScreen(self.desk)
            self.push_screen(setup, lambda _: self.changed())

    def _name_unknown_keys(self) -> None:
        """Textual passes over an unknown command in silence; the founder is told."""
        known = import_module("bef_tui.screens.declared").binding_ids()
        for name in sorted(set(self._keymap_wanted) - known):
            self.notify(f"config.toml [keys]: there is no command {name}", severity="warning", markup=False)

    def _judge(self) -> None:
        self._changed_elsewhere()  # what stands in the file now is known: our own deed is nobody else's
        self.desk.follow(self.desk.read(services.company.calendar))
        last = self.desk.store.last_txn_id
        glance = self.glance = self.desk.read(services.glance.current, self.desk.now())
        if self._keep_timer is not None:
            self._keep_timer.stop()
        # In a thread: writing it and waiting for the disk takes 10 ms, and no key is to wait for that.
        keep = partial(self.run_worker, partial(self._keep, glance, last), thread=True, exit_on_error=False)
        self._keep_timer = self.set_timer(KEEP_AFTER, keep)
        self.automation.soon()

    def _look(self) -> None:
        """Follow what another process did, and midnight."""
        if not self.desk.is_open:
            return
        elsewhere = self._changed_elsewhere()
        if elsewhere or (self.glance is not None and self.glance.today != self.desk.now().today):
            self.changed()

    def on_data_changed(self, message: DataChanged) -> None:
        """Judge again; every panel follows."""
        self._judge()

    def changed(self) -> None:
        """Something was changed: show it on the screen in front, and judge again."""
        super().changed()
        self._judge()
