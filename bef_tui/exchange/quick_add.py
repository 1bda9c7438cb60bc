"""One typed line becomes a task: ``call Ada fri @ada #onboarding !1``."""

import re
from dataclasses import dataclass, field
from datetime import date

from bef_tui.exchange import dates
from bef_tui.exchange.problems import NotUnderstood, quoted, unstorable

_TOKEN = re.compile(r'[A-Za-z]+:"[^"]*"(?!\S)|"[^"]*"(?!\S)|\S+')
_KEYED = re.compile(r"(due|plan|planned|by|project|pro|goal|pri|priority):(.*)", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"@(\w(?:[\w.'’-]*\w)?)")
_TAG = re.compile(r"[#+]([^\W\d_](?:[\w/-]*\w)?)")
_PRIORITY = re.compile(r"!([1-3])")
_PRIORITIES = {"h": 1, "m": 2, "l": 3, "1": 1, "2": 2, "3": 3}
_BEFORE_A_DAY = ("by", "on", "due")


@dataclass(frozen=True)
class QuickTask:
    """What one line says; a title, and whatever else was in it."""

    title: str
    due: date | None = None
    planned: date | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()
    priority: int | None = None
    project: str | None = None
    goal_ref: str | None = None


def parse_quick(text: str, today: date, first_weekday: int = 0) -> QuickTask:
    """The task that a line describes.

    Raises ``NotUnderstood`` for a line without a title, a ``due:`` that is no day, a character that cannot be stored.

    * ``@ada`` owner · ``#tag`` or ``+tag`` · ``!1`` ``!2`` ``!3`` (or ``pri:H``) priority · ``project:name`` ·
      ``goal:name`` · ``due:fri`` (also ``by fri``, anywhere) · ``plan:tomorrow``, the day to do it on.
    * A day at the end of the title is when it is due (``call Ada fri``, ``call Ada on 1 dec``), in the plain ways of
      ``dates.find_last``. When nothing else would be left, it is the title.
    * Of owner, priority, project, goal and each day the first one counts; what comes after stays in the title.
    * A part in double quotes is never interpreted. The quotes stay, unless they enclose the whole title. Values may
      be quoted too: ``project:"Spring launch"``.
    """
    if reason := unstorable(text):
        raise NotUnderstood(reason)
    reader = _Reader(_TOKEN.findall(text), today, first_weekday)
    reader.read()
    reader.take_day_at_the_end()
    title = " ".join(reader.words)
    if len(reader.words) == 1 and _is_quoted(title):
        title = title[1:-1].strip()
    if not title:
        raise NotUnderstood("a task needs a title: write for example “call Ada fri @ada !1”")
    return QuickTask(title=title, tags=tuple(dict.fromkeys(reader.tags)), **reader.taken)  # type: ignore[arg-type]


def _is_quoted(word: str) -> bool:
    return len(word) >= 2 and word[0] == word[-1] == '"'


@dataclass
class _Reader:
    """Goes through the tokens once; what is not interpreted is left in ``words``."""

    tokens: list[str]
    today: date
    first_weekday: int
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    taken: dict[str, date | str | int] = field(default_factory=dict)

    def read(self) -> None:
        """Sort every token: interpreted, or a word of the title."""
        at = 0
        while at < len(self.tokens):
            used = self._keyed(at) or self._by(at) or self._marked(self.tokens[at])
            if not used:
                self.words.append(self.tokens[at])
            at += used or 1

    def take_day_at_the_end(self) -> None:
        """Take the day that ends the title, unless a due day was given or nothing would remain."""
        if "due" in self.taken:
            return
        found = dates.find_last(self.words[-dates.LONGEST :], self.today, self.first_weekday)
        if found is None:
            return
        count, day = found
        rest = self.words[:-count]
        if len(rest) > 1 and rest[-1].lower() in _BEFORE_A_DAY:
            rest.pop()
        if rest:
            self.words, self.taken["due"] = rest, day

    def _keyed(self, at: int) -> int:
        """Tokens used by ``due:fri``, ``project:name`` and the like; 0 when this is none."""
        match = _KEYED.fullmatch(self.tokens[at])
        if match is None:
            return 0
        key, value = match[1].lower(), match[2]
        name = {"by": "due", "plan": "planned", "pro": "project", "goal": "goal_ref", "pri": "priority"}.get(
            key, key
        )
        if name in self.taken:
            return 0
        if name in ("due", "planned"):
            return self._day(name, key, value, at)
        value = value[1:-1].strip() if _is_quoted(value) else value
        if name == "priority":
            number = _PRIORITIES.get(value.lower())
            return self._take(name, number) if number else 0
        return self._take(name, value) if value else 0

    def _day(self, name: str, key: str, value: str, at: int) -> int:
        """Tokens used by a day behind its key, which may be several words: ``due:next fri``, ``due: 1 dec``."""
        if _is_quoted(value):
            self.taken[name] = dates.parse_day(value[1:-1], self.today, self.first_weekday)
            return 1
        ahead = self.tokens[at + 1 : at + 1 + dates.LONGEST]
        words = [value, *ahead] if value else ahead
        found = dates.find_first(words, self.today, self.first_weekday)
        if found is not None:
            self.taken[name] = found[1]
            return found[0] + (not value)
        if not value:
            return 0
        try:
            dates.parse_day(value, self.today, self.first_weekday)
        except NotUnderstood as error:
            raise NotUnderstood(f"{key}: {error}") from None
        raise NotUnderstood(f"{key}: {quoted(value)} is no day: write {dates.EXAMPLES}")

    def _by(self, at: int) -> int:
        """Tokens used by ``by fri``; 0 when what follows is no day."""
        if self.tokens[at].lower() != "by" or "due" in self.taken:
            return 0
        ahead = self.tokens[at + 1 : at + 1 + dates.LONGEST]
        found = dates.find_first(ahead, self.today, self.first_weekday, plain=True)
        return found[0] + self._take("due", found[1]) if found else 0

    def _marked(self, token: str) -> int:
        """1 when the token is an owner, a tag or a priority, else 0."""
        if tag := _TAG.fullmatch(token):
            self.tags.append(tag[1])
            return 1
        if (owner := _OWNER.fullmatch(token)) and "owner" not in self.taken:
            return self._take("owner", owner[1])
        if (mark := _PRIORITY.fullmatch(token)) and "priority" not in self.taken:
            return self._take("priority", int(mark[1]))
        return 0

    def _take(self, name: str, value: date | str | int) -> int:
        self.taken[name] = value
        return 1
