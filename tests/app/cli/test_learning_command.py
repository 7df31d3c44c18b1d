import json
from collections.abc import Iterator

import pytest
from tests.app.cli.terminal import Terminal

from harness.learning import CUSTOMER, correct, harbour, number, odd_paper, read
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working


@pytest.fixture
def corrected(server: Server, tenant: Tenant) -> Iterator[tuple[str, str]]:
    """The reference of an uploaded paper, and the number that somebody wrote on its invoice."""
    harbour(tenant)
    with working(server):
        invoice = read(tenant, odd_paper(right := number()))
        correct(tenant, invoice, invoice_number=right)
        yield invoice["reference_id"], right


def test_truth_is_written_as_json_lines(terminal: Terminal, corrected: tuple[str, str]) -> None:
    upload, right = corrected
    path = terminal.folder / "truth.jsonl"
    answer = terminal("learning", "truths", "--to", str(path))
    assert (answer.code, answer.err) == (0, "")
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    [row] = [row for row in rows if row["upload"] == upload]
    assert (row["field"], row["read"], row["value"], row["how"]) == ("number", CUSTOMER, right, "corrected")


def test_an_earlier_truth_is_not_overwritten(terminal: Terminal) -> None:
    path = terminal.folder / "truth.jsonl"
    path.write_text("kept")
    answer = terminal("learning", "truths", "--to", str(path))
    assert answer.code == 1 and "exists already" in answer.err
    assert path.read_text() == "kept"


@pytest.mark.parametrize("most", ["0", "-1", "x"])
def test_how_many_papers_is_a_number_above_zero(terminal: Terminal, most: str) -> None:
    assert terminal("learning", "truths", "--to", str(terminal.folder / "a"), "--most", most).code == 2
