"""An upload as the API shows it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response

from payables.capture.model import UploadStatus
from payables.capture.queries import plans, uploads
from payables.capture.schema import SuggestedParts, UploadDetail, UploadError, UploadObject, UploadPart
from payables.kit.dates import format_plain
from payables.platform.http.encode import JsonResponse
from payables.platform.http.request import ApiRequest

SENT_BEFORE = (
    "The same file was sent for {original} before, and is not read again: if it belongs to {location}, change the location of "
    "its invoice."
)
SENT_UNSEEN = (
    "The same file was sent for another location of the company before, and is not read again: ask somebody who sees the "
    "whole company whether its invoice belongs to yours."
)


async def shown(request: ApiRequest, rows: Sequence[Any]) -> list[UploadObject]:
    """The rows of uploads.uploads."""
    parts = await plans.parts_of(request.tx, request.caller, [row["id"] for row in rows])
    return [UploadObject(**_fields(request, row, parts.get(row["id"], []))) for row in rows]


async def answer_upload(request: ApiRequest, id: UUID) -> Response[UploadDetail]:
    """The upload as it is now. Raises NotFound."""
    row = await uploads.upload(request.tx, request.caller, id)
    parts = (await plans.parts_of(request.tx, request.caller, [id])).get(id, [])
    suggested = await plans.suggestion_of(request.tx, [part["id"] for part in parts] or [id])
    suggestion = msgspec.convert(suggested, SuggestedParts) if suggested else None
    fields = _fields(request, row, parts)
    return JsonResponse(
        UploadDetail(version=request.answer_version, suggestion=suggestion, arrangement=row["plan"], **fields)
    )


def _fields(request: ApiRequest, row: Any, parts: Sequence[Any]) -> dict[str, Any]:
    base_url: str = request.scope["state"]["settings"].base_url
    return {
        "id": str(row["id"]),
        "reference_id": str(row["id"]),
        "filename": row["filename"],
        "status": UploadStatus(row["status"]),
        "date": format_plain(row["created_at"]),
        "no_of_pages": row["pages"],
        "ottimate_location_id": row["location_id"],
        "ottimate_location_name": row["location"],
        "preview_url": f"{base_url}/uploads/{row['id']}",
        "error": _error(row),
        "duplicate_of": str(row["duplicate_of"]) if row["duplicate_of"] else None,
        "invoice_ids": [str(id) for id in row["invoices"]],
        "merged_into": str(row["merged_into"]) if row["merged_into"] else None,
        "parts": [_part(part) for part in parts],
    }


def _part(row: Any) -> UploadPart:
    return UploadPart(
        row["pages"], round(row["confidence"], 4), [str(id) for id in row["invoices"]], joined=row["joined"]
    )


def _error(row: Any) -> UploadError | None:
    if row["failure_code"]:
        return UploadError(row["failure_code"], row["failure_message"])
    if not row["from_elsewhere"]:
        return None
    original = row["original_location"]
    sentence = SENT_BEFORE.format(original=original, location=row["location"]) if original else SENT_UNSEEN
    return UploadError("sent_for_another_location", sentence)
