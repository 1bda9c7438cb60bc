"""Half-typed text, saved by a thread of its own that nothing on the screen can hold up."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue

from bef_tui.data import plain
from bef_tui.data.trouble import StoreError
from bef_tui.data.writing import Writer, stored_instant
from bef_tui.framework.errors import RuleBroken

QUIET_SECONDS = 0.3
LONGEST_SECONDS = 0.4
RETRY_SECONDS = 1.0
_NEVER = object()


class DraftSaver:
    """Keeps what is being typed: ``put`` on every key, saved 0.3 s after the last one.

    Whoever types on and on is saved every ``LONGEST_SECONDS`` all the same. ``put``, ``clear`` and ``flush`` take no
    lock, so a signal handler may call them. A file that is busy or full is
    tried again until it takes the text; ``trouble`` says what stands in the way meanwhile.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime],
        *,
        quiet: float = QUIET_SECONDS,
        retry: float = RETRY_SECONDS,
    ) -> None:
        self._path = path
        self._clock = clock
        self._quiet = quiet
        self._retry = retry
        self._texts: dict[str, str | None] = {}
        self._saved: dict[str, str | object | None] = {}
        # Each entry wakes the thread: None for a key, a queue for somebody who waits, False to stop.
        self._calls: SimpleQueue[SimpleQueue[bool] | bool | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
        self.trouble: StoreError | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def put(self, key: str, text: str) -> None:
        """Remember what stands in a field now. Costs a microsecond."""
        self._texts[key] = text
        self._calls.put(None)

    def clear(self, key: str) -> None:
        """Forget a draft: it was saved, or is no longer wanted."""
        self._texts[key] = None
        self._calls.put(None)

    def load(self, key: str) -> str | None:
        """The draft under this key, also one from before a crash; None when there is none."""
        with suppress(KeyError):
            return self._texts[key]
        with suppress(sqlite3.Error):
            connection = plain.connect(self._path)
            try:
                return plain.draft(connection, key)
            finally:
                connection.close()
        return None

    def flush(self, seconds: float = 1.5) -> bool:
        """Save everything now; False when that did not succeed within ``seconds``."""
        if not self._thread.is_alive():
            return not self._pending()
        answer: SimpleQueue[bool] = SimpleQueue()
        self._calls.put(answer)
        try:
            return answer.get(timeout=seconds)
        except Empty:
            return False

    def stop(self, seconds: float = 1.5) -> bool:
        """Save everything and end the thread; False when something could not be saved."""
        saved = self.flush(seconds)
        self._calls.put(False)
        self._thread.join(seconds)
        return saved

    def _work(self) -> None:
        writer: Writer | None = None
        connection: sqlite3.Connection | None = None
        while True:
            call, waiting = self._next_call()
            try:
                if self._pending():
                    if writer is None or connection is None:
                        connection = plain.connect(self._path, read_only=False, busy_seconds=self._retry)
                        writer = Writer(self._path, connection, seconds=self._retry)
                    self._save(connection, writer)
                self.trouble = None
            except (RuleBroken, sqlite3.Error) as error:
                self.trouble = self._named(error)
            for answer in waiting:
                answer.put(not self._pending())
            if call is False:
                if writer is not None:
                    writer.close()
                return

    def _next_call(self) -> tuple[bool | None, list[SimpleQueue[bool]]]:
        """Wait until the keys have been quiet, somebody asks, or the end has come."""
        retry = self._retry if self._pending() and self.trouble else None
        end: float | None = None
        last: float | None = None
        while True:
            pause = retry if end is None else max(0.0, end - time.monotonic())
            try:
                call = self._calls.get(timeout=pause)
            except Empty:
                return None, []
            if isinstance(call, SimpleQueue):
                return None, [call]
            if call is False:
                return False, []
            now = time.monotonic()
            last = last or now + LONGEST_SECONDS
            end = min(now + self._quiet, last)

    def _pending(self) -> dict[str, str | None]:
        """What was typed and is not in the file. The typing side only adds, the saving side only reads."""
        return {key: text for key, text in self._texts.copy().items() if self._saved.get(key, _NEVER) != text}

    def _save(self, connection: sqlite3.Connection, writer: Writer) -> None:
        texts = self._pending()
        at = stored_instant(self._clock())
        with writer.transaction():
            for key, text in texts.items():
                # A text that no file can hold (a NUL, half a character) must not keep the others from being saved.
                with suppress(sqlite3.IntegrityError, UnicodeEncodeError):
                    if text is None:
                        connection.execute("DELETE FROM draft WHERE key = ?", (key,))
                    else:
                        row = (key, text, at)
                        connection.execute(
                            "INSERT OR REPLACE INTO draft (key, text, at) VALUES (?, ?, ?)", row
                        )
        self._saved.update(texts)

    def _named(self, error: Exception) -> StoreError:
        if isinstance(error, StoreError):
            return error
        if isinstance(error, sqlite3.Error):
            return StoreError.from_sqlite(error, self._path)
        return StoreError(str(error))
