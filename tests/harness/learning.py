"""Papers of a vendor that names its numbers in a way of its own, uploaded and corrected through the API."""

from itertools import count
from typing import Any

from extraction.papers import INVOICE, pdf
from harness.api import Api
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.worker import finished, sent

VENDOR = "Harbour Supplies Limited"
CUSTOMER = "C-55120"
_serial = count(1)


def harbour(tenant: Tenant, company: str = "east", **changes: Any) -> dict[str, Any]:
    return make_vendor(tenant, company, erp_vendor_name=VENDOR, **changes)


def number() -> str:
    """Two in a row must not look like one number with two digits swapped: that would be a possible duplicate."""
    serial = next(_serial)
    return f"Q{serial * 7919 % 100003:06d}"


def odd_paper(number: str, **changes: str) -> bytes:
    """Its number stands beside "Our mark", which no rule knows; what is called a number is CUSTOMER's own. Every paper is of
    another day, so that none is taken for a duplicate. `changes`: old text -> new."""
    texts = {
        "Invoice number: HS-20417": f"Document number: {CUSTOMER}",
        "PO number: PO-7781": f"Our mark {number}",
        "14 March 2026": f"{next(_serial) % 28 + 1} March 2026",
        **changes,
    }
    return pdf(tuple((x, y, _exchanged(text, texts)) for x, y, text in INVOICE))


def read(tenant: Tenant, data: bytes, api: Api | None = None, **options: Any) -> dict[str, Any]:
    """The invoice of an uploaded paper, with what was read."""
    found = finished(tenant, sent(tenant, data, api=api, **options))
    assert found["status"] == "processed", found
    [id] = found["invoice_ids"]
    return shown(tenant, id)


def shown(tenant: Tenant, id: str) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{id}", params={"expand": "extraction"}).json()


def correct(tenant: Tenant, invoice: dict[str, Any], **values: Any) -> dict[str, Any]:
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=values)
    assert answer.status_code == 200, answer.text
    return answer.json()


def memory(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    """GET /v1/vendors/{id}/reading-memory."""
    return tenant.api().get(f"/v1/vendors/{vendor['id']}/reading-memory").json()


def _exchanged(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text
