"""What every deed on a record needs: find it, check what was given, change it without overwriting anybody."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlmodel import Session, SQLModel, col, select

from bef_tui.data.planning import Person
from bef_tui.framework.errors import RuleBroken

M = TypeVar("M", bound=SQLModel)

Values = Mapping[str, Any]

# A record and its line in the history, which holds it whole, must stay within what one column may hold.
LONGEST_TEXT = 250_000


class Conflict(RuleBroken):
    """Somebody changed the same field since the form was opened; ``field``, ``mine`` and ``theirs`` say what."""

    def __init__(self, field: str, mine: object, theirs: object) -> None:
        super().__init__(
            f"Somebody else changed {spoken(field)} to {_said(theirs)} meanwhile, you have {_said(mine)}.",
            field=field,
        )
        self.mine = mine
        self.theirs = theirs


class Gone(RuleBroken):
    """The record was deleted meanwhile; ``table`` and ``record_id`` say which, so that it can be brought back."""

    def __init__(self, what: str, table: str = "", record_id: int | None = None) -> None:
        back = "; u brings it back." if table and record_id else "."
        super().__init__(f"This {what} was deleted meanwhile{back}")
        self.what = what
        self.table = table
        self.record_id = record_id


def _said(value: object) -> str:
    return "nothing" if value in (None, "") else f"“{value}”"


def spoken(name: str) -> str:
    """A column or table name as a person says it: ``done_when`` → how we will know."""
    return {
        "owner_id": "the owner",
        "due": "the date",
        "deadline": "the deadline",
        "done_when": "how we will know",
        "goal_id": "the goal",
        "kpi_id": "the KPI",
        "plan_id": "the plan",
    }.get(name, name.removesuffix("_id").replace("_", " "))


def found(session: Session, model: type[M], record_id: int | None) -> M:
    """The record with this id; ``Gone`` when there is none."""
    record = session.get(model, record_id) if record_id is not None else None
    if record is None:
        table = str(model.__tablename__)
        raise Gone(spoken(table), table, record_id)
    return record


def checked(base: type[SQLModel], values: Values) -> dict[str, Any]:
    """The values, as the base class of the record understands them; ``RuleBroken`` names the field at fault."""
    for name, value in values.items():
        if isinstance(value, str):
            _refuse_bad_text(name, value)
    try:
        return base.model_validate(dict(values)).model_dump(include=set(values))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        raise RuleBroken(f"{spoken(name).capitalize()}: {_in_words(first)}", field=name or None) from None
    except (OverflowError, UnicodeEncodeError):
        raise RuleBroken("One of the values is out of range or no text.") from None


def _in_words(fault: Any) -> str:
    if fault["type"] == "missing":
        return "this is needed."
    return f"{str(fault['msg']).removeprefix('Value error, ').rstrip('.')}."


def _refuse_bad_text(name: str, value: str) -> None:
    if "\x00" in value:
        raise RuleBroken(
            f"{spoken(name).capitalize()} holds a NUL character, which cannot be stored.", field=name
        )
    if len(value) > LONGEST_TEXT:
        raise RuleBroken(
            f"{spoken(name).capitalize()} is longer than {LONGEST_TEXT:,} characters.", field=name
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RuleBroken(
            f"{spoken(name).capitalize()} holds half a character (a lone surrogate).", field=name
        ) from None


def changed(
    session: Session, record: M, base: type[SQLModel], changes: Values, opened: Values | None = None
) -> M:
    """Apply the changes of a form to a record.

    ``opened`` holds the values the form was opened with: where the record holds another value by now and the form
    changes it too, ``Conflict`` is raised; what only the other side changed stays.
    """
    clean = checked(base, {**record.model_dump(include=set(base.model_fields)), **changes})
    for name in changes:
        now_there = getattr(record, name)
        if opened is not None and name in opened and now_there not in (opened[name], clean[name]):
            raise Conflict(name, clean[name], now_there)
        if now_there != clean[name]:
            setattr(record, name, clean[name])
    session.add(record)
    return record


def founder_id(session: Session) -> int:
    """The founder, who owns what nobody else owns; made when the file has none yet."""
    known = session.exec(select(Person.id).where(col(Person.founder)).order_by(col(Person.id))).first()
    if known is None:
        person = Person(name="me", founder=True)
        session.add(person)
        session.flush()
        known = person.id
    assert known is not None
    return known


def saved(session: Session, record: M) -> int:
    """Add a new record and give its id."""
    session.add(record)
    session.flush()
    record_id: int = record.id  # type: ignore[attr-defined]
    return record_id


def require_text(value: str, field: str, message: str) -> None:
    """Refuse an empty text."""
    if not value.strip():
        raise RuleBroken(message, field=field)


THREE_QUESTIONS = {
    "owner": "Who owns this?",
    "when": "By when?",
    "how": "How will we know it is done?",
}


def ask_three_questions(
    owner_id: int | None, when: object, how: str, *, fields: tuple[str, str, str]
) -> None:
    """Refuse work that does not answer the three questions; ``fields`` names the form fields that would."""
    answers = zip(fields, THREE_QUESTIONS.values(), (owner_id, when, how.strip()), strict=True)
    missing = [(field, question) for field, question, answer in answers if not answer]
    if missing:
        questions = " ".join(question for _, question in missing)
        raise RuleBroken(f"Not yet: {questions}", field=missing[0][0])


def columns(*wanted: Any) -> Any:
    """Select just these columns; ``sqlmodel.select`` has no types for more than four."""
    return select(*wanted)
