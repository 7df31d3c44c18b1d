"""Vendors' bank details change only with a second person."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from harness.api import error_of
from harness.approvals import email, notices_of, stand_in, user_id
from harness.bank_changes import (
    NEW,
    OLD,
    THIRD,
    asked,
    banked_vendor,
    confirm,
    decline,
    of_vendor,
    pass_hours,
    patch_vendor,
    person,
    read_vendor,
    statuses,
    withdraw,
)
from harness.inside import inside
from harness.tenants import Tenant
from harness.trail import trail
from payables.platform.db import Transaction
from payables.vendors.actions.change_settings import change_settings
from payables.vendors.actions.change_vendor import change_vendor
from payables.vendors.actions.confirm_bank_change import confirm_bank_change


def asked_by(tenant: Tenant, name: str, vendor: dict[str, int]) -> str:
    """The id of a bank change that a person has asked for."""

    caller = person(tenant, name)

    async def ask(tx: Transaction) -> None:
        tx.actor = type(tx.actor)(user_id=caller.user_id)
        await change_vendor(tx, caller, vendor["id"], {"iban": NEW})

    inside(tenant, ask)
    return read_vendor(tenant, vendor)["pending_bank_change"]["id"]


def test_bank_details_wait_until_a_second_person_confirms_them(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    assert read_vendor(tenant, vendor)["iban"] == OLD
    answer = confirm(tenant, change, comment="Called +1 555 on file.")
    assert answer.status_code == 200, answer.text
    told = answer.json()["bank_change"]
    assert (told["status"], told["iban"], told["iban_before"]) == ("confirmed", NEW, OLD)
    assert (told["settled_by"]["email"], told["reason"]) == (email(tenant, "bo"), "Called +1 555 on file.")
    after = read_vendor(tenant, vendor)
    assert (after["iban"], after["pending_bank_change"], after["bank_hold"]["reason"]) == (NEW, None, "cooling")


def test_every_step_is_in_the_trail_of_the_vendor(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    withdraw(tenant, asked(tenant, vendor))
    decline(tenant, asked(tenant, vendor))
    confirm(tenant, asked(tenant, vendor))
    entries = of_vendor(tenant, vendor)
    assert [one["action"].removeprefix("vendor.") for one in entries] == [
        "created", "bank_change_asked", "bank_change_withdrawn", "bank_change_asked", "bank_change_declined",
        "bank_change_asked", "bank_change_confirmed",
    ]  # fmt: skip
    confirmed = entries[-1]
    assert (confirmed["before"], confirmed["after"]["iban"]) == ({"iban": OLD}, NEW)
    assert confirmed["after"]["confirmed_by"] == user_id(tenant, "bo")
    assert "On behalf of Bo Lind." in confirmed["message"]


def test_a_program_alone_confirms_nothing(tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    answer = confirm(tenant, change, person=None)
    assert (answer.status_code, error_of(answer)) == (403, "person_needed")


def test_the_program_that_asked_does_not_confirm_in_a_persons_name(tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    answer = confirm(tenant, change, user="all")
    assert (answer.status_code, error_of(answer)) == (403, "own_bank_change")


def test_the_person_who_asked_confirms_and_declines_nothing_of_their_own(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked_by(tenant, "bo", vendor)
    assert error_of(confirm(tenant, change, "bo")) == "own_bank_change"
    assert confirm(tenant, change, "ada").status_code == 200


def test_a_stand_in_is_no_second_person(tenant: Tenant) -> None:
    """Bo asks and decides for Ada while she is away: what Ada may confirm Bo still may not."""
    vendor = banked_vendor(tenant)
    assert stand_in(tenant, "bo", "ada").status_code == 201
    change = asked_by(tenant, "bo", vendor)
    assert error_of(confirm(tenant, change, "bo")) == "own_bank_change"
    assert read_vendor(tenant, vendor)["iban"] == OLD


def test_a_person_confirms_only_with_the_right_and_sight_of_the_whole_company(tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    for name in ("cy", "di"):
        answer = confirm(tenant, change, name)
        assert (answer.status_code, error_of(answer)) == (403, "may_not_confirm")


def test_who_lost_the_right_a_second_ago_confirms_nothing(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)

    async def demote(tx: Transaction) -> None:
        sql = "UPDATE users SET role = 'Invoice Processor - Full' WHERE account_id = $1 AND email = $2"
        await tx.execute(sql, tx.account_id, email(tenant, "bo"))

    inside(tenant, demote)
    assert error_of(confirm(tenant, change, "bo")) == "may_not_confirm"
    assert read_vendor(tenant, vendor)["iban"] == OLD


def test_a_reader_settles_nothing(tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    for user in ("reader", "editor"):
        assert error_of(confirm(tenant, change, user=user)) == "permission_denied"
        assert error_of(decline(tenant, change, user)) == "permission_denied"
        assert error_of(withdraw(tenant, change, user)) == "permission_denied"


def test_nobody_of_another_account_company_or_location_settles_it(tenant: Tenant, other_tenant: Tenant) -> None:
    change, west = asked(tenant, banked_vendor(tenant)), asked(tenant, banked_vendor(tenant, company="west"))
    assert confirm(other_tenant, change).status_code == 404
    assert decline(other_tenant, change).status_code == 404
    assert confirm(tenant, west, user="east").status_code == 404
    assert error_of(confirm(tenant, change, user="main")) == "out_of_scope"
    assert confirm(tenant, "nonsense").status_code == 404


def test_declined_bank_details_never_come_into_force(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    assert decline(tenant, change, reason="They never wrote that.").json()["bank_change"]["status"] == "declined"
    after = read_vendor(tenant, vendor)
    assert (after["iban"], after["pending_bank_change"], after["bank_hold"]) == (OLD, None, None)
    answer = confirm(tenant, change)
    assert (answer.status_code, error_of(answer)) == (409, "bank_change_settled")


def test_declining_needs_a_reason_and_another_one_than_who_asked(tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    assert decline(tenant, change, reason=" ").status_code == 400
    assert error_of(decline(tenant, change, "all")) == "own_bank_change"


def test_only_who_asked_withdraws(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    assert error_of(withdraw(tenant, change, "second")) == "not_your_bank_change"
    assert withdraw(tenant, change).json()["bank_change"]["status"] == "withdrawn"
    assert read_vendor(tenant, vendor)["bank_hold"] is None


def test_other_values_replace_what_waited_and_need_a_confirmation_of_their_own(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    first, second = asked(tenant, vendor, NEW), asked(tenant, vendor, THIRD, "second")
    assert statuses(tenant, vendor) == ["open", "replaced", "first"]
    assert error_of(confirm(tenant, first)) == "bank_change_settled"
    assert confirm(tenant, second, user="all").status_code == 200
    assert read_vendor(tenant, vendor)["iban"] == THIRD


def test_asking_once_more_for_the_same_keeps_what_waits_and_who_asked(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    assert asked(tenant, vendor, NEW, "second") == change
    assert error_of(confirm(tenant, change, user="all")) == "own_bank_change"


def test_sending_what_is_in_force_asks_for_nothing_and_leaves_what_waits(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    assert asked(tenant, vendor, OLD) == change


def test_taking_the_account_away_waits_too(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor, None)
    assert read_vendor(tenant, vendor)["iban"] == OLD
    assert confirm(tenant, change).status_code == 200
    assert read_vendor(tenant, vendor)["iban"] is None


def test_papers_find_a_vendor_by_accounts_in_force_only(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    assert keys(tenant, vendor) == {OLD}
    confirm(tenant, change)
    assert keys(tenant, vendor) == {NEW}


def keys(tenant: Tenant, vendor: dict[str, int]) -> set[str]:
    async def read(tx: Transaction) -> set[str]:
        sql = "SELECT key FROM vendor_keys WHERE account_id = $1 AND vendor_id = $2 AND key LIKE 'i%'"
        return {row["key"][1:] for row in await tx.fetch(sql, tx.account_id, vendor["id"])}

    return inside(tenant, read)


def at_once(*calls: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def test_of_two_confirmations_at_once_one_counts(tenant: Tenant) -> None:
    tenant.api("second"), tenant.api("east")
    for _ in range(5):
        change = asked(tenant, banked_vendor(tenant))
        answers = at_once(
            lambda change=change: confirm(tenant, change, "bo").status_code,
            lambda change=change: confirm(tenant, change, "ada", "east").status_code,
        )
        assert sorted(map(str, answers)) == ["200", "409"]


def test_a_confirmation_and_a_withdrawal_at_once_leave_one_outcome(tenant: Tenant) -> None:
    tenant.api("second")
    for _ in range(5):
        vendor = banked_vendor(tenant)
        change = asked(tenant, vendor)
        answers = at_once(
            lambda change=change: confirm(tenant, change).status_code,
            lambda change=change: withdraw(tenant, change).status_code,
        )
        assert sorted(map(str, answers)) == ["200", "409"]
        confirmed = statuses(tenant, vendor)[0] == "confirmed"
        assert read_vendor(tenant, vendor)["iban"] == (NEW if confirmed else OLD)


def test_a_confirmation_never_brings_values_that_were_exchanged_under_it(tenant: Tenant) -> None:
    tenant.api("second")
    for _ in range(5):
        vendor = banked_vendor(tenant)
        change = asked(tenant, vendor)
        at_once(
            lambda change=change: confirm(tenant, change).status_code,
            lambda vendor=vendor: patch_vendor(tenant, vendor, iban=THIRD).status_code,
        )
        after = read_vendor(tenant, vendor)
        assert after["iban"] in (OLD, NEW)
        assert after["pending_bank_change"]["iban"] == THIRD
        assert after["bank_hold"]["reason"] == "waiting"


def test_the_list_across_vendors_shows_what_waits_within_reach(tenant: Tenant) -> None:
    east, west = banked_vendor(tenant), banked_vendor(tenant, company="west")
    one, other = asked(tenant, east), asked(tenant, west)
    declined = asked(tenant, banked_vendor(tenant))
    decline(tenant, declined)

    def listed(user: str = "all", **query: object) -> list[str]:
        answer = tenant.api(user).get("/v1/bank-changes", params=query)
        assert answer.status_code == 200, answer.text
        return [row["id"] for row in answer.json()["results"]]

    assert listed(status="open") == [other, one]
    assert listed("east", status="open") == [one]
    assert listed(status="open", ottimate_company_id=tenant.company("west")) == [other]
    assert listed(status="declined") == [declined]
    assert tenant.api().get("/v1/bank-changes", params={"status": "nonsense"}).status_code == 400


def test_after_the_companys_time_the_hold_ends_by_itself(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    confirm(tenant, asked(tenant, vendor))
    pass_hours(tenant, 23)
    assert read_vendor(tenant, vendor)["bank_hold"]["reason"] == "cooling"
    pass_hours(tenant, 2)
    assert read_vendor(tenant, vendor)["bank_hold"] is None
    assert of_vendor(tenant, vendor)[-1]["action"] == "vendor.bank_hold_ended"


def test_what_is_asked_for_during_the_hold_and_declined_does_not_shorten_it(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    confirm(tenant, asked(tenant, vendor))
    until = read_vendor(tenant, vendor)["bank_hold"]["until"]
    decline(tenant, asked(tenant, vendor, THIRD))
    assert read_vendor(tenant, vendor)["bank_hold"]["until"] == until


def test_what_waits_when_the_hold_would_end_goes_on_holding(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    confirm(tenant, asked(tenant, vendor))
    asked(tenant, vendor, THIRD)
    pass_hours(tenant, 25)
    assert read_vendor(tenant, vendor)["bank_hold"]["reason"] == "waiting"


def test_a_company_sets_its_own_time_and_none_at_all(tenant: Tenant) -> None:
    def settings(hours: object, user: str = "all") -> int:
        params = {"ottimate_company_id": tenant.company()}
        return tenant.api(user).patch("/v1/vendor-settings", params=params, json={"bank_hold_hours": hours}).status_code

    assert settings(0, "editor") == 403
    assert settings(0, "main") == 403
    assert [settings(wrong) for wrong in (-1, 721, "24", 1.5, None)] == [400] * 5
    assert settings(0) == 200
    pass_hours(tenant, 25)
    vendor = banked_vendor(tenant)
    confirm(tenant, asked(tenant, vendor))
    assert read_vendor(tenant, vendor)["bank_hold"] is None
    west = banked_vendor(tenant, company="west")
    confirm(tenant, asked(tenant, west))
    assert read_vendor(tenant, west)["bank_hold"]["reason"] == "cooling"
    (changed,) = trail(tenant, "vendor_settings")
    assert (changed["before"], changed["after"]) == ({"bank_hold_hours": 24}, {"bank_hold_hours": 0})


def test_nobody_takes_the_time_away_and_has_a_confirmation_in_it(tenant: Tenant) -> None:
    params, path = {"ottimate_company_id": tenant.company()}, "/v1/vendor-settings"
    for hours in (12, 0):
        assert tenant.api().patch(path, params=params, json={"bank_hold_hours": hours}).status_code == 200
    assert tenant.api().get(path, params=params).json()["bank_hold_hours"] == 0
    held = []
    for passed in (0, 23, 2):
        pass_hours(tenant, passed)
        vendor = banked_vendor(tenant)
        confirm(tenant, asked(tenant, vendor))
        held.append(read_vendor(tenant, vendor)["bank_hold"] is not None)
    assert held == [True, True, False]


def test_a_confirmation_is_held_though_the_time_was_taken_away_while_it_was_on_its_way(tenant: Tenant) -> None:
    """Two transactions: the confirmation has begun, and the shorter time is committed before it reads it."""
    vendor = banked_vendor(tenant)
    change, database, company = asked(tenant, vendor), tenant.server.database, tenant.company()
    ada, bo = person(tenant, "ada"), person(tenant, "bo")

    async def both() -> None:
        async with database.transaction(tenant.account_id) as confirming:
            async with database.transaction(tenant.account_id) as other:
                await change_settings(other, ada, company, 0)
            await confirm_bank_change(confirming, bo, change)

    tenant.server.run(both())
    assert read_vendor(tenant, vendor)["bank_hold"]["reason"] == "cooling"


def test_a_person_who_is_signed_in_confirms_without_naming_anybody(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    inside(tenant, confirm_bank_change, person(tenant, "ada"), change)
    assert read_vendor(tenant, vendor)["iban"] == NEW


def test_a_vendor_that_was_confirmed_twice_is_held_by_the_longer_time(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    confirm(tenant, asked(tenant, vendor))
    pass_hours(tenant, 20)
    confirm(tenant, asked(tenant, vendor, THIRD))
    pass_hours(tenant, 5)
    assert read_vendor(tenant, vendor)["bank_hold"]["reason"] == "cooling"
    pass_hours(tenant, 20)
    assert read_vendor(tenant, vendor)["bank_hold"] is None


def test_whoever_may_confirm_gets_a_notice_and_nobody_else(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    for name, told in (("ada", 1), ("bo", 1), ("cy", 0), ("di", 0)):
        found = [one for one in notices_of(tenant, name) if one["kind"] == "bank_details"]
        assert len(found) == told, name
    [notice] = [one for one in notices_of(tenant, "bo") if one["kind"] == "bank_details"]
    assert (notice["bank_change"], notice["invoice"], notice["invoice_id"]) == (change, None, None)
    assert vendor["erp_vendor_name"] in notice["message"]
    asked(tenant, vendor, iban=NEW)
    assert len(notices_of(tenant, "bo")) == 1
