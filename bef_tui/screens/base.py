"""The frame of every screen: header, stage bar, body, score panel, footer; and how a screen acts and asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.frugal import Frugal
from bef_tui.screens.messages import DataChanged, Refused, ShowRecord
from bef_tui.screens.panel_view import header_of, panel_of, stages_of
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.score_panel import ScorePanel
from bef_tui.widgets.stage_bar import HeaderLine, StageBar

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.services.glance import Glance
    from bef_tui.widgets.form import Field, Filled, Option

P = ParamSpec("P")
T = TypeVar("T")

FOLDED_BELOW = 100


class BefScreen(Careful, Frugal[None]):
    """One screen of the app.

    A subclass says in ``body`` what stands left of the score panel, and in ``reload`` how its widgets are filled.
    ``reload`` is called when the screen is shown and after every change, by whomever.
    """

    KEY: ClassVar[str] = "0"
    PANEL: ClassVar[bool] = True
    AUTO_FOCUS = None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._wanted: tuple[str, int | None] | None = None
        self._drawn_glance: Glance | None = None

    def compose(self) -> ComposeResult:
        """The frame."""
        yield HeaderLine(id="header")
        yield StageBar(active=self.KEY, id="stages")
        if self.PANEL:
            yield ScorePanel(folded=True, id="score-line")
        yield from self.above()
        with Horizontal(id="frame"):
            with Vertical(id="body"):
                yield from self.body()
            if self.PANEL:
                yield ScorePanel(id="score")
        yield KeyFooter(id="keys")

    def above(self) -> ComposeResult:
        """What stands across the whole width, above body and score panel."""
        yield from ()

    def body(self) -> ComposeResult:
        """What stands left of the score panel."""
        yield from ()

    def reload(self) -> None:
        """Ask the questions and show the answers."""

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on a record, after somebody asked to see it."""

    def take_back(self, kind: str, record_id: int) -> None:
        """Put the cursor on a record that was deleted, now that an undo has brought it back."""
        self.show_record(kind, record_id)

    def record_under_cursor(self) -> tuple[str, int] | None:
        """The kind and id of the record under the cursor: an issue that is raised now is about it."""
        return None

    def on_mount(self) -> None:
        """Follow the app's glance, and load."""
        self.fold(self.app.size.width < FOLDED_BELOW)
        self.watch(self.app, "glance", self._glanced)

    def on_screen_resume(self) -> None:
        """Show what is true now; another screen may have changed it. The app does it once the store is open."""
        self._glanced(self.app.glance)  # type: ignore[attr-defined]
        if self.desk.is_open:
            self.reload()
        if self._wanted is not None:
            (kind, record_id), self._wanted = self._wanted, None
            if record_id is not None:
                self.show_record(kind, record_id)

    def want(self, kind: str, record_id: int | None) -> None:
        """Show this record as soon as the screen is in front."""
        if self.is_current:
            if record_id is not None:
                self.show_record(kind, record_id)
        else:
            self._wanted = (kind, record_id)

    def on_resize(self, event: events.Resize) -> None:
        """Under 100 columns the score panel is folded into one line."""
        self.fold(event.size.width < FOLDED_BELOW)

    def fold(self, folded: bool) -> None:
        """Fold the score panel into one line, or unfold it."""
        self.set_class(folded, "-folded")

    def action_fold(self) -> None:
        """Unfold the score panel, or fold it."""
        self.set_class(not self.has_class("-folded"), "-folded")

    def _glanced(self, glance: Glance | None) -> None:
        # A screen that is not in front draws it when it comes there: one deed draws one screen, not all visited so far.
        if glance is None or glance is self._drawn_glance or self not in self.app.screen_stack:
            return
        self._drawn_glance = glance
        self.query_one("#header", HeaderLine).show(header_of(glance, self.now()))
        self.query_one("#stages", StageBar).show(stages_of(glance), self.KEY)
        if self.PANEL:
            view = panel_of(glance)
            self.query_one("#score-line", ScorePanel).show(view)
            self.query_one("#score", ScorePanel).show(view)
        self.glanced(glance)

    def glanced(self, glance: Glance) -> None:
        """The business was judged anew; a screen that draws some of it does so here."""

    def keys_by_id(self) -> dict[str, str]:
        """The keys that work here as they are said, by the ids of their bindings: the user's own, if rebound."""
        return {
            one.binding.id: one.binding.key_display or self.app.get_key_display(one.binding)
            for one in self.active_bindings.values()
            if one.binding.id
        }

    # The clock

    def now(self) -> Now:
        """This instant in the founder's calendar."""
        return self.desk.now()

    def today(self) -> date:
        """The founder's day."""
        return self.now().today

    # Questions and deeds

    def ask(self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the records."""
        return self.desk.read(question, *args, **kwargs)

    def act(self, deed: Callable[..., T], *args: Any, **kwargs: Any) -> T | None:
        """Do a deed now and tell everybody; a rule that refuses is said in one line, and None is given back."""
        try:
            done = self.desk.write(deed, *args, now=self.now(), **kwargs)
        except RuleBroken as refusal:
            self.app.post_message(Refused(refusal))
            return None
        self.changed()
        self._say_deleted(deed, args)
        return done

    def _say_deleted(self, deed: Callable[..., object], args: tuple[Any, ...]) -> None:
        """After a deed that deletes: how it comes back, and where the cursor goes when it does."""
        verb, _, kind = getattr(deed, "__name__", "").partition("_")
        if verb not in ("delete", "remove"):
            return
        if len(args) == 1:
            self.desk.deleted = ("workflow_run" if kind == "run" else kind, args[0])
        what = {"commitment": "promise", "follow_up": "follow-up", "sop": "SOP", "kpi": "KPI"}.get(kind, kind)
        self.tell(f"Deleted the {what}; {self.keys_by_id().get('app.undo', 'u')} brings it back.")

    def changed(self) -> None:
        """Something was changed: show it here, and tell the app."""
        self.reload()
        self.post_message(DataChanged())

    def tell(self, message: str, *, bad: bool = False) -> None:
        """Say something in one line."""
        self.notify(message, severity="warning" if bad else "information", markup=False)

    def go_to(self, kind: str, record_id: int | None) -> None:
        """Show a record where it lives."""
        self.post_message(ShowRecord(kind, record_id))

    # Dialogs

    def fill(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Filled, Now], T],
        *,
        values: Mapping[str, object] | None = None,
        draft: str,
        then: Callable[[T], None] | None = None,
    ) -> None:
        """Open a form.

        ``save`` writes what was filled in; while a rule refuses, the form stays open and says so at the field. What
        is typed is kept under the key ``draft`` until it is saved.
        """
        from bef_tui.screens.dialogs.fill import FillDialog

        def done(result: T | None) -> None:
            if result is not None:
                self.changed()
                if then is not None:
                    then(result)

        self.app.push_screen(
            FillDialog(self.desk, title, fields, save, values=values or {}, draft=draft), done
        )

    def line(
        self,
        title: str,
        save: Callable[[str], int],
        *,
        draft: str,
        help: str = "in a few words",
        needed: str = "",
        echo: Callable[[str], str] = str,
        then: Callable[[int], None] | None = None,
    ) -> None:
        """Ask for one line and save it; ``echo`` says below it what the line would mean.

        An empty line leaves, unless it is ``needed``: then this is said.
        """
        from bef_tui.screens.dialogs.line import LineDialog

        def done(result: int | None) -> None:
            if result is not None:
                self.changed()
                if then is not None:
                    then(result)

        dialog = LineDialog(self.desk, title, save, echo=echo, help=help, draft=draft, needed=needed)
        self.app.push_screen(dialog, done)

    def say_why(
        self,
        title: str,
        deed: Callable[..., int],
        record_id: int,
        *,
        draft: str,
        help: str = "in a few words",
        then: Callable[[int], None] | None = None,
    ) -> None:
        """Ask for a reason or a note in one line, and do a deed on a record with it."""
        self.line(
            title,
            lambda text: self.desk.write(deed, record_id, text, now=self.now()),
            draft=draft,
            help=help,
            needed="A few words are needed; esc leaves it as it is.",
            then=then,
        )

    def choose(
        self, title: str, options: Sequence[Option], then: Callable[[Any], None], *, help: str = ""
    ) -> None:
        """Let the user choose one of a few; nothing happens when he leaves it."""
        from bef_tui.screens.dialogs.choose import ChooseDialog

        def chosen(option: Option | None) -> None:
            if option is not None:
                then(option.value)

        self.app.push_screen(ChooseDialog(title, options, help=help), chosen)

    def confirm(self, question: str, then: Callable[[], None], *, deed: str = "Yes") -> None:
        """Ask before something that is not undone with one key."""
        from bef_tui.widgets.form import Option

        self.choose(
            question, (Option(True, deed), Option(False, "No, leave it")), lambda yes: then() if yes else None
        )


def select_first(screen: Screen[Any], selector: str) -> None:
    """Give the focus to a widget of a screen."""
    screen.query_one(selector).focus()
