"""A small app for test_dying: keeps what is typed in a file when it ends. Run as a program, never imported."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bef_tui import terminal


def main() -> int:
    """Refuse or run; with the keys f2 (fail), f3 (block the loop), f4 (run a child), f5 (draw without end)."""
    refusal = terminal.refusal()
    if refusal:
        print(f"bef: {refusal}", file=sys.stderr)
        return 2
    from textual.app import App, ComposeResult
    from textual.widgets import Input, Static

    kept: dict[str, str] = {}

    class Toy(App[None]):
        ENABLE_COMMAND_PALETTE = False

        def compose(self) -> ComposeResult:
            yield Static("● ready ●")
            yield Input()
            yield Static(id="wall")

        def on_mount(self) -> None:
            self.query_one(Input).cursor_blink = False

        def on_input_changed(self, event: Input.Changed) -> None:
            kept["text"] = event.value

        def key_f2(self) -> None:
            raise ValueError("\x1b[2Jwiped")

        def key_f3(self) -> None:
            print("\x1b]stuck", file=sys.__stderr__, flush=True)
            time.sleep(60)

        def key_f4(self) -> None:
            with self.suspend():
                subprocess.run(
                    [sys.executable, "-c", "print('child', flush=True); import time; time.sleep(60)"]
                )

        def key_f5(self) -> None:
            self.set_interval(0.002, self.draw)

        def draw(self) -> None:
            kept["frames"] = kept.get("frames", "") + "."
            sign = chr(ord("a") + len(kept["frames"]) % 26)
            self.query_one("#wall", Static).update(sign * 1600)

    def save() -> None:
        time.sleep(float(os.environ.get("TOY_SAVING_TAKES", "0")))
        Path(os.environ["TOY_KEEPS"]).write_text(kept.get("text", ""), encoding="utf-8")

    return terminal.run(Toy(), save, log=Path(os.environ["TOY_KEEPS"] + ".log"))


if __name__ == "__main__":
    terminal.leave(main())
