"""The floor: an empty Textual app, the least that any Textual program costs. Keys change one line."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Floor(App[None]):
    """Shows a number and counts keys."""

    count = 0

    def compose(self) -> ComposeResult:
        """Show one line."""
        yield Static("floor 0 /25")

    def on_key(self, event: Key) -> None:
        """Count a key."""
        self.count += 1
        self.query_one(Static).update(f"floor {self.count} /25")


if __name__ == "__main__":
    Floor().run()
