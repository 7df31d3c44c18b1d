"""Policies in the dashboard: made, tried on invoices of the past, changed, taken out of force, brought back."""

from typing import Any

import pytest

from harness.approvals import email
from harness.browser_client import Browser, Seen
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.policies import make_policy
from harness.server import Server
from harness.tenants import Tenant


@pytest.fixture
def tenant(new_tenant: Any) -> Tenant:
    return new_tenant(approval_mode="advanced")


@pytest.fixture
def who(server: Server, tenant: Tenant) -> Browser:
    return browser(server, tenant)


def stored(tenant: Tenant, seen: Seen) -> dict[str, Any]:
    """The policy that a saved form led to."""
    assert seen.status == 303, seen.words[:600]
    return tenant.api().get(f"/v1/approval-policies/{(seen.location or '').split('/')[2].split('?')[0]}").json()


def test_totals_are_in_the_companys_currency_which_is_no_condition_without_them(server: Server, tenant: Tenant) -> None:
    ada = browser(server, tenant, company="east")
    form = ada.open("/policies/new")
    assert form.form("/policies/new").fields["currency"] == "USD"
    people = {"approvers": [email(tenant, "ada")]}
    large = stored(tenant, form.send("/policies/new", {"name": "Large", "min_total": "500", **people}))
    assert large["conditions"] == {"currency": "USD", "min_total": 500}
    always = stored(tenant, ada.open("/policies/new").send("/policies/new", {"name": "Always", **people}))
    assert always["conditions"] == {}
    euro = stored(
        tenant,
        ada.open("/policies/new").send(
            "/policies/new", {"name": "Euro", "currency": "EUR", "max_total": "5", **people}
        ),
    )
    assert euro["conditions"] == {"currency": "EUR", "max_total": 5}


def box_of(page: Seen, address: str) -> str:
    """What stands between the box of a person and the next."""
    return page.text.split(f'value="{address}"')[1].split('type="checkbox"')[0]


def test_only_who_may_approve_is_offered(tenant: Tenant, who: Browser) -> None:
    text = who.open("/policies/new").text
    assert (f'value="{email(tenant, "bo")}"' in text, f'value="{email(tenant, "cy")}"' in text) == (True, False)


def test_what_is_refused_of_a_person_stands_beside_their_box(tenant: Tenant, who: Browser) -> None:
    cy, di = email(tenant, "cy"), email(tenant, "di")
    typed = {"name": "Large", "approvers": [di, cy], "others": f"{email(tenant, 'ada')}\nnobody@example.com"}
    unknown = who.open("/policies/new").send("/policies/new", typed)
    assert unknown.status == 400 and "approvers[" not in unknown.words
    assert "There is no such user." in unknown.text.split('name="others"')[1]
    refused = unknown.send("/policies/new", {"others": ""})
    assert refused.status == 400 and "approvers[" not in refused.words
    assert "Cy Roe may not approve" in box_of(refused, cy)
    assert "does not see all locations" in box_of(refused, di)
    assert "may not approve" not in refused.text.split('name="others"')[1]
    assert refused.form("/policies/new").fields["approvers"] == [di, cy]


def test_vendors_and_dimensions_are_found_by_their_names(server: Server, tenant: Tenant) -> None:
    gl = make_dimension(tenant, "ACCOUNT", "4000")
    ada = browser(server, tenant, company="east")
    page = ada.open("/policies/new")
    assert 'data-choose="/find/vendors?company=' in page.text
    assert 'data-choose="/find/people?approvers=1"' in page.text
    found = ada.get(f"/find/dimensions?type=account&by=id&company={tenant.company()}&q=4000").json()
    assert [one["value"] for one in found] == [gl["id"]]


def test_a_policy_is_made_from_what_is_filled_in(who: Browser, tenant: Tenant) -> None:
    other = make_policy(tenant, "Clerk", "bo")
    gl = make_dimension(tenant, "ACCOUNT", "4000")
    made = who.open("/policies/new").send(
        "/policies/new",
        {
            "name": "Large <b>",
            "place": f"company:{tenant.company()}",
            "min_total": "1,000.50",
            "currency": "usd",
            "gl_name_contains": "food\nbeverage",
            "gl_account_ids": f"{gl['id']} {gl['name']}",
            "has_po_number": "no",
            "after": other["id"],
            "needs": "all",
            "approvers": [email(tenant, "ada")],
            "others": email(tenant, "bo"),
        },
    )
    policy = stored(tenant, made)
    assert (policy["name"], policy["level"], policy["ottimate_company_id"]) == (
        "Large <b>",
        "company",
        tenant.company(),
    )
    assert policy["conditions"] == {
        "currency": "USD",
        "min_total": 1000.5,
        "gl_name_contains": ["food", "beverage"],
        "gl_account_ids": [gl["id"]],
        "has_po_number": False,
        "after": [other["id"]],
    }
    assert (policy["needs"], {one["email"] for one in policy["approvers"]}) == (
        "all",
        {email(tenant, "ada"), email(tenant, "bo")},
    )
    shown = made.follow()
    assert "Large <b>" in shown.words and "<b>" not in shown.text
    listed = who.open("/policies")
    assert "Total from $1,000.50" in listed.words and "After: Clerk" in listed.words


def test_a_form_that_is_saved_as_it_is_changes_nothing(who: Browser, tenant: Tenant) -> None:
    said = {"min_total": 10.5, "currency": "USD", "has_unmapped_items": True, "gl_number_contains": ["40"]}
    policy = make_policy(tenant, "Chief", "ada", "bo", conditions=said, needs="all")
    page = who.open(f"/policies/{policy['id']}")
    after = stored(tenant, page.send(f"/policies/{policy['id']}"))
    same = ("name", "level", "conditions", "needs", "approvers", "policy_version")
    assert {name: after[name] for name in same} == {name: policy[name] for name in same}


def test_what_is_refused_is_said_and_nothing_typed_is_lost(who: Browser, tenant: Tenant) -> None:
    typed = {"name": "Large", "min_total": "9", "max_total": "5", "currency": "USD", "others": "nobody@nowhere.example"}
    refused = who.open("/policies/new").send("/policies/new", typed)
    assert refused.status == 400
    assert all(value in refused.text for value in typed.values())
    no_number = who.open("/policies/new").send(
        "/policies/new", {"name": "Large", "min_total": "much", "currency": "USD"}
    )
    assert no_number.status == 400 and "much" in no_number.text
    assert tenant.api().get("/v1/approval-policies").json()["count"] == 0


def test_the_dry_run_shows_where_past_invoices_would_have_gone_and_keeps_the_form(who: Browser, tenant: Tenant) -> None:
    large = make_invoice(tenant)
    small = make_invoice(tenant, items=[], total_amount=50, total_tax=0)
    form = who.open("/policies/new").form("/policies/new")
    form.action = "/policies/new/try"
    typed = {"name": "Large", "min_total": "100", "currency": "USD", "approvers": [email(tenant, "ada")]}
    tried = who.send_form(form, typed)
    assert tried.status == 200
    assert large["number"] in tried.words and small["number"] in tried.words
    assert "Large : Ada Marsh" in tried.words or "Large: Ada Marsh" in tried.words
    assert 'value="100"' in tried.text or 'value="100.00"' in tried.text
    assert tenant.api().get("/v1/approval-policies").json()["count"] == 0
    assert stored(tenant, tried.send("/policies/new", {"approvers": [email(tenant, "ada")]}))["name"] == "Large"


def test_a_change_is_tried_in_the_place_of_what_is_stored(who: Browser, tenant: Tenant) -> None:
    policy = make_policy(tenant, "Chief", "ada")
    make_invoice(tenant)
    form = who.open(f"/policies/{policy['id']}").form(f"/policies/{policy['id']}")
    form.action += "/try"
    tried = who.send_form(form, {"approvers": [email(tenant, "bo")]})
    assert tried.status == 200 and "Chief : Bo Lind" in tried.words.replace("Chief:", "Chief :")


def test_what_another_has_changed_is_not_overwritten(who: Browser, tenant: Tenant) -> None:
    policy = make_policy(tenant, "Chief", "ada")
    page = who.open(f"/policies/{policy['id']}")
    tenant.api().patch(f"/v1/approval-policies/{policy['id']}", json={"name": "Boss"})
    refused = page.send(f"/policies/{policy['id']}", {"name": "Mine"})
    assert refused.status == 412 and "Mine" in refused.text
    assert tenant.api().get(f"/v1/approval-policies/{policy['id']}").json()["name"] == "Boss"
    assert stored(tenant, refused.send(f"/policies/{policy['id']}"))["name"] == "Mine"


def test_a_policy_is_taken_out_of_force_and_a_version_brought_back(who: Browser, tenant: Tenant) -> None:
    policy = make_policy(tenant, "Chief", "ada")
    tenant.api().patch(f"/v1/approval-policies/{policy['id']}", json={"name": "Boss"})
    page = who.open(f"/policies/{policy['id']}")
    retired = page.send(f"/policies/{policy['id']}/retire").follow()
    assert "Not in force" in retired.words
    assert "Boss" not in who.open("/policies").words and "Boss" in who.open("/policies?active=false").words
    versions = who.open(f"/policies/{policy['id']}/versions")
    assert "Chief" in versions.words and "Boss" in versions.words
    first = next(form for form in versions.forms if form.fields.get("number") == "1")
    assert stored(tenant, who.send_form(first))["name"] == "Chief"
    assert "Chief" in who.open("/policies").words


def test_whoever_may_not_manage_policies_is_not_offered_them(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant, role="Invoice Processor - Full")
    assert "/policies" not in clerk.open("/queue/pending").links
    assert clerk.open("/policies").status == 403


def test_a_policy_that_is_not_there_is_a_page_that_says_so(who: Browser, tenant: Tenant) -> None:
    assert who.open("/policies/7").status == 404
    assert who.open("/policies/01a1ff67-0000-7000-8000-000000000000").status == 404


def test_a_dry_run_of_many_invoices_stays_a_light_page(who: Browser, tenant: Tenant) -> None:
    """Invoices are copied beside the API: what is asked is what the page makes of them."""
    invoice = make_invoice(tenant)
    tenant.server.run(copied(tenant, invoice["id"], 400))
    form = who.open("/policies/new").form("/policies/new")
    form.action = "/policies/new/try"
    tried = who.send_form(form, {"name": "All", "tried_most": "1000", "approvers": [email(tenant, "ada")]})
    assert "301 more are counted above" in tried.words
    assert len(tried.text) < 150_000


async def copied(tenant: Tenant, invoice: str, times: int) -> None:
    async with tenant.server.database.transaction(tenant.account_id) as tx:
        names = "SELECT column_name FROM information_schema.columns WHERE table_name = 'invoices'"
        columns = [row["column_name"] for row in await tx.fetch(names)]
        own = {"id": "gen_random_uuid()", "invoice_id": "5000000 + n", "number": "'COPY-' || n"}
        values = ", ".join(own.get(name, f"i.{name}") for name in columns)
        source = "FROM invoices i, generate_series(1, $2) n WHERE i.id = $1"
        await tx.execute(f"INSERT INTO invoices ({', '.join(columns)}) SELECT {values} {source}", invoice, times)


def test_the_same_form_is_tried_as_often_as_it_is_changed(who: Browser, tenant: Tenant) -> None:
    """Without the answer of the first time, and without a refusal of the second."""
    make_invoice(tenant)
    page = who.open("/policies/new")
    people = {"name": "Large", "currency": "USD", "approvers": [email(tenant, "ada")]}
    form = page.form("/policies/new")
    form.action = "/policies/new/try"
    tried = [who.send_form(form, {**people, "min_total": least}) for least in ("50", "5000")]
    assert [(one.status, 'class="tag good"' in one.text) for one in tried] == [(200, True), (200, False)]


def test_what_a_policy_comes_after_has_a_box_however_many_there_are(who: Browser, tenant: Tenant) -> None:
    first = make_policy(tenant, "First of all", "bo")
    policy = make_policy(tenant, "Later", "ada", conditions={"after": [first["id"]]})
    for number in range(100):
        make_policy(tenant, f"Other {number}", "bo")
    page = who.open(f"/policies/{policy['id']}")
    assert stored(tenant, page.send(f"/policies/{policy['id']}"))["conditions"] == {"after": [first["id"]]}
    assert "First of all" in who.open(f"/policies/{policy['id']}/versions").words
    assert "After: First of all" in who.open("/policies?page=2").words + who.open("/policies?page=3").words
