"""The company, who works in it, what the founder says of himself, and the first-run set-up."""

from bef_tui.services.company.business import (
    COMPANY_ID,
    Calendar,
    CompanyCard,
    begin,
    calendar,
    card,
    edit_company,
    first_run,
    prepare,
)
from bef_tui.services.company.persons import (
    Owner,
    add_person,
    naming_owner,
    owners,
    rename_person,
    retire_person,
)
from bef_tui.services.company.ratings import (
    AuditSaid,
    Rating,
    audit_said,
    rate_self,
    self_ratings,
    tick_audit,
    word_audit_item,
)
from bef_tui.services.company.setup import SetUp, first_week, set_up, skip_set_up

__all__ = [
    "COMPANY_ID",
    "AuditSaid",
    "Calendar",
    "CompanyCard",
    "Owner",
    "Rating",
    "SetUp",
    "add_person",
    "audit_said",
    "begin",
    "calendar",
    "card",
    "edit_company",
    "first_run",
    "first_week",
    "naming_owner",
    "owners",
    "prepare",
    "rate_self",
    "rename_person",
    "retire_person",
    "self_ratings",
    "set_up",
    "skip_set_up",
    "tick_audit",
    "word_audit_item",
]
