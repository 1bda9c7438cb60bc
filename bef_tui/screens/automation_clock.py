"""Automation while the app is open: after a change and once a minute, in a thread, never in front of a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bef_tui import services
from bef_tui.framework.errors import RuleBroken

if TYPE_CHECKING:
    from bef_tui.framework.weeks import Now
    from bef_tui.screens.everywhere import Everywhere
    from bef_tui.services.automation import Trouble

EVERY = 60.0
AFTER_CHANGE = 1.0


class Seen(NamedTuple):
    """What a look found: whether something was done, the rules that fail, and why nothing could be seen to."""

    did_something: bool = False
    troubles: tuple[Trouble, ...] = ()
    refusal: str = ""


class AutomationClock:
    """Ticks for an app, and tells about each rule once that it fails, and once that it has stopped.

    Runs of SOPs with a rhythm are made once a day, by this or by the Systems screen: an undo of it stays undone.
    """

    def __init__(self, app: Everywhere) -> None:
        self._app = app
        self._timer: Any = None
        self.is_busy = False
        self._again = False
        self._told: set[tuple[int, bool]] | None = None
        self._refused = ""

    def start(self) -> None:
        """Look once a minute from now on."""
        self._app.set_interval(EVERY, self.look)

    def soon(self) -> None:
        """Something was changed: look once it has been quiet for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(AFTER_CHANGE, self.look)

    def look(self) -> None:
        """See to what automation owes, in a thread; without rules, and with all runs made, there is none.

        A thread has a connection of its own, which reads the schema for 5 ms and 2 MiB.
        """
        if self.is_busy:
            self._again = True
        elif self._app.desk.is_open and self._may_owe():
            self.is_busy = True
            self._app.run_worker(self._work, thread=True, exit_on_error=False)

    def _may_owe(self) -> bool:
        desk = self._app.desk
        if self._told or desk.read(services.happened.may_owe):
            return True
        now = desk.now()
        return desk.runs_made_on != now.today and desk.read(services.happened.lacks_a_run, now=now)

    def _work(self) -> None:
        seen = Seen()
        try:
            seen = self._see_to_it()
        except RuleBroken as refusal:
            seen = Seen(refusal=str(refusal))
        finally:
            self._app.call_later(self._done, seen)

    def _see_to_it(self) -> Seen:
        """Loads no more than is wanted: without rules and rhythms neither automation nor Systems, 6 MiB."""
        desk = self._app.desk
        now = desk.now()
        did_something = self._make_runs(now)
        if not desk.read(services.happened.may_owe):
            return Seen(did_something)
        automation = services.automation
        if desk.read(automation.is_needed, now=now, rhythms=False):
            did_something |= automation.tick(desk.store, now, rhythms=False).did_something
        return Seen(did_something, desk.read(automation.failing))

    def _make_runs(self, now: Now) -> bool:
        """Make the runs that have become due, once a day; whether there were any."""
        desk = self._app.desk
        if desk.runs_made_on == now.today:
            return False
        desk.runs_made_on = now.today
        if not desk.read(services.happened.lacks_a_run, now=now):
            return False
        return desk.store.write(services.systems.generate_due, now=now) > 0

    def _done(self, seen: Seen) -> None:
        self.is_busy = False
        if not self._app.is_running:
            return  # the screens are being taken down
        if seen.did_something:
            self._app.desk.deleted = None
            self._app.changed()
        if seen.refusal:
            if seen.refusal != self._refused:
                self._app.tell_once(f"Automation waits: {seen.refusal}")
        else:
            self._tell(seen.troubles)
        self._refused = seen.refusal
        if self._again:
            self._again = False
            self.soon()

    def _tell(self, troubles: tuple[Trouble, ...]) -> None:
        """Say what is new; what had stopped before the app was opened is an issue by now."""
        known = {(one.rule_id, True) for one in troubles if one.stopped} if self._told is None else self._told
        for one in troubles:
            if (one.rule_id, one.stopped) not in known:
                self._app.notify(_said(one), severity="warning", markup=False)
        self._told = {(one.rule_id, one.stopped) for one in troubles}


def _said(one: Trouble) -> str:
    error = one.error.rstrip(".")
    if one.stopped:
        return f"The rule “{one.name}” has stopped after five failures: {error}. An issue was raised."
    return f"The rule “{one.name}” failed: {error}. It tries again."
