"""Is the process alive, and can it serve? For supervisors and load balancers; no credentials."""

import asyncio
from typing import Any, Literal

import msgspec
from litestar import Request, Response, get
from litestar.openapi.datastructures import ResponseSpec

from payables.platform.db import UNREACHABLE

FOR_ANYBODY = {"anybody": True, "extension": True}


class Alive(msgspec.Struct):
    """Answer of GET /livez."""

    status: Literal["alive"]


class Readiness(msgspec.Struct):
    """Answer of GET /readyz."""

    status: Literal["ready", "unavailable"]
    database: Literal["answering", "not answering"]


@get(
    "/livez",
    summary="Is the process alive?",
    tags=["Health"],
    operation_id="get-livez",
    response_description="The process answers.",
    opt=FOR_ANYBODY,
)
async def livez() -> Alive:
    """200 as long as the process answers at all."""
    return Alive("alive")


@get(
    "/readyz",
    summary="Can it serve?",
    tags=["Health"],
    operation_id="get-readyz",
    response_description="The database answers.",
    responses={503: ResponseSpec(Readiness, description="The database does not answer within two seconds.")},
    opt=FOR_ANYBODY,
)
async def readyz(request: Request[Any, Any, Any]) -> Response[Readiness]:
    """200 when the database answers within two seconds, else 503."""
    pool = request.scope["state"]["database"].pool
    try:
        async with asyncio.timeout(2):
            await pool.fetchval("SELECT 1")
    except UNREACHABLE:
        return Response(Readiness("unavailable", "not answering"), status_code=503)
    return Response(Readiness("ready", "answering"))
