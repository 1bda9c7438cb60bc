"""Import: what other tools know becomes records, in one transaction; done twice, it changes nothing. And back out."""

from bef_tui.services.exchange.contacts import import_contacts
from bef_tui.services.exchange.deals import import_deals
from bef_tui.services.exchange.outcome import Outcome
from bef_tui.services.exchange.people_tables import contacts_table, deals_table
from bef_tui.services.exchange.sops import SopFile, import_sops, sop_files
from bef_tui.services.exchange.tasks import import_tasks

__all__ = [
    "Outcome",
    "SopFile",
    "contacts_table",
    "deals_table",
    "import_contacts",
    "import_deals",
    "import_sops",
    "import_tasks",
    "sop_files",
]
