"""An invoice or a line of it divided over several codings."""

from typing import Any

import pytest

from harness.browser_client import Seen
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.server import Server
from harness.splits import by_amount, by_percent, split_invoice
from harness.tenants import Tenant


@pytest.fixture
def invoice(tenant: Tenant) -> dict[str, Any]:
    for code in ("5000", "6000"):
        make_dimension(tenant, "account", code)
    return make_invoice(tenant)


def splits(tenant: Tenant, invoice: dict[str, Any]) -> list[tuple[Any, ...]] | None:
    found = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["gl_splits"]
    return found and [(one["item_id"], one["percent"], one["amount"], one["memo"]) for one in found]


def test_a_total_is_split_by_share_and_no_longer(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> None:
    path = f"/invoices/{invoice['id']}/split"
    typed = {"part.1.share": "60", "part.1.d.ACCOUNT": "5000", "part.3.share": "40", "part.3.d.ACCOUNT": "6000"}
    answer = browser(server, tenant).open(path).send(f"{path}/save", {**typed, "part.1.memo": "Lunch"})
    assert answer.status == 303, answer.words
    assert splits(tenant, invoice) == [(None, 60, "66.00", "Lunch"), (None, 40, "44.00", None)]
    again = browser(server, tenant).open(path)
    fields = again.form(f"{path}/save").fields
    assert (fields["part.1.share"], fields["part.2.d.ACCOUNT"], fields["by"]) == ("60", "6000", "percent")
    assert again.send(f"{path}/remove").status == 303
    assert splits(tenant, invoice) is None


def test_a_line_is_split_by_amount(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> None:
    line = invoice["items"][0]
    path = f"/invoices/{invoice['id']}/split"
    page = browser(server, tenant).open(f"{path}?line={line['id']}")
    typed = {"by": "amount", "part.1.share": "20", "part.2.share": "40.00"}
    assert page.send(f"{path}/save", typed).status == 303
    assert splits(tenant, invoice) == [(line["id"], None, "20.00", None), (line["id"], None, "40.00", None)]


def test_what_is_chosen_on_the_page_is_what_is_split(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> None:
    line = invoice["items"][0]
    path = f"/invoices/{invoice['id']}/split"
    typed = {"item_id": str(line["id"]), "part.1.share": "60", "part.2.share": "40"}
    answer = browser(server, tenant).open(path).send(f"{path}/save", typed)
    assert answer.status == 303, answer.words
    assert [part[0] for part in splits(tenant, invoice) or []] == [line["id"]] * 2


def test_parts_that_nobody_has_seen_are_not_replaced(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> None:
    first, second = (str(line["id"]) for line in invoice["items"])
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    clerk.open(f"{path}?line={first}").send(f"{path}/save", {"part.1.share": "70", "part.2.share": "30"})
    typed = {"item_id": first, "part.1.share": "60", "part.2.share": "40"}
    asked = clerk.open(f"{path}?line={second}").send(f"{path}/save", typed)
    assert asked.status == 400
    assert "This is split already." in asked.words and "70 %" in asked.words
    assert [part[1] for part in splits(tenant, invoice) or []] == [70, 30]
    assert asked.send(f"{path}/save").status == 303
    assert [part[1] for part in splits(tenant, invoice) or []] == [60, 40]


def test_a_line_that_is_gone_does_not_make_it_the_total(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    typed = {"item_id": "999999", "part.1.share": "60", "part.2.share": "40"}
    answer = browser(server, tenant).open(path).send(f"{path}/save", typed)
    assert (answer.status, "This line is no longer there." in answer.words) == (400, True)
    assert splits(tenant, invoice) is None


def test_the_page_of_the_invoice_says_what_its_parts_are_coded_with(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    typed = {"part.1.share": "60", "part.1.d.ACCOUNT": "5000", "part.2.share": "40", "part.2.d.ACCOUNT": "6000"}
    clerk.open(path).send(f"{path}/save", typed)
    seen = clerk.open(f"/invoices/{invoice['id']}").words
    assert "The total is split: 60 % $66.00 ACCOUNT: 5000" in seen
    of_line = clerk.open(f"{path}?line={invoice['items'][0]['id']}")
    assert "Split already: The total" in of_line.words


@pytest.mark.parametrize("of_line", [False, True])
def test_a_split_is_taken_back(server: Server, tenant: Tenant, invoice: dict[str, Any], *, of_line: bool) -> None:
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    typed = {"part.1.share": "60", "part.2.share": "40"}
    if of_line:
        typed["item_id"] = str(invoice["items"][0]["id"])
    done = clerk.open(path).send(f"{path}/save", typed).follow()
    assert splits(tenant, invoice)
    assert done.send(f"{path}/remove").status == 303
    assert splits(tenant, invoice) is None


def test_what_came_after_a_split_is_not_taken_back_with_it(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    done = (
        browser(server, tenant).open(path).send(f"{path}/save", {"part.1.share": "60", "part.2.share": "40"}).follow()
    )
    assert tenant.api().delete(f"/v1/invoices/{invoice['id']}/splits").status_code == 200
    split_invoice(tenant, invoice, by_percent(**{"5000": 50, "6000": 50}), item_id=invoice["items"][0]["id"])
    assert done.send(f"{path}/remove").status == 412
    assert [part[1] for part in splits(tenant, invoice) or []] == [50, 50]


def test_a_split_of_what_was_chosen_that_is_sent_again_is_done_once(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    page = browser(server, tenant).open(path)
    typed = {"item_id": str(invoice["items"][0]["id"]), "part.1.share": "60", "part.2.share": "40"}
    answers = [page.send(f"{path}/save", typed) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]


def test_the_kind_that_was_typed_stands_in_the_form_that_is_shown_again(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    line, path = invoice["items"][0], f"/invoices/{invoice['id']}/split"
    split_invoice(tenant, invoice, by_amount(**{"5000": 20, "6000": 40}), item_id=line["id"])
    page = browser(server, tenant).open(path)
    typed = {"item_id": str(line["id"]), "by": "percent", "part.1.share": "60", "part.2.share": "40"}
    asked = page.send(f"{path}/save", typed)
    assert (asked.status, asked.form(f"{path}/save").fields["by"]) == (400, "percent")


def test_parts_that_do_not_come_to_the_whole_are_refused_and_kept(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    page = browser(server, tenant).open(path)
    refused = page.send(f"{path}/save", {"part.1.share": "60", "part.2.share": "30", "part.2.memo": "Rest"})
    assert refused.status == 400
    assert refused.form(f"{path}/save").fields["part.2.memo"] == "Rest"
    unknown = refused.send(f"{path}/save", {"part.2.share": "40", "part.2.d.ACCOUNT": "9"})
    assert (unknown.status, unknown.text.count('class="fault"')) == (400, 1)
    wrong = unknown.send(f"{path}/save", {"part.2.share": "much"})
    assert "This is no number" in wrong.words
    nothing = page.send(f"{path}/save", {"part.1.share": "", "part.2.share": ""})
    assert nothing.status == 400
    assert splits(tenant, invoice) is None


def test_an_amount_stands_in_its_field_as_people_write_it_there(server: Server, tenant: Tenant) -> None:
    """A comma where that is the decimal mark: 1.234 would be a thousand and more."""
    invoice = make_invoice(
        tenant, currency="KWD", total_amount=2.468, total_tax=0, items=[{"name": "x", "amount": 2.468}]
    )
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    clerk.headers["accept-language"] = "de-DE"
    typed = {"by": "amount", "part.1.share": "1,234", "part.2.share": "1,234", "part.2.memo": "Bar"}
    assert clerk.open(path).send(f"{path}/save", typed).status == 303
    page = clerk.open(path)
    assert page.form(f"{path}/save").fields["part.1.share"] == "1,234"
    assert page.send(f"{path}/save").status == 303
    assert splits(tenant, invoice) == [(None, None, "1.234", None), (None, None, "1.234", "Bar")]
    shares = {"by": "percent", "part.1.share": "50", "part.2.share": "50"}
    assert clerk.open(path).send(f"{path}/save", shares).status == 303
    assert "= 1,234" in clerk.open(path).words


def test_there_are_more_parts_on_demand_and_what_is_typed_stays(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    page = browser(server, tenant).open(path)
    assert "part.5.share" not in page.form(f"{path}/save").fields
    typed = {"part.1.share": "60", "part.1.d.ACCOUNT": "5000", "more_lines": "yes"}
    more = page.send(f"{path}/save", typed)
    fields = more.form(f"{path}/save").fields
    assert (more.status, fields["part.1.share"], fields["part.1.d.ACCOUNT"]) == (200, "60", "5000")
    assert "data-focus" in more.text.split('id="part-5-share"')[1].split(">")[0]
    assert more.send(f"{path}/save", {"part.8.share": "40"}).status == 303
    assert [part[1] for part in splits(tenant, invoice) or []] == [60, 40]


def test_later_invoices_are_split_too_and_a_refusal_forgets_nothing_of_it(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    typed = {"part.1.share": "60", "part.1.d.ACCOUNT": "5000", "part.2.share": "30", "remember": "yes"}
    refused = browser(server, tenant).open(path).send(f"{path}/save", typed)
    assert refused.status == 400
    done = refused.send(f"{path}/save", {"part.2.share": "40"}).follow()
    assert len(rules(tenant)) == 1
    assert "the rule stands under Split rules" in done.words


@pytest.mark.parametrize("of_line", [False, True])
def test_a_split_that_is_remembered_is_taken_back_with_its_rule(
    server: Server, tenant: Tenant, invoice: dict[str, Any], *, of_line: bool
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    typed = {"part.1.share": "60", "part.2.share": "40", "remember": "yes"}
    typed |= {"item_id": str(invoice["items"][0]["id"])} if of_line else {}
    done = browser(server, tenant).open(path).send(f"{path}/save", typed).follow()
    assert splits(tenant, invoice) and len(rules(tenant)) == 1
    back = done.send(f"{path}/forget").follow()
    assert "No longer split, and the rule for later invoices is gone." in back.words
    assert (splits(tenant, invoice), rules(tenant)) == (None, [])


def test_a_rule_that_was_there_before_or_is_another_since_is_not_taken_back(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    done = (
        clerk.open(path).send(f"{path}/save", {"part.1.share": "60", "part.2.share": "40", "remember": "yes"}).follow()
    )
    (rule,) = rules(tenant)
    body = {name: rule[name] for name in ("ottimate_company_id", "ottimate_vendor_id")}
    assert tenant.api().post("/v1/split-rules", json=body | {"splits": [{"percent": 100}]}).status_code == 201
    refused = done.send(f"{path}/forget")
    assert refused.status == 412 and len(rules(tenant)) == 1 and splits(tenant, invoice)
    assert clerk.open(path).send(f"{path}/remove").status == 303
    again = (
        clerk.open(path).send(f"{path}/save", {"part.1.share": "30", "part.2.share": "70", "remember": "yes"}).follow()
    )
    assert "the rule stands under Split rules" in again.words
    assert f"{path}/forget" not in again.text


def test_what_a_rule_has_split_that_is_deleted_is_taken_off(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    clerk.open(path).send(f"{path}/save", {"part.1.share": "60", "part.2.share": "40", "remember": "yes"})
    clerk.open(path).send(f"{path}/remove")
    assert tenant.api().delete(f"/v1/split-rules/{rules(tenant)[0]['id']}").status_code == 200
    assert splits(tenant, invoice)
    page = clerk.open(path)
    assert "A split rule that is deleted by now has divided this." in page.words
    assert "No longer split." in page.send(f"{path}/remove").follow().words
    assert splits(tenant, invoice) is None


def test_what_a_rule_has_split_is_told_as_such(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> None:
    path = f"/invoices/{invoice['id']}/split"
    clerk = browser(server, tenant)
    clerk.open(path).send(f"{path}/save", {"part.1.share": "60", "part.2.share": "40", "remember": "yes"})
    taken = clerk.open(path).send(f"{path}/remove").follow()
    assert "A split rule divides it now" in taken.words
    assert "by a split rule" in taken.words
    page = clerk.open(path)
    assert "A split rule has divided this." in page.words
    assert f"{path}/remove" not in page.text, "nothing that was entered could be taken away"


def rules(tenant: Tenant) -> list[dict[str, Any]]:
    company = {"ottimate_company_id": tenant.company("east")}
    return tenant.api().get("/v1/split-rules", params=company).json()["results"]


def test_what_is_refused_of_a_part_is_marked_and_said_at_its_field(
    server: Server, tenant: Tenant, invoice: dict[str, Any]
) -> None:
    path = f"/invoices/{invoice['id']}/split"
    typed = {"part.1.share": "60", "part.1.d.ACCOUNT": "5000", "part.3.share": "40", "part.3.d.ACCOUNT": "nonsense"}
    answer = browser(server, tenant).open(path).send(f"{path}/save", typed)
    assert answer.status == 400
    assert "Part 3, GL account : Nothing here is called “nonsense”" in answer.words
    assert marked(answer) == ["part.3.d.ACCOUNT"]
    number = answer.send(f"{path}/save", {"part.3.d.ACCOUNT": "6000", "part.1.share": "many"})
    assert "Part 1, Share or amount :" in number.words
    assert marked(number) == ["part.1.share"]


def marked(page: Seen) -> list[str]:
    fields = [field.split(">")[0] for field in page.text.split("<input")[1:]]
    return [field.split('name="')[1].split('"')[0] for field in fields if 'aria-invalid="true"' in field]
