"""The one error whose text is meant for the user."""


class RuleBroken(Exception):  # noqa: N818 — it is the rule that is broken, not the program
    """A rule of the framework refuses a deed; ``str(error)`` is one line for the user.

    ``field`` names the form field that is at fault, if one is.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
