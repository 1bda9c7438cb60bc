"""How repeated work is recognised by its title."""

from functools import lru_cache


@lru_cache(4096)  # the titles of all SOPs are asked for at each judgement
def title_key(title: str) -> str:
    """The form of a title that repeated work shares: lower case, no digits, single spaces, 200 characters at most."""
    return " ".join("".join(" " if c.isdigit() else c for c in title[:400].casefold()).split())[:200]
