"""payables reading report, against an installation's own outcomes."""

from xml.etree import ElementTree

import pytest
from tests.app.cli.terminal import Terminal

from harness.learning import correct, harbour, number, odd_paper, read
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working

LABELS = ("Invoice number", "Invoice date", "Vendor", "Total, proven by lines", "Total alone")


@pytest.fixture
def corrected(server: Server, tenant: Tenant) -> None:
    harbour(tenant)
    with working(server):
        correct(tenant, read(tenant, odd_paper(right := number())), invoice_number=right)


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize("by", [("--account",), ()], ids=["one account", "all"])
def test_it_prints_tables_and_draws_a_picture(terminal: Terminal, tenant: Tenant, by: tuple[str, ...]) -> None:
    path = terminal.folder / "report.svg"
    account = (*by, tenant.key) if by else ()
    answer = terminal("reading", "report", "--to", str(path), *account)
    assert (answer.code, answer.err) == (0, "")
    lines = {line[:24].strip(): line.split() for line in answer.out.splitlines()}
    assert set(LABELS) <= set(lines)
    assert float(lines["Invoice number"][3]) < 1, "one was corrected"
    assert ElementTree.fromstring(path.read_text()).tag.endswith("svg")


def test_a_png_is_written_too(terminal: Terminal, tenant: Tenant) -> None:
    path = terminal.folder / "report.png"
    assert terminal("reading", "report", "--to", str(path), "--account", tenant.key).code == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "report.pdf"), "ends in .svg or .png"),
        (("--account", "nobody"), "No account has the key nobody"),
        (("--data", "x"), "--data and --words"),
        (("--data", "x", "--words", "y", "--account", "z"), "no --account"),
    ],
)
def test_wrong_use_is_one_sentence(terminal: Terminal, arguments: tuple[str, ...], said: str) -> None:
    answer = terminal("reading", "report", *arguments)
    assert answer.code == 1
    assert said in answer.err
