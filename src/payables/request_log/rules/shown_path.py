"""A request's path as the log shows it: fixed parts of paths and ids."""

from payables.request_log.rules.allow_list import OUR_ID


def shown_path(path: str, segments: frozenset[str]) -> str:
    """What is neither is a text that somebody put there: only its length is shown."""
    return "/".join(part if part in segments or OUR_ID.fullmatch(part) else _hidden(part) for part in path.split("/"))


def _hidden(part: str) -> str:
    return f"({len(part)} characters)" if part else ""
