"""Logs: JSON lines, or readable ones on a terminal; only fields of the list below, and no words of any document.

A field that is not on the list is dropped, not masked. Exceptions appear as their types and places: their messages
quote values (a vendor's name, an e-mail address) and stay out.
"""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from payables.kit.places import places

FIELDS = frozenset(
    {
        # of every line
        "event", "level", "logger", "timestamp",
        # requests
        "method", "route", "status", "ms", "request_id", "account_id", "error",
        # jobs and readings
        "job", "attempt", "count", "upload_id", "sha256", "lane", "media_type", "bytes", "pages", "waited_ms",
        # learning
        "papers", "field", "outcome",
        # processes
        "readers", "processes", "base_url", "env", "pid", "version", "exit_code", "seconds", "exception", "places",
    }
)  # fmt: skip

Event = MutableMapping[str, Any]


def configure(level: str = "info", stream: TextIO = sys.stderr, *, as_json: bool | None = None) -> None:
    """Our own logs, and those of libraries from warnings on, in one form. `as_json` None: unless it is a terminal.

    Ours do not pass through `logging`: every request writes a line, and the detour costs more than the rest of the edge.
    """
    as_json = not stream.isatty() if as_json is None else as_json
    first: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    form: list[Any] = [_json] if as_json else [_places_below_each_other, structlog.dev.ConsoleRenderer(colors=False)]
    last: list[Any] = [_places_of_exception, _only_allowed, *form]

    def lines_of(name: str = "payables") -> Lines:
        return Lines(name, stream)

    structlog.configure(
        processors=[*first, *last],
        logger_factory=lines_of,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[_template_of_foreign, *last], foreign_pre_chain=first)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


class Lines:
    """Where structlog puts finished lines. The processors ask for its name."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name = name
        self._stream = stream

    def msg(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()

    debug = info = warning = error = critical = exception = msg


_encode = json.JSONEncoder(default=str).encode


def _json(_: Any, __: str, event: Event) -> str:
    return _encode(event)


def _template_of_foreign(_: Any, __: str, event: Event) -> Event:
    """A library's message with its placeholders unfilled: what it would fill in may be anyone's data."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and event.get("_from_structlog") is False:
        event["event"] = str(record.msg)[:200]
        event["exc_info"] = record.exc_info
    return event


def _places_of_exception(_: Any, __: str, event: Event) -> Event:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = places(error)
    return event


def _places_below_each_other(_: Any, __: str, event: Event) -> Event:
    """structlog's renderer for terminals takes an exception as text."""
    if isinstance(event.get("exception"), list):
        event["exception"] = "\n".join(event["exception"])
    return event


def _only_allowed(_: Any, __: str, event: Event) -> Event:
    return {name: value for name, value in event.items() if name in FIELDS}
