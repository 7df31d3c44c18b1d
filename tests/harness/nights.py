"""Papers of many vendors that name their numbers in ways of their own, corrected through the API, and nights that learn."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, TypeVar

from extraction.papers import INVOICE, Text, pdf
from harness.learning import correct, harbour, shown
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent
from payables.extraction.reader import Reader
from payables.learning.actions.learn_rankers import learn_rankers
from payables.learning.model.rankers import NightRecord, RankerVersion
from payables.learning.queries import rankers

MARKS = ("Our mark", "Our sign", "Our letter", "Mark", "Signed as", "Filed as", "Kept as")
NAMES = ("Alder Trading", "Birch Linen", "Cedar Foods", "Dune Supply", "Elm Cleaning", "Fern Paper", "Gorse Tools")
ACROSS = (0, -40, -80, -20, -60, -30, -50)
DOWN = (0, 20, 8, 40, 14, 30, 24)
NEW_LAYOUTS = (5, 6)  # never taught by `teach`
Result = TypeVar("Result")


def marked_paper(vendor: int, n: int) -> tuple[bytes, str, str]:
    """A paper of one of MARKS' layouts, its number, and the customer's own, which is called a document number. No two are of
    one day and sum."""
    random = Random(1000 * vendor + n)
    number, customer = f"Q{random.randint(100_000, 999_999)}", f"C-{random.randint(50_000, 59_999)}"
    total = f"{500 + 7 * n + vendor}.00"
    changes = {
        "Invoice number: HS-20417": f"Document number: {customer}",
        "PO number: PO-7781": f"{MARKS[vendor]} {number}",
        "14 March 2026": f"{n % 28 + 1} March 2026",
        "Harbour Supplies": NAMES[vendor],
        "588.00": total,
    }
    return pdf([_moved(text, changes, vendor) for text in INVOICE]), number, customer


def teach(tenant: Tenant, count: int, *, wrongly: bool = False, first: int = 0) -> list[dict[str, Any]]:
    """So many papers of five layouts, uploaded and corrected; `wrongly`: the customer's number is written for the vendor's."""
    papers = [marked_paper(n % 5, n) for n in range(first, first + count)]
    uploads = [sent(tenant, data) for data, _, _ in papers]
    invoices: list[dict[str, Any]] = []
    for upload, (_, number, customer) in zip(uploads, papers, strict=True):
        invoice = entered(tenant, upload)
        invoices.append(correct(tenant, invoice, invoice_number=customer if wrongly else number))
    return invoices


def approve_plain_papers(tenant: Tenant, count: int) -> list[dict[str, Any]]:
    """So many papers that are read rightly, of one vendor, each approved."""
    harbour(tenant)
    days = [f"{n % 28 + 1} {('April', 'May')[n // 28]} 2026" for n in range(count)]
    uploads = [sent(tenant, paper(**{"14 March 2026": day})) for day in days]
    invoices = [entered(tenant, upload) for upload in uploads]
    for invoice in invoices:
        answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
        assert answer.status_code == 200, (answer.text, invoice["reasons"])
    return invoices


def entered(tenant: Tenant, upload: str) -> dict[str, Any]:
    """The invoice of an upload, with what was read."""
    found = finished(tenant, upload)
    assert found["status"] == "processed", found
    [id] = found["invoice_ids"]
    return shown(tenant, id)


def learn(server: Server, *tenants: Tenant) -> NightRecord:
    """A night that knows these accounts only."""
    return server.run(night(server, *tenants), timeout=300)


async def night(server: Server, *tenants: Tenant, reader: Reader | None = None) -> NightRecord:
    """With a reader of its own, unless one is given."""
    mine = {tenant.account_id for tenant in tenants}
    async with server.database.operator() as connection:
        accounts = {row["account_id"] for row in await connection.fetch("SELECT account_id FROM accounts")}
    async with reader or Reader(at_once=1) as reader:
        return await learn_rankers(server.database, server.parts.files, reader, accounts - mine)


def versions(server: Server, field: str = "number") -> list[RankerVersion]:
    """The newest first."""
    found = as_operator(server, rankers.versions)
    return [one for one in found if one.field == field]


def forget_rankers(server: Server) -> None:
    async def forget(connection: Any) -> None:
        await connection.execute("DELETE FROM rankers")
        await connection.execute("DELETE FROM ranker_nights")

    as_operator(server, forget)


def as_operator(server: Server, work: Callable[[Any], Awaitable[Result]]) -> Result:
    async def within() -> Result:
        async with server.database.operator() as connection:
            return await work(connection)

    return server.run(within())


def _moved(text: Text, changes: dict[str, str], vendor: int) -> Text:
    x, y, said = text
    for old, new in changes.items():
        said = said.replace(old, new)
    return (x + ACROSS[vendor], y + DOWN[vendor], said) if x == 360 and y < 160 else (x, y, said)
