"""Forms: fields as values, and one renderer for all of them."""

from bef_tui.widgets.form.fields import (
    DONE_QUESTION,
    DUE_QUESTION,
    OWNER_QUESTION,
    ChoiceField,
    DayField,
    Field,
    Filled,
    FlagField,
    LongTextField,
    MoneyField,
    NumberField,
    Option,
    RecordField,
    TextField,
    options_of,
)
from bef_tui.widgets.form.form import Form

__all__ = [
    "DONE_QUESTION",
    "DUE_QUESTION",
    "OWNER_QUESTION",
    "ChoiceField",
    "DayField",
    "Field",
    "Filled",
    "FlagField",
    "Form",
    "LongTextField",
    "MoneyField",
    "NumberField",
    "Option",
    "RecordField",
    "TextField",
    "options_of",
]
