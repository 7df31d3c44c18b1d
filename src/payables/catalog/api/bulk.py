"""What a bulk is answered with: where its batch is (contract/invoices-and-catalog.md section 7.4)."""

from uuid import UUID

from payables.batches.model import batch_url, results_url
from payables.catalog.schema.prices import CatalogBulkAccepted, CatalogBulkSummary
from payables.platform.http.request import ApiRequest


def accepted(request: ApiRequest, batch: UUID, count: int) -> CatalogBulkAccepted:
    return CatalogBulkAccepted(
        version=request.answer_version,
        status="processing",
        batch_id=str(batch),
        batch_url=batch_url(batch),
        results_url=results_url(batch),
        summary=CatalogBulkSummary(count),
    )
