"""The kinds of columns that all stages share."""

from typing import Any, TypeVar

from sqlalchemy import text
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

T = TypeVar("T")

# An index of imports alone, so that it never stands in for the index of days that most questions need.
IMPORTED = text("source IS NOT NULL")


def key() -> Any:
    """The id of a record, given by the database."""
    return Field(default=None, primary_key=True)


def word(default: Any = ..., *, index: bool = False) -> Any:
    """A column that holds one word of a closed vocabulary (a ``Literal``); the schema checks it."""
    if default is ...:
        return Field(sa_type=AutoString, index=index)
    return Field(default=default, sa_type=AutoString, index=index)


def link(table: str, *, optional: bool = True, on_delete: Any = "SET NULL", index: bool = True) -> Any:
    """A reference to a record of another table.

    What cannot exist without the other record is deleted with it (``CASCADE``); all else lets go of it.
    """
    if optional:
        return Field(default=None, foreign_key=f"{table}.id", ondelete=on_delete, index=index)
    return Field(foreign_key=f"{table}.id", ondelete=on_delete, index=index)


# Pydantic builds what checks and writes a model when it is first wanted: for most tables that is never, as SQLAlchemy
# reads and writes them. 15 ms and 1 MiB of the start.
SQLModel.model_config["defer_build"] = True


class Imported(SQLModel):
    """What an imported record carries: where it came from and its id there; both empty for one made here."""

    source: str | None = None
    source_id: str | None = None
