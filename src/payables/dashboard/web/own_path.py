"""Where to go after signing in: a page of ours, whatever the address says."""

import re

LONGEST = 2000
_PRINTED = re.compile(r"[!-~]+")  # no blank either, which no address has


def own_path(wanted: str | None) -> str:
    """`wanted` if it is a path of this site, else `/`. Browsers read `\\` like `/`, and `//host` as another site."""
    if not wanted or len(wanted) > LONGEST or not _PRINTED.fullmatch(wanted):
        return "/"
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return "/"
    return wanted
