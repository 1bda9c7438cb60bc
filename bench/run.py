"""Measures bef side by side with the floor, in one run, and prints a table: ``./bef bench``.

The floor is an empty Textual app (``floor.py``) for what is on the screen, and ``python -c pass`` for the command
line; rounds alternate between the two. Sizes are multiples of ten years of records (``fill.py``).
"""

import argparse
import compileall
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bench.fill import fill
from bench.procedures import REOPEN, fill_procedures
from bench.screen import Answer, Screen

TOP = Path(__file__).parents[1]
START = 'import sys; sys.argv[0] = "bef"\nfrom bef_tui.__main__ import main\nsys.exit(main())'
BEF = [sys.executable, "-P", "-c", START]
FLOOR = [sys.executable, "-P", str(TOP / "bench" / "floor.py")]
PASS = [sys.executable, "-c", "pass"]
MARKER = b"/25"
PROMISES = 4  # what stands above the tasks


class Bench:
    """One run: the files it measures on, how often, and the table it prints."""

    def __init__(
        self, folder: Path, factors: list[int], rounds: int, idle: float, *, with_procedures: bool
    ) -> None:
        self.factors, self.rounds, self.idle = factors, rounds, idle
        self.with_procedures = with_procedures
        self.folder = folder
        self._lines: list[tuple[str, str, str, str, str]] = []

    def prepare(self) -> None:
        """Make the files, and compile what was edited since the last start: nobody starts it from source twice."""
        compileall.compile_dir(TOP / "bef_tui", quiet=1)
        for factor in self.factors:
            home = self.home(factor)
            if not (home / "bef.db").exists():
                home.mkdir(parents=True, exist_ok=True)
                tell(f"making {factor}× ten years of records")
                fill(home / "bef.db", factor, date.today())
                self.process([*BEF, "tick"], factor)  # the runs of today are due, as on any other day

    def home(self, factor: int) -> Path:
        """The BEF_HOME of a size."""
        return self.folder / f"x{factor}"

    def environment(self, factor: int) -> dict[str, str]:
        """What bef is started with."""
        return {
            "BEF_HOME": str(self.home(factor)),
            "PYTHONPATH": str(TOP),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }

    def run(self) -> None:
        """Measure everything, smallest size first."""
        one, most = self.factors[0], self.factors[-1]
        self.starts(one, most)
        self.keys(one, most)
        self.idling(one)
        self.status(one)
        self.judging()
        if self.with_procedures:
            self.procedures()

    # What is measured

    def starts(self, one: int, most: int) -> None:
        """First paint of the floor, and of Home: kept, live, and live at the largest size."""
        tell("starts")
        floor: list[Answer] = []
        kept: list[Answer] = []
        live: list[Answer] = []
        large: list[Answer] = []
        for turn in range(self.rounds + 1):
            found = [self.start(FLOOR, one)]
            self.keep(one)
            found.append(self.start(BEF, one))
            self.forget(one)
            found.append(self.start(BEF, one))
            self.forget(most)
            found.append(self.start(BEF, most))
            if turn:  # the first round fills the caches
                for series, answer in zip((floor, kept, live, large), found, strict=True):
                    series.append(answer)
        base = milli(answer.first for answer in floor)
        self.row("first paint: Home, kept", milli(a.first for a in kept), base, 1.5)
        self.row("first paint: Home, live", milli(a.first for a in live), base, 3.2)
        at_one = milli(a.first for a in live)
        self.row(
            f"first paint: Home, live, {most}× the records",
            milli(a.first for a in large),
            at_one,
            1.15,
            f"{one}×",
        )
        self.count("bytes of the first paint", max(a.bytes for a in live), 25_000)

    def keys(self, one: int, most: int) -> None:
        """Moving in a list and completing a task, in turn with a key of the floor, at the smallest and largest size."""
        tell("keys")
        sizes = dict.fromkeys((one, most))
        for factor in sizes:
            self.keep(factor)
        with ExitStack() as open_screens:
            floor = open_screens.enter_context(Screen(FLOOR, self.environment(one)))
            floor.started(MARKER)
            screens = [open_screens.enter_context(Screen(BEF, self.environment(factor))) for factor in sizes]
            for screen in screens:
                screen.started(MARKER, quiet=2)
                screen.press(b"4", quiet=1)
            base, moves, *others = in_turn((floor, *screens), [*[b"j"] * 30, *[b"k"] * 30])
            for screen in screens:
                for _ in range(PROMISES + 1):
                    screen.press(b"j")
            again, done, *others_done = in_turn((floor, *screens), [b" "] * 30, quiet=0.25)
            peak = screens[0].peak()
        low = milli(a.first for a in base)
        self.row("key to paint: move, p50", milli(a.first for a in moves), low, 2)
        self.row("key to paint: move, p95", 1000 * high(moves), 1000 * high(base), 4)
        self.row(
            "key to paint: complete a task", milli(a.last for a in done), milli(a.first for a in again), 12
        )
        for larger, larger_done in zip(others, others_done, strict=True):
            self.row(f"move, p50, {most}× the records", milli(a.first for a in larger), low, 2)
            slow = milli(a.last for a in larger_done)
            self.row(f"complete a task, {most}× the records", slow, milli(a.first for a in again), 12)
        self.count("bytes: move", median(a.bytes for a in moves), 600, median(a.bytes for a in base))
        self.count("bytes: complete a task", median(a.bytes for a in done), 2500)
        self.count("memory, peak, MiB", round(peak), 90)

    def idling(self, factor: int) -> None:
        """An idle Home: bytes and processor time."""
        tell(f"idle for {self.idle:g} s")
        with Screen(BEF, self.environment(factor)) as screen:
            screen.started(MARKER, quiet=2)
            screen.wait(2)
            before = screen.cpu()
            sent = screen.wait(self.idle)
            used = screen.cpu() - before
        self.count(f"idle {self.idle:g} s: bytes", sent, 0)
        self.count("idle: % of a processor", round(100 * used / self.idle, 3), 0.2)

    def status(self, factor: int) -> None:
        """The prompt's line against a Python that does nothing."""
        tell("bef status")
        self.keep(factor)
        ours, floor = [], []
        for _ in range(10 * self.rounds):
            floor.append(self.process(PASS, factor))
            ours.append(self.process([*BEF, "status"], factor))
        self.row("bef status", milli(ours), milli(floor), 2.5, "python -c pass")

    def judging(self) -> None:
        """Score, gap and diagnosis after a change, at each size."""
        from bench.judging import timed

        for factor in self.factors:
            tell(f"judging at {factor}×")
            took = milli(timed(self.home(factor) / "bef.db"))
            limit = 8 if factor == 1 else 10
            self._lines.append(
                (f"score after a change, {factor}×", f"{took:.1f} ms", "", "", verdict(took, limit, "ms"))
            )

    def procedures(self) -> None:
        """Systems with a thousand SOPs and a hundred thousand runs: opened, moved in, a step ticked."""
        home = self.folder / "procedures"
        if not (home / "bef.db").exists():
            tell("making 1,000 SOPs of 100 steps and 100,000 runs")
            home.mkdir(parents=True, exist_ok=True)
            fill_procedures(home / "bef.db", date.today())
        with closing(sqlite3.connect(home / "bef.db", isolation_level=None)) as connection:
            connection.execute(REOPEN)
        tell("procedures")
        environment = {**self.environment(1), "BEF_HOME": str(home)}
        what = "Systems, 1,000 SOPs, 100,000 runs"
        opened: list[Answer] = []
        base: list[Answer] = []
        for _ in range(3):
            with Screen(FLOOR, environment) as floor:
                base.append(floor.started(MARKER))
            with Screen(BEF, environment) as screen:
                screen.started(MARKER, quiet=2)
                opened.append(screen.press(b"3", quiet=1))
        self.row(f"{what}: open", milli(a.last for a in opened), milli(a.first for a in base), 1.5)
        with Screen(FLOOR, environment) as floor, Screen(BEF, environment) as screen:
            floor.started(MARKER)
            screen.started(MARKER, quiet=2)
            screen.press(b"3", quiet=1)
            still, moves = in_turn((floor, screen), [*[b"j"] * 30, *[b"k"] * 30])
            for key in (b"\t", b"\r"):  # to the runs, and into the first that goes on
                screen.press(key, quiet=0.6)
            again, ticks = in_turn((floor, screen), [b" "] * 30, quiet=0.25)
        low = milli(a.first for a in still)
        self.row(f"{what}: move, p50", milli(a.first for a in moves), low, 2)
        self.row(f"{what}: tick a step", milli(a.last for a in ticks), milli(a.first for a in again), 12)

    # How

    def start(self, command: list[str], factor: int) -> Answer:
        """One start, to the settled screen."""
        with Screen(command, self.environment(factor)) as screen:
            return screen.started(MARKER)

    def keep(self, factor: int) -> None:
        """Have the judgement of now kept in the file."""
        self.process([*BEF, "status"], factor)

    def forget(self, factor: int) -> None:
        """Take the kept judgement out of the file, so that the next start has to judge."""
        with closing(sqlite3.connect(self.home(factor) / "bef.db", isolation_level=None)) as connection:
            connection.execute("DELETE FROM judgement")

    def process(self, command: list[str], factor: int) -> float:
        """Seconds of a whole process."""
        begun = perf_counter()
        subprocess.run(
            command, env={**os.environ, **self.environment(factor)}, stdout=subprocess.DEVNULL, check=True
        )
        return perf_counter() - begun

    # The table

    def row(self, what: str, ours: float, base: float, limit: float, floor: str = "floor") -> None:
        """A line for milliseconds against another measurement."""
        ratio = ours / base
        self._lines.append(
            (what, f"{ours:.1f} ms", f"{base:.1f} ms", f"{ratio:.2f} × {floor}", verdict(ratio, limit, "×"))
        )

    def count(self, what: str, ours: float, limit: float, base: float | None = None) -> None:
        """A line for a number with a limit of its own."""
        self._lines.append(
            (what, f"{ours:,g}", "" if base is None else f"{base:,g}", "", verdict(ours, limit, ""))
        )

    def table(self) -> str:
        """All lines as a Markdown table."""
        lines = [
            ("what", "bef", "floor", "ratio", "to reach"),
            ("---", "--:", "--:", "--:", "---"),
            *self._lines,
        ]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{table}\n\n{self.circumstances()}"

    def circumstances(self) -> str:
        """When, with what, and on what it was measured."""
        versions = ", ".join(f"{name} {version(name)}" for name in ("textual", "sqlmodel", "sqlalchemy"))
        python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
        return (
            f"{date.today()}, {python}, {versions}, {os.cpu_count()} processors; medians of {self.rounds} starts,"
            f" 57 keys, {10 * self.rounds} processes; 1× is ten years of records (10,000 tasks)."
        )


def in_turn(screens: Sequence[Screen], keys: Iterable[bytes], quiet: float = 0.06) -> list[list[Answer]]:
    """Press each key on one screen after the other; the first few warm up and do not count."""
    rounds = [[screen.press(key, quiet) for screen in screens] for key in keys]
    return [list(answers) for answers in zip(*rounds[3:], strict=True)]


def milli(seconds: Iterable[float]) -> float:
    """The median, in milliseconds."""
    return 1000 * median(seconds)


def high(answers: Iterable[Answer]) -> float:
    """The 95th percentile, in seconds."""
    return quantiles((answer.first for answer in answers), n=20)[-1]


def verdict(value: float, limit: float, unit: str) -> str:
    """The limit, and whether it is kept."""
    return f"≤ {limit:,g} {unit}".rstrip() + (" ✓" if value <= limit else " ✗")


def tell(text: str) -> None:
    """Say on standard error what is being done."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def main() -> int:
    """Run the bench as the command line asks."""
    parser = argparse.ArgumentParser(prog="./bef bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds, 1× and 10×, no procedures")
    parser.add_argument("--factors", help="sizes in multiples of ten years of records (default 1,10,100)")
    parser.add_argument("--rounds", type=int, help="starts of each kind (default 9)")
    parser.add_argument("--idle", type=float, help="idle seconds (default 60)")
    parser.add_argument("--folder", type=Path, help="keep the files here for the next run")
    asked = parser.parse_args()
    factors = [int(word) for word in (asked.factors or ("1,10" if asked.quick else "1,10,100")).split(",")]
    rounds = asked.rounds or (3 if asked.quick else 9)
    idle = asked.idle or (10 if asked.quick else 60)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        bench = Bench(folder, factors, rounds, idle, with_procedures=not asked.quick)
        bench.prepare()
        try:
            bench.run()
        finally:
            print(bench.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
