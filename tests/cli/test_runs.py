"""Runs of SOPs from the command line."""

import json
from pathlib import Path

import pytest
from sqlmodel import Session

from bef_tui.data.systems import WorkflowRun
from bef_tui.services import people, systems
from tests.cli.conftest import NOW, Bef, opened


def _due_for(session: Session, subject: str) -> None:
    session.add(
        WorkflowRun(sop_id=1, revision=1, subject=subject, occurrence=subject, due=NOW.today, status="due")
    )


class TestRunning:
    def test_from_start_to_finish(self, bef: Bef, refunds: Path) -> None:
        with opened(refunds) as store:
            store.write(people.add_contact, now=NOW, name="Ada Lovelace")
        said = bef("run", "start", "refunds", "--contact", "ada", "--due", "fri").out.splitlines()
        assert said[0] == "Run 1: Refunds · Ada Lovelace · running · 0 of 4 steps · revision 1 · due tomorrow"
        assert said[3] == "3  [ ]  \N{NO-BREAK SPACE}\N{NO-BREAK SPACE}By card"
        said = bef("run", "tick-step", "1", "--note", "https://bank.example/88").out.splitlines()
        assert said == ["1  [x]  Find the invoice  https://bank.example/88", "Next: 2 Pay it back"]
        assert bef("run", "note", "lovelace", "1", "receipts/88.pdf").code == 0
        assert bef("run", "pause", "refunds").out.startswith("Run 1: Refunds · Ada Lovelace · paused")
        assert bef("run", "tick-step", "refunds", "pay").code == 0
        refused = bef("run", "finish", "1")
        assert (refused.code, refused.err) == (
            1,
            "bef: Steps 3, 4 are neither ticked nor skipped: --leave-open finishes anyway.\n",
        )
        assert bef("run", "skip-step", "1", "4", "--why", " ").code == 1
        assert bef("run", "skip-step", "1", "4", "--why", "he knows").code == 0
        assert "All steps are settled" in bef("run", "tick-step", "1").out
        assert bef("run", "tick-step", "1").err == "bef: No step of this run is open.\n"
        assert "rubber stamp" in bef("run", "finish", "1").out
        told = json.loads(bef("run", "show", "1", "--json").out)
        assert told["about"] == ["contact", 1]
        assert [step["state"] for step in told["steps"]] == ["done", "done", "done", "skipped"]
        assert told["steps"][0]["note"] == "https://bank.example/88\nreceipts/88.pdf"
        assert bef("run", "tick-step", "1", "1").code == 1

    def test_a_due_run_is_the_one_that_is_started(self, bef: Bef, refunds: Path) -> None:
        bef("sop", "activate", "refunds", "--rhythm", "weekly")
        assert json.loads(bef("run", "list", "--json").out)[0]["status"] == "due"
        assert json.loads(bef("run", "start", "refunds", "--for", "week", "--json").out)["id"] == 1
        assert json.loads(bef("run", "start", "refunds", "--json").out)["id"] == 2
        assert [row["subject"] for row in json.loads(bef("run", "list", "--json").out)] == ["week", ""]
        assert "fits 2: 1 “Refunds week”, 2 “Refunds”" in bef("run", "show", "ref").err
        assert bef("run", "show", "refunds week").out.startswith("Run 1:")
        assert bef("run", "show", "refunds").out.startswith("Run 2:")

    def test_a_due_run_for_somebody_else_is_left_to_him(self, bef: Bef, refunds: Path) -> None:
        with opened(refunds) as store:
            store.write(_due_for, "Order 12")
        assert json.loads(bef("run", "start", "refunds", "--for", "Order 13", "--json").out)["id"] == 2
        assert json.loads(bef("run", "start", "refunds", "--json").out)["id"] == 3
        assert json.loads(bef("run", "start", "refunds", "--for", "order 12", "--json").out)["id"] == 1

    def test_what_is_due_is_made_when_runs_are_listed(
        self, bef: Bef, refunds: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bef("sop", "activate", "refunds", "--rhythm", "weekly")
        monkeypatch.setenv("BEF_TODAY", "2026-12-03")
        line = bef("run", "list", "--sop", "refunds").out.splitlines()[1]
        assert line.split() == ["3", "Refunds", "due", "0/4", "Sun,", "2", "missed", "me"]
        with opened(refunds) as store:
            assert store.read(systems.waiting, now=NOW) == 0

    def test_abandoned_and_resumed(self, bef: Bef, refunds: Path) -> None:
        bef("run", "start", "refunds", "--new")
        bef("run", "pause", "1")
        assert "running" in bef("run", "resume", "1").out
        assert bef("run", "abandon", "1").code == 2
        assert "abandoned · he paid twice" in bef("run", "abandon", "1", "--why", "he paid twice").out
        assert bef("run", "resume", "1").code == 1
        assert bef("run", "list", "--done", "0").out == "No run goes on: bef run start SOP begins one.\n"

    def test_a_run_can_be_left_open_knowingly(self, bef: Bef, refunds: Path) -> None:
        bef("run", "start", "refunds")
        assert "done" in bef("run", "finish", "1", "--leave-open").out

    def test_it_keeps_its_revision(self, bef: Bef, refunds: Path) -> None:
        bef("run", "start", "refunds")
        with opened(refunds) as store:
            store.write(systems.save_revision, 1, "1. All new\n", now=NOW)
        told = json.loads(bef("run", "show", "1", "--json").out)
        assert (told["revision"], told["newest"], len(told["steps"])) == (1, 2, 4)
