"""The request log, which is written behind: what was answered is in it after `flush`."""

from uuid import UUID

from harness.server import Server
from payables.request_log.actions.record_requests import RequestRecorder


def recorder_of(server: Server) -> RequestRecorder:
    recorder = server._uvicorn.config.app.front.edge.recorder  # type: ignore[union-attr]
    assert isinstance(recorder, RequestRecorder)
    return recorder


def flush(server: Server) -> None:
    """A row is noted right after its answer was sent: once the loop has turned, it is there to be written."""
    server.run(recorder_of(server).flush())


async def rows_of(server: Server, request_id: str) -> int:
    """How many rows there are of a request, in all accounts."""
    await recorder_of(server).flush()
    async with server.database.operator() as connection:
        return await connection.fetchval(
            "SELECT count(*) FROM request_log WHERE id = $1", UUID(request_id.removeprefix("req_"))
        )
