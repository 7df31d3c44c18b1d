"""An account with something on every page, in which every text that people, vendors and ERPs write is one of given words."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any

import httpx2
import yaml

from extraction.papers import INVOICE, pdf
from harness.catalog_entries import entry_body
from harness.furnished_exports import furnish_exports
from harness.furnished_purchasing import furnish_purchasing
from harness.invoices import make_vendor
from harness.orders import order_body
from harness.policies import post_policy
from harness.receipts import receipt_body
from harness.server import Server
from harness.tenants import DEFAULTS, ORG, Tenant
from harness.vendor_statements import statement_body
from harness.worker import finished, send, working
from payables.access.actions.name_operator import name_operator
from payables.access.model.people import Visitor
from payables.access.queries.door import at_the_door
from payables.app.provision import provision, read_org

_serial = count(1)
NAMED = ("name", "first_name", "last_name")


@dataclass
class Furnished:
    """The account. `refused` counts bodies that were not taken as they are."""

    tenant: Tenant
    words: Sequence[str]
    refused: int = 0
    of_note: list[str] = field(default_factory=list)  # pages that show what few others do

    def __post_init__(self) -> None:
        self._next = cycle(self.words)

    def word(self) -> str:
        return next(self._next)

    def offer(self, path: str, body: Any, user: str = "all") -> Any:
        """The answer's JSON. What is refused comes once more, short and without control characters; None if that is refused
        too."""
        for texts in (body, _tame(body)):
            answer = self.tenant.api(user).post(path, json=texts)
            if answer.is_success:
                return answer.json()
            self.refused += 1
        return None


def _tame(part: Any) -> Any:
    match part:
        case str():
            return "".join(letter for letter in part if unicodedata.category(letter) not in ("Cc", "Cn"))[:60] or "x"
        case dict():
            return {name: _tame(value) for name, value in part.items()}
        case list():
            return [_tame(one) for one in part]
        case _:
            return part


def furnish(server: Server, words: Sequence[str], *, invoices: int | None = None) -> Furnished:
    """`invoices`: so many, or one for each word."""
    found = Furnished(_account(server, words), words)
    _dimensions(found)
    vendors = _vendors(found)
    _rules_and_people(found)
    entered = _invoices(found, vendors, len(words) if invoices is None else invoices)
    _what_happens(found, entered)
    _twice(found, vendors[0])
    _purchases(found, vendors)
    _files(server, found)
    furnish_purchasing(found.tenant, vendors[0], iter(found.word, None), found.offer)
    furnish_exports(found.tenant, iter(found.word, None), found.offer)
    server.run(_name_operator(server, f"ada@{found.tenant.key}.example"))
    return found


async def _name_operator(server: Server, email: str) -> None:
    """Ada sees the installation's pages too."""
    async with at_the_door(server.database) as door:
        await name_operator(door, email, Visitor("a test"), is_operator=True)


def _account(server: Server, words: Sequence[str]) -> Tenant:
    """Companies, locations and people are named with words, as far as an org file may."""
    key = f"f{next(_serial)}-{server.name.rsplit('_', 1)[-1]}"
    plain = yaml.safe_load(ORG.format(name="x", key=key, **{**DEFAULTS, "approval_mode": "advanced"}))
    names = cycle(words)
    named = json.loads(json.dumps(plain))
    for thing in _things(named):
        for name in NAMED:
            if name in thing and "scope" not in thing:
                thing[name] = _allowed(thing[name], names)
    org = read_org(json.dumps(named), "words")
    outcome = server.run(provision(server.database, org, server.settings, server.secret_key))
    credentials = {issued.user: issued for issued in outcome.issued}
    return Tenant(server, key, outcome.issued[0].account_id, credentials)


def _things(part: Any) -> Iterator[dict[str, Any]]:
    """Companies, locations, groups and people of an org file."""
    for account in part["accounts"]:
        yield account
        for company in account["companies"]:
            yield company
            yield from company["locations"]
        yield from account["groups"]
        yield from account["people"]


def _allowed(otherwise: str, names: Iterator[str]) -> str:
    """The next word that an org file takes as a name: two of one kind must not have the same."""
    for _ in range(20):
        word = next(names)
        if word.strip() and word.isprintable() and len(word) <= 120:
            return word
    return otherwise


def _dimensions(found: Furnished) -> None:
    company = found.tenant.company()
    rows = [
        {"erp_type": "Account", "ottimate_type": "account", "name": word, "code": word, "reference_id": f"R{n}"}
        | {"erp_dimension_id": f"A{n}"}
        for n, word in enumerate(found.words)
    ]
    for start in range(0, len(rows), 100):
        found.offer("/v1/dimensions/bulk", {"ottimate_company_id": company, "dimensions": rows[start : start + 100]})


def _vendors(found: Furnished) -> list[dict[str, Any]]:
    """One for each word that a name may be."""
    company = found.tenant.company()
    rows = [
        {"erp_vendor_name": word, "erp_vendor_id": f"V{n}", "net_terms": "Net 30"}
        | {"address_line_1": word, "address_line_2": word, "city": word[:80], "state": word[:40], "zipcode": word[:15]}
        for n, word in enumerate(found.words)
    ]
    made: list[dict[str, Any]] = []
    for start in range(0, len(rows), 100):
        answer = found.offer("/v1/vendors/bulk", {"ottimate_company_id": company, "vendors": rows[start : start + 100]})
        made += answer["created"] if answer else []
    return made or [make_vendor(found.tenant)]


def _rules_and_people(found: Furnished) -> None:
    tenant, company = found.tenant, found.tenant.company()
    for _ in range(4):
        post_policy(tenant, found.word(), "ada", "bo", needs="all")
        rule = {"ottimate_company_id": company, "dimensions": {"ACCOUNT": "A0"}, "item_name": found.word()}
        found.offer("/v1/mapping-rules", rule)
    ada, bo = ({"email": f"{name}@{tenant.key}.example"} for name in ("ada", "bo"))
    found.offer("/v1/stand-ins", {"user": ada, "stand_in": bo, "note": found.word()})


def _invoices(found: Furnished, vendors: list[dict[str, Any]], wanted: int) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    words = cycle(found.words)
    for n, word in zip(range(wanted), words, strict=False):
        lines = [
            {"name": found.word(), "description": found.word(), "sku": found.word()[:60], "quantity": 1, "price": price}
            for price in (60, 40)
        ]
        body = {
            "ottimate_company_id": found.tenant.company(),
            "ottimate_location_id": found.tenant.location("park" if n % 5 == 4 else "main"),
            "erp_vendor_id": vendors[n % len(vendors)]["erp_vendor_id"],
            "invoice_number": word,
            "invoice_date": f"2026-{8 + n % 4:02}-{1 + n % 28:02}",
            "total_amount": 110 if n % 3 else 111,
            "total_tax": 10,
            "currency": "USD",
            "notes": word,
            "purchase_order": word[:60],
            "type": "credit_memo" if n % 17 == 16 else "invoice",
            "items": lines,
            "dimensions": {"ACCOUNT": f"A{n % len(found.words)}"} if n % 2 else {},
        }
        if entered := found.offer("/v1/invoices", body):
            made.append(entered)
    return made


def _twice(found: Furnished, vendor: dict[str, Any]) -> None:
    """An invoice that is there already; and one whose lines are split by a rule from now on."""
    body = {
        "ottimate_company_id": found.tenant.company(),
        "ottimate_location_id": found.tenant.location(),
        "erp_vendor_id": vendor["erp_vendor_id"],
        "invoice_number": found.word(),
        "invoice_date": "2026-11-02",
        "total_amount": 70,
        "currency": "USD",
        "items": [{"name": found.word(), "quantity": 1, "price": 70}],
    }
    for _ in range(2):
        entered = found.offer("/v1/invoices", body)
    parts = [{"percent": 50, "memo": found.word(), "dimensions": {"ACCOUNT": f"A{n}"}} for n in range(2)]
    found.of_note.append(f"/invoices/{entered['id']}")
    rule = {"ottimate_company_id": found.tenant.company(), "ottimate_vendor_id": vendor["id"], "splits": parts}
    found.offer("/v1/split-rules", {**rule, "item_name": found.word()})


def _what_happens(found: Furnished, entered: list[dict[str, Any]]) -> None:
    """Comments with every word; and what else is said of invoices, by turns."""
    said = cycle(found.words)
    for n, invoice in enumerate(entered):
        path = f"/v1/invoices/{invoice['id']}"
        found.offer(f"{path}/comments", {"text": next(said)})
        match n % 9:
            case 0:
                found.offer(f"{path}/flag", {"reason": found.word()})
            case 1:
                found.offer(f"{path}/hold", {"reason": found.word()})
            case 2:
                found.offer(f"{path}/decline", {"comment": found.word(), "approver": _ada(found)}, "second")
            case 3:
                found.offer(f"{path}/approve", {"comment": found.word(), "approver": _ada(found)}, "second")
            case 4:
                found.offer(f"{path}/archive", {"reason": found.word()})
            case 5:
                found.offer(f"{path}/approve", {"comment": found.word(), "force": True}, "second")
            case 6:
                payment = {"paid_on": "2026-11-03", "amount": 10, "reference": found.word()[:60]}
                found.offer(f"{path}/payments", payment)
            case _:
                continue


def _ada(found: Furnished) -> dict[str, str]:
    return {"email": f"ada@{found.tenant.key}.example"}


def _purchases(found: Furnished, vendors: list[dict[str, Any]]) -> None:
    tenant = found.tenant
    for n in range(6):
        vendor = vendors[n % len(vendors)]
        items = [
            {
                "external_id": f"L{n}",
                "name": found.word(),
                "sku": found.word()[:60],
                "quantity": 2,
                "price": 30,
                "uom": "BG",
            }
        ]
        wanted = order_body(tenant, vendor, po_number=found.word()[:60], items=items, total_amount=60)
        order = found.offer("/v1/purchase-orders", wanted) or found.offer(
            "/v1/purchase-orders", order_body(tenant, vendor)
        )
        if order and order.get("items"):
            found.offer("/v1/receipts", receipt_body(order, receipt_number=found.word()[:60]))
        found.offer("/v1/catalog/entries", entry_body(tenant, vendor, item_name=found.word(), sku=found.word()[:60]))
        lines = [{"number": found.word()[:60], "date": "2026-11-02", "amount": 110}]
        found.offer("/v1/statements", statement_body(tenant, vendor, lines))


def _files(server: Server, found: Furnished) -> None:
    """Uploads that were read, and that could not be, under names of words."""
    tenant = found.tenant
    with working(server):
        for n in range(6):
            name = found.word().replace("\0", "") or "x"
            data = _paper(n) if n % 2 else b"no document"
            answer: httpx2.Response = send(tenant, data, f"{name}.pdf")
            if answer.status_code == 200:
                finished(tenant, answer.json()["reference_id"])


def _paper(serial: int) -> bytes:
    return pdf(tuple((x, y, text.replace("HS-20417", f"HS-77{serial}")) for x, y, text in INVOICE))
