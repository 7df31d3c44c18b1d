"""Where an exception happened, without what it says: messages quote values that belong to somebody."""

import re
from types import TracebackType

_PLACE = re.compile(r"caused by|\w{1,80}|[\w.<> -]{1,80}:\d{1,6} [\w<>]{1,80}")


def places(error: BaseException) -> list[str]:
    """Type and frames of the exception and of what caused it, innermost last: `ValueError`, `edge.py:120 _work`."""
    found = [type(error).__name__, *_frames(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    return [*found, "caused by", *places(cause)] if cause else found


def is_place(text: str) -> bool:
    """Whether a text from elsewhere is one that `places` gives, and no other words."""
    return _PLACE.fullmatch(text) is not None


def _frames(trace: TracebackType | None) -> list[str]:
    frames: list[str] = []
    while trace:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-12:]
