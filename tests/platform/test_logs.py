"""Logs: allowed fields only; messages of exceptions and libraries' fillings stay out."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from payables.platform import logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the configured logs go; the test run's own configuration comes back afterwards."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    found = io.StringIO()
    logs.configure("debug", found)
    yield found
    root.handlers[:], root.level = handlers, level
    structlog.configure(**before)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_time_level_and_logger(stream: io.StringIO) -> None:
    structlog.get_logger("capture").info("document read", pages=2)
    [line] = lines(stream)
    assert (line["event"], line["level"], line["logger"], line["pages"]) == ("document read", "info", "capture", 2)
    assert line["timestamp"].endswith("Z")


def test_a_field_that_is_not_on_the_list_is_dropped(stream: io.StringIO) -> None:
    structlog.get_logger("http").info("request", status=200, email="ada@example.com", authorization="Bearer x")
    [line] = lines(stream)
    assert "email" not in line and "authorization" not in line
    assert line["status"] == 200


def test_an_exception_shows_its_type_and_places_and_not_its_words(stream: io.StringIO) -> None:
    try:
        try:
            raise ValueError("vendor Secret Supplies GmbH")
        except ValueError as error:
            raise LookupError("iban DE89370400440532013000") from error
    except LookupError:
        structlog.get_logger("http").exception("request failed")
    text = stream.getvalue()
    assert "Secret Supplies" not in text and "DE8937" not in text
    [line] = lines(stream)
    assert line["exception"][0] == "LookupError"
    assert "ValueError" in line["exception"]
    assert any(place.startswith("test_logs.py:") for place in line["exception"])


def test_libraries_speak_from_warnings_on_and_without_what_they_fill_in(stream: io.StringIO) -> None:
    logging.getLogger("some.library").info("sent to %s", "ada@example.com")
    logging.getLogger("some.library").error("could not send to %s", "ada@example.com")
    [line] = lines(stream)
    assert line["event"] == "could not send to %s"
    assert "ada@example.com" not in stream.getvalue()


def test_the_level_is_a_setting(stream: io.StringIO) -> None:
    logs.configure("warning", stream)
    structlog.get_logger("http").info("request")
    structlog.get_logger("http").warning("database unavailable")
    assert [line["event"] for line in lines(stream)] == ["database unavailable"]


def test_a_terminal_gets_readable_lines() -> None:
    stream, before = io.StringIO(), structlog.get_config()
    handlers = logging.getLogger().handlers[:]
    try:
        logs.configure("info", stream, as_json=False)
        structlog.get_logger("worker").info("worker started", readers=1)
    finally:
        logging.getLogger().handlers[:] = handlers
        structlog.configure(**before)
    assert "worker started" in stream.getvalue() and not stream.getvalue().startswith("{")


def test_a_terminal_gets_exceptions_as_places_too() -> None:
    stream, before = io.StringIO(), structlog.get_config()
    handlers = logging.getLogger().handlers[:]
    try:
        logs.configure("info", stream, as_json=False)
        try:
            raise ValueError("vendor Secret Supplies GmbH")
        except ValueError:
            structlog.get_logger("http").exception("request failed")
        logging.getLogger("some.library").error("failed", exc_info=ValueError("Secret Supplies"))
    finally:
        logging.getLogger().handlers[:] = handlers
        structlog.configure(**before)
    assert "request failed" in stream.getvalue() and "test_logs.py:" in stream.getvalue()
    assert "Secret Supplies" not in stream.getvalue()
