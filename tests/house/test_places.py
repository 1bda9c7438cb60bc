"""Every screen knows its own key: the stage bar lights it, and an issue raised there says where."""

from importlib import import_module

import pytest

from bef_tui.framework.stages import PLACES
from bef_tui.screens import places


@pytest.mark.parametrize("mode", places.SCREENS)
def test_the_key_of_a_screen_is_the_one_that_leads_there(mode: str) -> None:
    module, name = places.SCREENS[mode]
    key = getattr(import_module(module), name).KEY
    assert [place.name.lower() for place in PLACES if place.key == key] == [mode]
