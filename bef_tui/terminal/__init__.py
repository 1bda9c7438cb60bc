"""The terminal that may go away: starts only where bef can be shown, and always gives the terminal back.

``refusal`` is asked before anything is drawn; ``run`` runs an app until it is quit or its line drops, and returns the
exit status; ``leave`` ends the process at once. Whatever bef needs of Textual's private parts is in this room.
"""

from bef_tui.terminal.fitness import editor_environment, refusal, speaks_utf8
from bef_tui.terminal.running import leave, run

__all__ = ["editor_environment", "leave", "refusal", "run", "speaks_utf8"]
