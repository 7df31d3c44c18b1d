"""Setting, listing and ending stand-ins and absences."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.approvals import email, stand_in, user_id
from harness.tenants import Tenant
from harness.trail import trail


def listed(tenant: Tenant, **query: Any) -> list[dict[str, Any]]:
    return tenant.api().get("/v1/stand-ins", params=query).json()["results"]


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, error_of(answer)


def test_a_stand_in_without_dates_holds_from_now_until_it_is_ended(tenant: Tenant) -> None:
    made = stand_in(tenant, "bo", "ada", note="Parental leave")
    assert made.status_code == 201
    shown = made.json()["stand_in"]
    assert (shown["user"]["first_name"], shown["stand_in"]["first_name"]) == ("Ada", "Bo")
    assert (shown["status"], shown["end_date"], shown["note"]) == ("active", None, "Parental leave")
    assert listed(tenant) == [shown]
    ended = tenant.api().delete(f"/v1/stand-ins/{shown['id']}").json()["stand_in"]
    assert (ended["status"], ended["end_date"] is None) == ("ended", False)
    assert listed(tenant) == [ended]


def test_a_date_as_end_is_the_whole_day_in_utc(tenant: Tenant) -> None:
    shown = stand_in(tenant, "bo", "ada", start_date="2199-12-24", end_date="2199-12-26").json()["stand_in"]
    assert (shown["start_date_utc"], shown["end_date_utc"]) == (
        "2199-12-24T00:00:00.000000Z",
        "2199-12-27T00:00:00.000000Z",
    )
    assert shown["status"] == "planned"


def test_an_instant_with_an_offset_is_read_as_utc(tenant: Tenant) -> None:
    shown = stand_in(tenant, "bo", "ada", start_date="2199-12-24T08:00:00+02:00").json()["stand_in"]
    assert shown["start_date_utc"] == "2199-12-24T06:00:00.000000Z"


def test_a_start_in_the_past_is_now(tenant: Tenant) -> None:
    shown = stand_in(tenant, "bo", "ada", start_date="2020-01-01").json()["stand_in"]
    assert shown["status"] == "active" and shown["start_date"] > "2026"


def test_time_alone_begins_and_ends_it(tenant: Tenant) -> None:
    clock = tenant.server.clock
    start, end = (clock.now() + timedelta(minutes=minutes) for minutes in (10, 20))
    stand_in(tenant, "bo", "ada", start_date=start.isoformat(), end_date=end.isoformat())
    for minutes, status in ((0, "planned"), (11, "active"), (21, "ended")):
        clock.offset = timedelta(minutes=minutes)
        assert listed(tenant)[0]["status"] == status


def test_ending_one_that_is_planned_means_that_it_never_begins(tenant: Tenant) -> None:
    made = stand_in(tenant, "bo", "ada", start_date="2199-01-01").json()["stand_in"]
    tenant.api().delete(f"/v1/stand-ins/{made['id']}")
    assert stand_in(tenant, "bo", "ada", start_date="2199-01-01").status_code == 201


def test_ending_it_again_changes_nothing(tenant: Tenant) -> None:
    made = stand_in(tenant, "bo", "ada").json()["stand_in"]
    path = f"/v1/stand-ins/{made['id']}"
    assert tenant.api().delete(path).json() == tenant.api().delete(path).json()
    assert [entry["action"] for entry in trail(tenant, "user")] == ["stand_in.set", "stand_in.ended"]


def test_nobody_stands_in_for_themselves(tenant: Tenant) -> None:
    assert refused(stand_in(tenant, "ada", "ada")) == (400, "own_stand_in")


def test_a_stand_in_has_to_be_a_person_who_may_approve(tenant: Tenant) -> None:
    assert refused(stand_in(tenant, "cy", "ada")) == (400, "stand_in_may_not_approve")
    api_user = tenant.api().post("/v1/stand-ins", json={"out_of_office": True}).json()["stand_in"]["user"]["id"]
    body = {"user": {"email": email(tenant, "ada")}, "stand_in": {"id": api_user}}
    assert refused(tenant.api().post("/v1/stand-ins", json=body)) == (400, "stand_in_may_not_approve")


def test_people_of_another_account_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    stranger = {"id": user_id(other_tenant, "bo")}
    ada = {"email": email(tenant, "ada")}
    for body in ({"user": ada, "stand_in": stranger}, {"user": stranger, "stand_in": ada}):
        assert refused(tenant.api().post("/v1/stand-ins", json=body)) == (404, "not_found")
    theirs = stand_in(other_tenant, "bo", "ada").json()["stand_in"]["id"]
    assert tenant.api().delete(f"/v1/stand-ins/{theirs}").status_code == 404
    assert tenant.api().get("/v1/stand-ins", params={"user_id": stranger["id"]}).status_code == 404
    assert listed(tenant) == []


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ({}, {}, 409),
        ({}, {"start_date": "2199-01-01"}, 409),
        ({"end_date": "2199-01-31"}, {"start_date": "2199-01-31"}, 409),
        ({"end_date": "2199-01-31"}, {"start_date": "2199-02-01"}, 201),
        ({"start_date": "2199-02-01"}, {"end_date": "2199-01-31"}, 201),
        ({"start_date": "2199-02-01"}, {"end_date": "2199-02-01"}, 409),
    ],
)
def test_a_person_has_one_stand_in_at_a_time(
    tenant: Tenant, first: dict[str, str], second: dict[str, str], status: int
) -> None:
    assert stand_in(tenant, "bo", "ada", **first).status_code == 201
    answer = stand_in(tenant, "di", "ada", **second)
    assert answer.status_code == status
    if status == 409:
        assert error_of(answer) == "stand_in_overlaps" and len(listed(tenant)) == 1


def test_two_people_do_not_stand_in_for_each_other(tenant: Tenant) -> None:
    stand_in(tenant, "bo", "ada", end_date="2199-06-30")
    assert refused(stand_in(tenant, "ada", "bo")) == (409, "stand_in_cycle")
    assert stand_in(tenant, "ada", "bo", start_date="2199-07-01").status_code == 201


def test_no_cycle_round_a_corner_at_any_instant(tenant: Tenant) -> None:
    assert stand_in(tenant, "bo", "ada", end_date="2199-03-31").status_code == 201
    assert stand_in(tenant, "di", "bo", start_date="2199-03-01", end_date="2199-04-30").status_code == 201
    assert refused(stand_in(tenant, "ada", "di", start_date="2199-03-15", end_date="2199-03-16")) == (
        409,
        "stand_in_cycle",
    )
    assert stand_in(tenant, "ada", "di", start_date="2199-04-01").status_code == 201


def test_of_many_at_once_one_is_set(tenant: Tenant) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [
            future.result().status_code for future in [pool.submit(stand_in, tenant, "bo", "ada") for _ in range(8)]
        ]
    assert sorted(answers) == [201] + [409] * 7


def test_a_cycle_is_not_made_by_two_requests_at_once(tenant: Tenant) -> None:
    pairs = [("bo", "ada"), ("ada", "bo")] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = [future.result().status_code for future in [pool.submit(stand_in, tenant, *pair) for pair in pairs]]
    assert answers.count(201) == 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"start_date": "tomorrow"}, {"start_date": "invalid_date"}),
        ({"end_date": "2026-02-30"}, {"end_date": "impossible_date"}),
        ({"start_date": "2199-02-02", "end_date": "2199-02-01"}, {"end_date": "start_after_end"}),
        ({"start_date": "2199-02-02T10:00:00Z", "end_date": "2199-02-02T10:00:00Z"}, {"end_date": "start_after_end"}),
        ({"note": "a\x1bb"}, {"note": "control_character"}),
        ({"note": "x" * 501}, {"note": "too_long"}),
        ({"out_of_office": True}, {"stand_in": "required"}),
        ({"stand_in": None}, {"stand_in": "required"}),
        ({"stand_in": {}}, {"stand_in": "required"}),
        ({"user": {"id": "x"}}, {"user": "required"}),
    ],
)
def test_what_is_not_clear_is_refused(tenant: Tenant, body: dict[str, Any], fields: dict[str, str]) -> None:
    answer = stand_in(tenant, "bo", "ada", **body)
    assert (answer.status_code, fields_of(answer)) == (400, fields)
    assert listed(tenant) == []


def test_an_end_in_the_past_is_refused(tenant: Tenant) -> None:
    assert refused(stand_in(tenant, "bo", "ada", end_date="2026-01-01")) == (400, "end_in_the_past")


def test_out_of_office_without_a_stand_in(tenant: Tenant) -> None:
    body = {"user": {"email": email(tenant, "ada")}, "out_of_office": True, "end_date": "2199-01-07", "note": "Skiing"}
    made = tenant.api().post("/v1/stand-ins", json=body)
    assert made.status_code == 201 and made.json()["stand_in"]["stand_in"] is None
    assert refused(stand_in(tenant, "bo", "ada")) == (409, "stand_in_overlaps")


def test_users_set_and_end_their_own(tenant: Tenant) -> None:
    made = tenant.api("editor").post("/v1/stand-ins", json={"stand_in": {"email": email(tenant, "bo")}})
    assert made.status_code == 201 and made.json()["stand_in"]["user"]["first_name"] == "editor"
    assert tenant.api("editor").get("/v1/stand-ins").json()["results"] == [made.json()["stand_in"]]
    assert tenant.api("editor").delete(f"/v1/stand-ins/{made.json()['stand_in']['id']}").status_code == 200


def test_others_are_set_ended_and_seen_by_whoever_manages_users(tenant: Tenant) -> None:
    assert refused(stand_in(tenant, "bo", "ada", api="editor")) == (403, "permission_denied")
    made = stand_in(tenant, "bo", "ada").json()["stand_in"]
    assert tenant.api("editor").delete(f"/v1/stand-ins/{made['id']}").status_code == 404
    assert tenant.api("editor").get("/v1/stand-ins").json()["count"] == 0
    answer = tenant.api("editor").get("/v1/stand-ins", params={"user_id": made["user"]["id"]})
    assert refused(answer) == (403, "permission_denied")
    assert listed(tenant, user_id=made["user"]["id"]) == [made] and listed(tenant, user_id=made["stand_in"]["id"]) == []


def test_whoever_manages_a_part_of_the_account_sets_no_stand_in_for_people_beyond_it(tenant: Tenant) -> None:
    assert refused(stand_in(tenant, "bo", "ada", api="main")) == (403, "out_of_scope")
    assert stand_in(tenant, "bo", "cy", api="main").status_code == 201


def test_setting_one_has_a_row_in_the_trail(tenant: Tenant) -> None:
    made = stand_in(tenant, "bo", "ada").json()["stand_in"]
    (entry,) = trail(tenant, "user")
    assert (entry["action"], entry["subject_id"]) == ("stand_in.set", str(made["user"]["id"]))
    assert (entry["after"]["stand_in_id"], entry["before"]) == (made["stand_in"]["id"], None)


@pytest.mark.parametrize(
    ("who", "sent", "field"),
    [
        ("cy", {}, "stand_in"),
        ("ada", {}, "stand_in"),
        ("bo", {"end_date": "2020-01-01"}, "end_date"),
    ],
)
def test_a_refusal_names_the_field_that_it_is_about(tenant: Tenant, who: str, sent: dict[str, Any], field: str) -> None:
    answer = stand_in(tenant, who, "ada", **sent)
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [field]
