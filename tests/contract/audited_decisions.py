"""How decisions over invoices are made and taken back successfully, by one and in bulk."""

from collections.abc import Callable
from typing import Any

import httpx2

from harness.invoices import make_invoice
from harness.tenants import Tenant

Call = Callable[[Tenant], httpx2.Response]


def undone(word: str, **body: Any) -> Call:
    """A decision over a fresh invoice, taken back."""

    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/invoices/{make_invoice(tenant)['id']}/{word}"
        assert tenant.api("second").post(path, json=body).is_success
        return tenant.api("second").post(f"{path}/undo")

    return call


def of_many(word: str, **body: Any) -> Call:
    def call(tenant: Tenant) -> httpx2.Response:
        return tenant.api("second").post(f"/v1/invoices/{word}", json={"invoices": [_seen(tenant)], **body})

    return call


def undone_of_many(word: str, **body: Any) -> Call:
    def call(tenant: Tenant) -> httpx2.Response:
        (row,) = of_many(word, **body)(tenant).json()["results"]
        rows = [{"invoice_id": row["id"], "etag": row["etag"]}]
        return tenant.api("second").post(f"/v1/invoices/{word}/undo", json={"invoices": rows})

    return call


def _seen(tenant: Tenant) -> dict[str, Any]:
    found = make_invoice(tenant)
    etag = tenant.api().get(f"/v1/invoices/{found['id']}").headers["ETag"]
    return {"invoice_id": found["id"], "etag": etag}


DECISION_CALLS: dict[str, Call] = {
    "post-invoices-approve": of_many("approve"),
    "post-invoices-approve-undo": undone_of_many("approve"),
    "post-invoices-decline": of_many("decline", reason="Not ours."),
    "post-invoices-decline-undo": undone_of_many("decline", reason="Not ours."),
    "post-invoices-flag": of_many("flag"),
    "post-invoices-flag-undo": undone_of_many("flag"),
    "post-invoices-id-approve-undo": undone("approve"),
    "post-invoices-id-decline-undo": undone("decline", reason="Not ours."),
    "post-invoices-id-flag-undo": undone("flag"),
}
