"""What an account has, by the kinds of ids that the API takes."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import httpx2

from payables.app.provision import Credentials
from resilience.accounts import create_vendor, invoice_body, open_account

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Belongings:
    """Ids by kind (see attempts.KINDS), and the headers of the account's client."""

    account_id: str
    headers: dict[str, str]
    ids: dict[str, object]


def belongings_of(base_url: str, name: str, credentials: Credentials) -> Belongings:
    """One of everything, made through the API."""
    account = open_account(base_url, name, credentials)
    email = f"ada@{name.lower()}.example"
    with httpx2.Client(base_url=base_url, headers=account.headers, trust_env=False, timeout=60) as api:
        vendor = create_vendor(api, account, f"ERP-{name[:2].upper()}")
        dimension = _posted(api, "/v1/dimensions", _dimension(account.company_id, name))["id"]
        image = {"filename": "paper.pdf", "data": base64.b64encode(PDF).decode()}
        body = invoice_body(account, vendor, f"{name}-1") | {"raw_images": [image], "notes": name}
        invoice = _posted(api, "/v1/invoices", body)
        path = f"/v1/invoices/{invoice['id']}"
        approver = _posted(api, f"{path}/approvers", {"email": email})["approvers"][0]
        order = _posted(api, "/v1/purchase-orders", _order(account.location_id, f"ERP-{name[:2].upper()}", name))
        form = {"ottimate_location_id": account.location_id, "filename": f"{name}.pdf"}
        upload = api.post("/v1/invoices/upload", data=form, files={"file": ("a.pdf", PDF + name.encode())})
        ids: dict[str, object] = {
            "racc": account.racc,
            "company": account.company_id,
            "location": account.location_id,
            "vendor": vendor,
            "erp_vendor": f"ERP-{name[:2].upper()}",
            "dimension": dimension,
            "invoice": invoice["id"],
            "invoice_number": invoice["invoice_id"],
            "item": invoice["items"][0]["id"],
            "image": invoice["images"][0]["id"],
            "approval": approver["id"],
            "user": credentials.user_id,
            "email": email,
            "client": credentials.client_id,
            "order": order["id"],
            "order_item": order["items"][0]["id"],
            "upload": upload.raise_for_status().json()["reference_id"],
        }
    return Belongings(str(credentials.account_id), account.headers, ids)


def nobodys() -> Callable[[object], object]:
    """Makes of an id another of the same form that exists nowhere."""

    def unknown(id: object) -> object:
        if isinstance(id, int):
            return 1_999_999_999
        text, fresh = str(id), uuid4()
        if text.startswith("racc_"):
            return f"racc_{fresh.hex}"
        if "@" in text:
            return f"{fresh.hex[:6]}@nowhere.example"
        if len(text) == len(str(fresh)):
            return str(fresh)
        return text[:-6] + fresh.hex[:6] if len(text) > 6 else fresh.hex[: len(text)]

    return unknown


def _dimension(company_id: int, name: str) -> dict[str, object]:
    return {
        "ottimate_company_id": company_id,
        "erp_type": "account",
        "ottimate_type": "account",
        "name": f"{name} Supplies",
        "code": "6100",
        "reference_id": "GL-6100",
        "erp_dimension_id": "GL-6100",
    }


def _order(location_id: int, erp_vendor_id: str, name: str) -> dict[str, object]:
    return {
        "ottimate_location_id": location_id,
        "po_number": f"PO-{name}",
        "erp_vendor_id": erp_vendor_id,
        "date": "2026-11-02",
        "total_amount": 10,
        "items": [{"name": f"{name} flour", "quantity": 1, "price": 10}],
    }


def _posted(api: httpx2.Client, path: str, body: dict[str, object]) -> dict[str, object]:
    answer = api.post(path, json=body)
    if not answer.is_success:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
    return answer.json()
