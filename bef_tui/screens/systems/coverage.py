"""The first view of Systems: each core process with its SOPs, and below it the runs and what wants an SOP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import systems as forms
from bef_tui.screens.systems.rows import coverage_rows, follow_rows, run_summary, summary
from bef_tui.screens.systems.view import View
from bef_tui.screens.systems.writing import write_sop
from bef_tui.widgets.form import Option
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, EmptyText, RecordTable

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = EmptyText(
    "No core process yet",
    "Systems asks: how do we make this repeatable? Say what the business must do well, write an SOP for each, "
    "and run it as a checklist.",
    "p",
    "declare the core processes",
)
NO_SOP = EmptyText(
    "No SOP yet",
    "Seven wait in the starter pack, one for each core process, made for somebody who does all of it alone. "
    "One becomes a draft to change.",
    "A",
    "adopt one",
)
NOTHING_RUN = EmptyText(
    "No run yet",
    "A run goes through an SOP step by step and shows whether it is followed.",
    "r",
    "start a run",
)


class CoverageView(View):
    """Core processes above, runs below; tab goes from one to the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add SOP", id="record.add", tooltip="Add an SOP"),
        Binding(
            "r",
            "run",
            "Run",
            id="systems.run",
            tooltip="Start a run of the SOP, or the one that is due, for somebody",
        ),
        Binding(
            "A", "adopt", "Adopt", id="systems.adopt", tooltip="Adopt an SOP of the starter pack", show=False
        ),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit what is under the cursor"),
        Binding(
            "m", "rules", "Automation", id="systems.rules", tooltip="Automation: the rules and what they did"
        ),
        Binding(
            "p",
            "processes",
            "Processes",
            id="systems.processes",
            tooltip="Add, rename or move core processes",
        ),
        Binding("d", "delete", "Delete", id="record.delete", tooltip="Delete what is under the cursor"),
        Binding(
            "t", "retired", "Retired", id="systems.retired", tooltip="Show or hide retired SOPs", show=False
        ),
        Binding("J", "move(1)", "Down", id="record.down", tooltip="Move the process down", show=False),
        Binding("K", "move(-1)", "Up", id="record.up", tooltip="Move the process up", show=False),
    ]
    DEFAULT_CSS = """
    CoverageView #coverage-panel { height: auto; min-height: 11; max-height: 60%; }
    CoverageView #processes { height: auto; min-height: 9; max-height: 100%; }
    CoverageView #follow-panel { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Two lists."""
        self._with_retired = False
        columns = (
            Column("Process", 12),
            Column("SOP", flex=4),
            Column("Rev", 3, "right", hide_below=56),
            Column("Last run", 9),
            Column("Followed", 8, "right"),
            Column("Read again", 11, hide_below=66),
        )
        table = RecordTable(*columns, header=True, empty=EMPTY, id="processes")
        yield Panel(table, title="Core processes", id="coverage-panel")
        follow = RecordTable(
            Column(), Column(width=24), Column(width=8, hide_below=66), empty=NOTHING_RUN, id="follow"
        )
        yield Panel(follow, title="Runs", id="follow-panel")

    def load(self, record_id: int | None) -> None:
        """Ask for processes, runs, skipped steps and repeated work."""
        ask, now = self.bef.ask, self.bef.now()
        rows = ask(services.systems.coverage, now=now, retired=self._with_retired)
        self.query_one("#processes", RecordTable).show(coverage_rows(rows, now.today))
        self.query_one("#coverage-panel", Panel).subtitle(summary(rows, now.today))
        runs = ask(services.systems.runs, now=now)
        follow = self.query_one("#follow", RecordTable)
        follow.when_empty = NOTHING_RUN if any(row.sop_id for row in rows) else NO_SOP
        self.query_one("#follow-panel", Panel).subtitle(run_summary(runs, now.today))
        follow.show(
            follow_rows(
                runs,
                ask(services.systems.skipped_most, now=now),
                ask(services.systems.repeated_work, now=now),
                now.today,
            )
        )

    def take_focus(self) -> None:
        """The upper list takes the keys, unless the lower one has them."""
        if not self.query_one("#follow", RecordTable).has_focus:
            self.query_one("#processes", RecordTable).focus()

    def select(self, row: str) -> None:
        """Put the cursor on a row of the upper list."""
        self.query_one("#processes", RecordTable).select(row)

    def take_back(self, kind: str, record_id: int) -> None:
        """Put the cursor on an SOP, a process or a run that came back."""
        row = f"{kind.removeprefix('workflow_')}:{record_id}"
        for table in self.query(RecordTable):
            if table.select(row):
                table.focus()

    # What is under the cursor

    def _under_cursor(self) -> tuple[str, str]:
        """Kind and id of the row under the cursor of the list that has the keys; empty without one."""
        table = self.query_one(
            "#follow" if self.query_one("#follow").has_focus else "#processes", RecordTable
        )
        kind, _, rest = str(table.highlighted or "").partition(":")
        return kind, rest

    def _do(self, **deeds: Callable[[int], Any]) -> None:
        """Do what fits the kind of row under the cursor, or say that nothing does."""
        kind, rest = self._under_cursor()
        if not kind:
            self.bef.tell("Nothing here yet: a adds an SOP, p the core processes.", bad=True)
        elif kind in deeds:
            deeds[kind](int(rest.partition(":")[0]))
        else:
            self.bef.tell("Nothing to do here with that key.", bad=True)

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """Enter reads an SOP, goes on with a run, or starts an SOP where none is."""
        message.stop()
        if self._under_cursor()[0] in ("process", "work"):
            self.action_add()  # repeated work becomes an SOP with this one key
        else:
            self._do(sop=self._read, skipped=self._read, run=self._go_on)

    def _read(self, sop_id: int) -> None:
        self.post_message(self.Wanted("sop", sop_id))

    def _show_run(self, run_id: int) -> None:
        self.post_message(self.Wanted("run", run_id))

    def _go_on(self, run_id: int) -> None:
        """Start a run that is due, and show it."""
        is_due = self.bef.ask(services.systems.run_detail, run_id).status == "due"
        if not is_due or self.bef.act(services.systems.start_due, run_id) is not None:
            self._show_run(run_id)

    # Keys

    def action_add(self) -> None:
        """Add an SOP for the process under the cursor, and write it; repeated work becomes one at once."""
        kind, rest = self._under_cursor()
        if kind == "work":
            self._write_from_work(rest.partition(":")[2])
            return
        values: dict[str, Any] = {}
        table = self.query_one("#processes", RecordTable)
        if kind == "process":
            values["process_id"] = int(rest)
        elif kind == "sop":
            rows = self.bef.ask(services.systems.coverage, now=self.bef.now(), retired=True)
            values["process_id"] = next((r.process_id for r in rows if r.sop_id == int(rest)), None)

        def then(sop_id: int) -> None:
            table.select(f"sop:{sop_id}")
            self._read(sop_id)
            write_sop(self.bef, sop_id)

        forms.add_sop(self.bef, then, **values)

    def _write_from_work(self, key: str) -> None:
        """Write an SOP whose steps are the tasks done, and show it."""
        sop_id = self.bef.act(services.systems.sop_from_work, key)
        if sop_id is not None:
            self._read(sop_id)
            self.bef.tell("Drawn from the tasks done: w changes it, t puts it into use.")

    def action_adopt(self) -> None:
        """Adopt an SOP of the starter pack."""
        process = self._process()
        names = {row.id: row.name for row in self.bef.ask(services.systems.processes)}
        forms.adopt_starter(self.bef, names.get(process or 0, ""), self._read)

    def action_run(self) -> None:
        """Start a run of the SOP, or the due run under the cursor."""
        self._do(
            sop=lambda r: forms.start_run(self.bef, r, self._show_run),
            skipped=lambda r: forms.start_run(self.bef, r, self._show_run),
            run=self._start_for,
        )

    def _start_for(self, run_id: int) -> None:
        """Start a run that is due for somebody, or go on with one."""
        if self.bef.ask(services.systems.run_detail, run_id).status == "due":
            forms.start_due(self.bef, run_id, self._show_run)
        else:
            self._show_run(run_id)

    def action_edit(self) -> None:
        """Edit the SOP, or rename the process."""
        self._do(
            sop=lambda r: forms.edit_sop(self.bef, r),
            process=lambda r: forms.rename_process(self.bef, r),
            run=self._show_run,
        )

    def action_rules(self) -> None:
        """Show the rules."""
        self.post_message(self.Wanted("automation"))

    def action_delete(self) -> None:
        """Delete it; undo brings it back."""
        systems = services.systems
        self._do(
            sop=lambda r: self.bef.act(systems.delete_sop, r),
            process=lambda r: self.bef.act(systems.remove_process, r),
            run=lambda r: self.bef.act(systems.delete_run, r),
        )

    def action_retired(self) -> None:
        """Show or hide retired SOPs."""
        self._with_retired = not self._with_retired
        self.load(None)

    def action_move(self, by: int) -> None:
        """Move the process under the cursor."""
        process = self._process()
        if process is not None:
            self.bef.act(services.systems.move_process, process, by)

    def action_processes(self) -> None:
        """Add the usual core processes, or add, rename, move or remove one."""
        process = self._process()
        options = [Option("add", "Add a core process")]
        if process is not None:
            options += [
                Option("rename", "Rename this one"),
                Option("up", "Move it up (K)"),
                Option("down", "Move it down (J)"),
                Option("remove", "Remove it; its SOPs stay"),
            ]
        options.append(Option("usual", "Add the seven that every business has"))
        if process is None:
            options.reverse()
        self.bef.choose("Core processes", options, lambda deed: self._change_process(deed, process))

    def _change_process(self, deed: str, process: int | None) -> None:
        act, systems = self.bef.act, services.systems
        if deed == "add":
            forms.add_process(self.bef, lambda new: self.select(f"process:{new}"))
        elif deed == "usual":
            added = act(systems.add_default_processes)
            self.bef.tell(f"Added {added}." if added else "All seven are there already.")
        elif process is not None and deed == "rename":
            forms.rename_process(self.bef, process)
        elif process is not None and deed == "remove":
            act(systems.remove_process, process)
        elif process is not None:
            act(systems.move_process, process, -1 if deed == "up" else 1)

    def _process(self) -> int | None:
        """The process of the row under the cursor of the upper list."""
        kind, _, rest = str(self.query_one("#processes", RecordTable).highlighted or "").partition(":")
        if kind == "process":
            return int(rest)
        rows = self.bef.ask(services.systems.coverage, now=self.bef.now(), retired=True) if rest else ()
        return next((row.process_id for row in rows if str(row.sop_id) == rest), None)
