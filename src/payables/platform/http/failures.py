"""What was raised on the way, as an answer that says what to do."""

import asyncpg
import structlog
from litestar import Litestar
from litestar.exceptions import HTTPException, MethodNotAllowedException

from payables.kit.errors import Refusal
from payables.platform.db import RETRYABLE, UNREACHABLE
from payables.platform.http import body, errors
from payables.platform.http.answer import CLIENT_GONE, Answer, refuse
from payables.platform.http.exchange import Exchange
from payables.platform.http.translate import translate

log = structlog.get_logger("http")


def failed(error: Exception, exchange: Exchange, app: Litestar, *, seconds: int) -> Answer:
    """`seconds`: how long a request may take."""
    if isinstance(error, Refusal):
        return refuse(error, exchange)
    if isinstance(error, body.ClientDisconnected):
        return Answer(CLIENT_GONE, error_code="client_disconnected")
    if isinstance(error, MethodNotAllowedException):
        return refuse(errors.MethodNotAllowed(allow=", ".join(exchange.allowed_methods(app))), exchange)
    if isinstance(error, HTTPException):
        return refuse(translate(error, exchange.find_route(app)), exchange)
    if isinstance(error, TimeoutError):
        return refuse(errors.TimedOut(seconds=seconds), exchange)
    return refuse(_of_the_database(error, exchange), exchange)


def _of_the_database(error: Exception, exchange: Exchange) -> Refusal:
    if isinstance(error, asyncpg.DataError):
        _log_unforeseen(exchange, error)
        return errors.InvalidValue()
    if isinstance(error, (asyncpg.UniqueViolationError, asyncpg.ForeignKeyViolationError)):
        _log_unforeseen(exchange, error)
        return errors.Conflict()
    if isinstance(error, RETRYABLE):
        return errors.Conflict()
    if isinstance(error, UNREACHABLE):
        log.warning("database unavailable", request_id=exchange.request_id)
        return errors.Unavailable()
    log.error("request failed", request_id=exchange.request_id, exc_info=error)
    return errors.InternalError()


def _log_unforeseen(exchange: Exchange, error: Exception) -> None:
    """The database refused what our own checks should have: says where, and no values."""
    log.warning(
        "refused by the database",
        request_id=exchange.request_id,
        route=exchange.route_name,
        exc_info=(type(error), error, error.__traceback__),
    )
