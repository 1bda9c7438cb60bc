"""Import: what other tools know becomes records, in one transaction; done twice, it changes nothing. And back out."""

from bef_tui.services.exchange.outcome import Outcome
from bef_tui.services.exchange.sops import SopFile, import_sops, sop_files
from bef_tui.services.exchange.tasks import import_tasks

__all__ = ["Outcome", "SopFile", "import_sops", "import_tasks", "sop_files"]
