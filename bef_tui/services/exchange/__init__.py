"""Import: what other tools know becomes records, in one transaction; done twice, it changes nothing."""

from bef_tui.services.exchange.outcome import Outcome
from bef_tui.services.exchange.sops import import_sops
from bef_tui.services.exchange.tasks import import_tasks

__all__ = ["Outcome", "import_sops", "import_tasks"]
