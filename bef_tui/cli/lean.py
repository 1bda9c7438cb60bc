"""What the app does without. Called before Textual and SQLModel are imported; each saving was measured."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec


def leave_out() -> None:
    """Keep from being loaded what the app never uses.

    OpenSSL, through ``ssl`` and ``_hashlib``: asyncio and SQLAlchemy load it for encrypted connections and checksums,
    but there is no network here, and Python has checksums of its own (unless it was built without, as some are).
    5 MiB, and 5 ms of the first paint. Pydantic's plugins: it looks for some in every package that is installed.
    """
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]
    if find_spec("_md5") and find_spec("_sha1"):
        sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
