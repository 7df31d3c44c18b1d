"""What people do with uploaded files, called successfully. Each call has its files read by a worker first."""

from collections.abc import Callable

import httpx2

from extraction.papers import INVOICE, pages_pdf
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working

Call = Callable[[Tenant], httpx2.Response]


def read(tenant: Tenant, *files: bytes) -> list[str]:
    """The ids of these files, which have an outcome."""
    with working(tenant.server):
        return [finished(tenant, sent(tenant, data))["id"] for data in files]


def step(tenant: Tenant, id: str, verb: str, body: object = None) -> httpx2.Response:
    return tenant.api().post(f"/v1/invoices/uploads/{id}/{verb}", json=body or {})


def send_many(tenant: Tenant) -> httpx2.Response:
    form = {"ottimate_location_id": str(tenant.location())}
    return tenant.api().post("/v1/invoices/uploads", data=form, files=[("file", ("a.pdf", paper()))])


def split(tenant: Tenant) -> httpx2.Response:
    (id,) = read(tenant, pages_pdf(INVOICE, ()))
    return step(tenant, id, "split", {"parts": [[1], [2]]})


def merge(tenant: Tenant) -> httpx2.Response:
    id, other = read(tenant, paper(), paper())
    return step(tenant, id, "merge", {"uploads": [other]})


def undo(tenant: Tenant) -> httpx2.Response:
    return step(tenant, split(tenant).json()["id"], "undo")


def retry(tenant: Tenant) -> httpx2.Response:
    (id,) = read(tenant, b"%PDF-1.7 damaged")
    return step(tenant, id, "retry")


def remove(tenant: Tenant) -> httpx2.Response:
    (id,) = read(tenant, paper())
    return tenant.api().delete(f"/v1/invoices/uploads/{id}")


def restore(tenant: Tenant) -> httpx2.Response:
    return step(tenant, remove(tenant).json()["reference_id"], "restore")


UPLOAD_CALLS: dict[str, Call] = {
    "post-invoices-uploads": send_many,
    "delete-invoices-uploads-id": remove,
    "post-invoices-uploads-id-merge": merge,
    "post-invoices-uploads-id-retry": retry,
    "post-invoices-uploads-id-restore": restore,
    "post-invoices-uploads-id-split": split,
    "post-invoices-uploads-id-undo": undo,
}
