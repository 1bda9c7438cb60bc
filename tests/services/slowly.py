"""The facts counted slowly and obviously, row by row in Python: what the gathered ones must be equal to."""

import sqlite3
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bef_tui.framework.weeks import Now

Record = dict[str, Any]


class Slowly:
    """All rows of a file as dictionaries, and what they come to."""

    def __init__(self, path: Path, now: Now) -> None:
        self.now = now
        self.connection = sqlite3.connect(path)
        self.connection.row_factory = sqlite3.Row
        self.closed = self._closed()
        self.window = self.closed[-4:]

    def all(self, table: str) -> list[Record]:
        """Every row of a table."""
        return [dict(row) for row in self.connection.execute(f"SELECT * FROM {table} ORDER BY id")]

    def one(self, table: str, record_id: int | None) -> Record | None:
        """The row with this id."""
        return next((row for row in self.all(table) if row["id"] == record_id), None)

    def _closed(self) -> list[str]:
        """Week after week from the first day of use to the one before this; this one too once it is reviewed."""
        day = date.fromisoformat(self.all("company")[0]["started_on"])
        weeks: list[str] = []
        while (week := self.now.week_of(day)) < self.now.week:
            weeks += [week] if week not in weeks else []
            day += timedelta(days=1)
        if any(row["week"] == self.now.week and row["state"] == "closed" for row in self.all("review")):
            weeks.append(self.now.week)
        return weeks[-9:]

    def week(self, day: str | None) -> str:
        """The week of a stored day; nothing for none."""
        return "" if day is None else self.now.week_of(date.fromisoformat(day))

    def late_by(self, day: str) -> int:
        """How many days ago a stored day was."""
        return (self.now.today - date.fromisoformat(day)).days

    # People

    def contacts(self) -> tuple[int, int, int]:
        """Open contacts that are in touch, all open ones, and those with a next touch."""
        found = [row for row in self.all("contact") if row["status"] == "open"]
        k = with_next = 0
        for contact in found:
            planned = [
                row
                for row in self.all("follow_up")
                if row["contact_id"] == contact["id"] and row["state"] == "open"
            ]
            touched = [
                row["on"]
                for row in self.all("touch")
                if row["contact_id"] == contact["id"] and row["source"] is None
            ]
            with_next += bool(planned)
            k += bool(planned and touched and self.late_by(max(touched)) <= contact["longest_days"])
        return k, len(found), with_next

    def follow_ups(self) -> tuple[int, int, int]:
        """Kept by the day first promised, all that count, and those of a burst that do not."""
        touches = {row["id"]: row for row in self.all("touch")}
        minutes = Counter(row["at"][:16] for row in touches.values())
        k = n = ignored = 0
        counted: set[int] = set()
        for row in sorted(self.all("follow_up"), key=lambda row: row["first_due"], reverse=True):
            if self.week(row["first_due"]) not in self.window:
                continue
            if row["state"] == "dropped" and row["done_on"] < row["first_due"]:
                continue
            touch = touches.get(row["touch_id"])
            if touch is not None and minutes[touch["at"][:16]] > 10:
                if row["contact_id"] in counted:
                    ignored += 1
                    continue
                counted.add(row["contact_id"])
            n += 1
            k += row["state"] == "done" and row["done_on"] <= row["first_due"]
        return k, n, ignored

    def replies(self) -> tuple[int, int]:
        """Enquiries answered inside the promised time, and all whose time is over or that were answered."""
        k = n = 0
        for row in self.all("touch"):
            if row["direction"] == "in" and row["reply_due"] and self.week(row["on"]) in self.window:
                due = datetime.fromisoformat(row["reply_due"] + "+00:00")
                if row["replied_at"] or due < self.now.at:
                    n += 1
                    k += bool(row["replied_at"]) and row["replied_at"] <= row["reply_due"]
        return k, n

    # Work

    def _open_work(self) -> list[tuple[int | None, str | None, str]]:
        """Owner, date and kind of open goals, plans, milestones and promises."""
        found = []
        for row in self.all("goal"):
            if row["status"] == "active":
                found.append((row["owner_id"], row["due"], "goal"))
        for row in self.all("action_plan"):
            if row["status"] == "active":
                found.append((row["owner_id"], row["deadline"], "plan"))
        for row in self.all("milestone"):
            plan = self.one("action_plan", row["plan_id"])
            if plan and plan["status"] == "active" and row["done_on"] is None:
                found.append((row["owner_id"] or plan["owner_id"], row["due"], "milestone"))
        for row in self.all("commitment"):
            if row["week"] >= self.now.week and row["state"] in ("draft", "open"):
                found.append((row["owner_id"], row["due"], row["state"]))
        return found

    def owned(self) -> tuple[int, int]:
        """Open work with an owner and a date; the actions of decided issues too."""
        found = self._open_work()
        for row in self.all("issue"):
            action = self.one("task", row["action_id"])
            if row["status"] == "decided" and action and action["status"] == "open":
                found.append((action["owner_id"], action["due"], "task"))
        return sum(bool(owner and due) for owner, due, _ in found), len(found)

    def timely(self) -> tuple[int, int]:
        """Dated open work not overdue by more than seven days; an imported task only when it is."""
        dates = [due for _, due, kind in self._open_work() if due and kind != "draft"]
        for row in self.all("task"):
            is_late = row["due"] is not None and self.late_by(row["due"]) > 7
            if row["status"] == "open" and row["due"] and (row["source"] is None or is_late):
                dates.append(row["due"])
        return sum(self.late_by(due) <= 7 for due in dates), len(dates)

    def actions(self) -> tuple[int, int]:
        """Issue actions of the window done by their date; one dropped before it is left out."""
        k = n = 0
        issues = {row["action_id"]: row for row in self.all("issue")}
        for row in self.all("task"):
            if row["id"] not in issues or row["source"] or self.week(row["due"]) not in self.window:
                continue
            if row["status"] == "dropped":
                n += issues[row["id"]]["status"] == "decided" and (row["dropped_on"] or "") >= row["due"]
                continue
            n += 1
            k += row["done_on"] is not None and row["done_on"] <= row["due"]
        return k, n

    def weeks(self) -> dict[str, tuple[int, int]]:
        """What was done in each week, and how much of it nobody had planned."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in self.all("task"):
            if row["done_on"] and row["source"] is None:
                bare = not (row["plan_id"] or row["milestone_id"] or row["goal_id"])
                found[self.week(row["done_on"])][0] += 1
                found[self.week(row["done_on"])][1] += bare
        for row in self.all("commitment"):
            if row["state"] == "kept" and row["replaces_id"] is None:
                found[row["week"]][0] += 1
                found[row["week"]][1] += row["frozen_at"] is None
        return {week: (a, b) for week, (a, b) in found.items() if week in (*self.closed, self.now.week)}

    # Systems

    def runs(self) -> tuple[int, int, int]:
        """Runs of the window finished in time, all due ones with the weeks nobody ran an SOP, and rubber stamps."""
        k = n = stamped = 0
        due_weeks: dict[int, set[str]] = defaultdict(set)
        for row in self.all("workflow_run"):
            if self.week(row["due"]) in self.window:
                n += 1
                due_weeks[row["sop_id"]].add(self.week(row["due"]))
                in_time = row["status"] == "done" and row["finished_on"] <= row["due"]
                k += bool(in_time and not row["rubber_stamp"])
                stamped += row["rubber_stamp"]
        for sop in self.all("sop"):
            if sop["status"] == "active" and self.late_by(sop["active_since"]) >= 14:
                waited_for = [
                    row
                    for row in self.all("workflow_run")
                    if row["sop_id"] == sop["id"]
                    and row["due"]
                    and not row["rubber_stamp"]
                    and 0 <= self.late_by(row["due"]) <= 14
                ]
                if not waited_for:
                    in_use = [w for w in self.window if self.now.ends(w).isoformat() >= sop["active_since"]]
                    n += len([week for week in in_use if week not in due_weeks[sop["id"]]])
        return k, n, stamped

    def steps(self) -> tuple[int, int]:
        """Steps of the runs that count, and those done or skipped with a reason."""
        found: list[Record] = []
        for run in self.all("workflow_run"):
            in_time = run["status"] == "done" and run["due"] and run["finished_on"] <= run["due"]
            if in_time and not run["rubber_stamp"] and self.week(run["due"]) in self.window:
                found += [step for step in self.all("run_step") if step["run_id"] == run["id"]]
        done = [s for s in found if s["state"] == "done" or (s["state"] == "skipped" and s["reason"])]
        return len(found), len(done)

    def repeats(self) -> set[str]:
        """Titles done three times in eight weeks."""
        done = Counter(
            row["title_key"]
            for row in self.all("task")
            if row["done_on"] and self.late_by(row["done_on"]) <= 56
        )
        return {title for title, times in done.items() if times >= 3}
