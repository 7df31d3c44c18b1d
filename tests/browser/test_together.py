"""What is read together stands together: names with their commas, shares with their codes, a label in one line."""

from playwright.sync_api import Page, expect

from browser.conftest import OpenAs
from harness.approvals import email
from harness.chromium import Watch
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.keyboard import Keyboard
from harness.policies import make_policy
from harness.tenants import Tenant
from harness.vendor_statements import make_statement

LINES = """(element, word) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + word.length);
    return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size;
  }
  return 0;
}"""  # in how many lines a word stands


def test_what_others_made_of_the_people_of_a_policy_is_read_as_a_list(
    person: Page, tenant: Tenant, watch: Watch
) -> None:
    watch.expected.append("status of 412")
    policy = make_policy(tenant, "Chief", "ada")
    person.goto(f"/policies/{policy['id']}")
    people = [{"email": email(tenant, name)} for name in ("ada", "bo")]
    changed = tenant.api().patch(f"/v1/approval-policies/{policy['id']}", json={"approvers": people})
    assert changed.is_success, changed.text
    person.locator(f"input[value='{email(tenant, 'ada')}']").uncheck()
    person.locator(f"input[value='{email(tenant, 'bo')}']").check()
    person.get_by_role("button", name="Save").click()
    told = person.locator("p.fault", has_text="Changed meanwhile")
    expect(told).to_be_visible()
    names = told.locator("bdi").all_inner_texts()
    assert len(names) == 2
    assert f"{names[0]}, {names[1]}" in told.inner_text()


def test_parts_of_a_rule_that_others_changed_stand_one_below_the_other_with_their_codes(
    open_as: OpenAs, tenant: Tenant, watch: Watch
) -> None:
    watch.expected.append("status of 412")
    for code in ("5010", "5020"):
        make_dimension(tenant, "account", code)
    rule = {
        "ottimate_company_id": tenant.company("east"),
        "ottimate_vendor_id": make_vendor(tenant)["id"],
        "splits": [part(40, "5010"), part(60, "5020")],
    }
    made = tenant.api().post("/v1/split-rules", json=rule)
    assert made.is_success, made.text
    tab = open_as(tenant, company="east")
    tab.goto(f"/split-rules/{made.json()['id']}/edit")
    tenant.api().post("/v1/split-rules", json={**rule, "splits": [part(55, "5010"), part(45, "5020")]})
    tab.locator("input[name='splits[0].percent']").fill("50")
    tab.locator("input[name='splits[1].percent']").fill("50")
    tab.get_by_role("button", name="Save").click()
    told = tab.locator("p.fault .part")
    expect(told).to_have_count(2)
    for n, (share, code) in enumerate((("55", "5010"), ("45", "5020"))):
        assert share in told.nth(n).inner_text() and code in told.nth(n).inner_text()
        assert told.nth(n).evaluate("one => one.getClientRects().length") == 1
    top = [told.nth(n).bounding_box() for n in (0, 1)]
    assert top[0] and top[1] and top[0]["y"] < top[1]["y"]


def test_more_parts_of_a_rule_are_typed_into_at_once(open_as: OpenAs, tenant: Tenant) -> None:
    tab = open_as(tenant, company="east")
    keys = Keyboard(tab)
    keys.open("/split-rules/new")
    tab.locator("input[name='splits[0].percent']").fill("50")
    tab.get_by_role("button", name="More parts").focus()
    keys.press("Enter")
    expect(tab.locator("input[name='splits[1].percent']")).to_be_focused()


def test_a_number_in_the_ledger_and_its_date_are_told_apart(person: Page, tenant: Tenant) -> None:
    statement, invoice = make_statement(tenant)
    person.goto(f"/statements/{statement['id']}")
    cell = person.locator("td", has=person.locator(f"a[href='/invoices/{invoice['id']}']")).first
    assert f"{invoice['number']}\n" in cell.inner_text()


def test_undo_stands_in_one_line_however_long_what_was_done_is(person: Page, tenant: Tenant) -> None:
    make_invoice(tenant)
    keys = Keyboard(person)
    keys.open("/queue/my-approvals")
    keys.press("j", "x", "a")
    undo = person.locator(".undo-last button")
    expect(undo).to_be_visible()
    person.locator(".note", has=undo).evaluate("note => { note.style.width = '11rem'; }")
    assert undo.evaluate(LINES, "Undo") == 1


def test_the_labels_of_a_filter_are_read_on_a_phone(open_as: OpenAs, tenant: Tenant) -> None:
    tab = open_as(tenant, look="phone")
    tab.goto("/statements")
    for word in ("From", "To"):
        assert tab.locator("label.between", has_text=word).first.evaluate(LINES, word) == 1
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def part(percent: int, code: str) -> dict[str, object]:
    return {"percent": percent, "dimensions": {"ACCOUNT": code}}
