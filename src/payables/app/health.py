"""Is the process alive, and can it serve? For supervisors and load balancers; no credentials."""

import asyncio
from typing import Any

import asyncpg
from litestar import Request, Response, get


@get("/livez", include_in_schema=False)
async def livez() -> dict[str, str]:
    """200 as long as the process answers at all."""
    return {"status": "alive"}


@get("/readyz", include_in_schema=False)
async def readyz(request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
    """200 when the database answers within two seconds, else 503."""
    pool = request.scope["state"]["database"].pool
    try:
        async with asyncio.timeout(2):
            await pool.fetchval("SELECT 1")
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return Response({"status": "unavailable", "database": "not answering"}, status_code=503)
    return Response({"status": "ready", "database": "answering"})
