"""Routes of batches (contract/invoices-and-catalog.md section 6.6)."""

from typing import Annotated, Any

import msgspec
from litestar.params import PathParameter, QueryParameter

from payables.batches import queries
from payables.batches.model import BatchStatus, results_url
from payables.batches.queries import Batch, batch_of
from payables.batches.rules.progress import progress
from payables.batches.schema import BatchList, BatchObject, BatchProgress, BatchResults, TaskResult
from payables.kit.dates import format_plain
from payables.platform.http.parameters import PageNumber, PageSize, page_of, window_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

TAG = "Batches"
ALL_FAILED = "No task succeeded: see the message of each of them in the results."

BatchId = Annotated[str, PathParameter(description="UUID of a batch that you sent.")]
Day = Annotated[
    str | None,
    QueryParameter(
        description='Last modified: YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", UTC. Both ends are included.', required=False
    ),
]
DayUtc = Annotated[
    str | None, QueryParameter(description="The same in ISO 8601; wins over the plain one.", required=False)
]


@get(
    "/v1/batch",
    needs=None,
    summary="List your batches",
    description="Those that this API user has sent, last modified first.",
    tag=TAG,
    operation_id="get-batch-root",
)
async def list_batches(
    request: ApiRequest,
    status: Annotated[BatchStatus | None, QueryParameter(description="Only these.", required=False)] = None,
    date_from: Day = None,
    date_to: Day = None,
    date_from_utc: DayUtc = None,
    date_to_utc: DayUtc = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> BatchList:
    wanted = page_of(page, limit)
    modified = window_of("date", date_from, date_to, date_from_utc, date_to_utc)
    found = await queries.listed(request.tx, request.caller, wanted, status, modified)
    shown = [_listed(batch_of(row)) for row in found.rows]
    return BatchList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@get(
    "/v1/batch/{id:str}/progress",
    needs=None,
    summary="How far a batch is",
    tag=TAG,
    operation_id="get-batch-id-progress",
    errors=(404,),
)
async def get_progress(request: ApiRequest, id: BatchId) -> BatchProgress:
    batch = await queries.own(request.tx, request.caller, id)
    answer = BatchProgress(version=request.answer_version, batch_id=str(batch.id), **_counts(batch))
    if batch.status is BatchStatus.COMPLETED:
        answer.results_url = results_url(batch.id)
        if batch.tasks_failed == batch.tasks_count:
            answer.error = ALL_FAILED
    return answer


@get(
    "/v1/batch/{id:str}/results",
    needs=None,
    summary="What became of each record of a batch",
    tag=TAG,
    operation_id="get-batch-id-results",
    errors=(404,),
)
async def get_results(request: ApiRequest, id: BatchId) -> BatchResults:
    batch = await queries.own(request.tx, request.caller, id)
    rows = await queries.results(request.tx, batch.id)
    return BatchResults(request.answer_version, str(batch.id), [_result(row) for row in rows])


def _listed(batch: Batch) -> BatchObject:
    completed_at = format_plain(batch.completed_at) if batch.completed_at else None
    return BatchObject(
        batch_id=str(batch.id),
        modified_at=format_plain(batch.modified_at),
        completed_at=completed_at,
        **_counts(batch),
    )


def _counts(batch: Batch) -> dict[str, Any]:
    return {
        "status": batch.status,
        "progress": progress(batch.tasks_completed + batch.tasks_failed, batch.tasks_count),
        "tasks_count": batch.tasks_count,
        "tasks_completed": batch.tasks_completed,
        "tasks_failed": batch.tasks_failed,
    }


def _result(row: Any) -> TaskResult:
    """The result goes out as the text that was stored."""
    result = msgspec.Raw(row["result"].encode()) if row["result"] is not None else None
    return TaskResult(row["task"], result, row["message"], row["reference"])
