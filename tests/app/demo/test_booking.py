"""How lines are coded."""

from tests.app.demo.outcomes import invoice, outcome

from payables.app.demo.answers import Coded, Item
from payables.app.demo.booking import coding
from payables.app.demo.client import Client
from payables.app.demo.credentials import Credential
from payables.app.demo.provisioning import read_demo_org
from payables.app.demo.tenant import Tenant

CLIENT = Client("http://127.0.0.1:1", Credential("corner-cafe", "u", "c", "k", "i", "s"))
TENANT = Tenant(read_demo_org().accounts[0], CLIENT, CLIENT)
BAR_COFFEE = {"ACCOUNT": "5010", "DEPARTMENT": "DEPT-BAR"}
BAR_SYRUP = {"ACCOUNT": "5040", "DEPARTMENT": "DEPT-BAR"}


def test_every_line_gets_its_own_account_and_department() -> None:
    items = coding(TENANT, outcome(), invoice())
    assert items == [
        {"id": 0, "dimensions": BAR_COFFEE},
        {"id": 1, "dimensions": BAR_SYRUP},
        {"id": 2, "dimensions": BAR_COFFEE},
    ]


def test_lines_that_were_read_otherwise_get_the_coding_that_most_have() -> None:
    assert [item["dimensions"] for item in coding(TENANT, outcome(), invoice(lines=2))] == [BAR_COFFEE] * 2


def test_a_line_that_is_coded_so_already_is_left_alone() -> None:
    done = Item(0, {type: Coded(id) for type, id in BAR_COFFEE.items()})
    read = invoice(items=[done, Item(1, {}), Item(2, {})])
    assert [item["id"] for item in coding(TENANT, outcome(), read)] == [1, 2]


def test_a_persons_own_document_is_not_coded() -> None:
    assert coding(TENANT, outcome(truth=None), invoice()) == []
