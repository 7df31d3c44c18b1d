"""Who may have acted as whom, as it is read."""

from harness.api import Api
from harness.approvals import user_id
from harness.inside import inside
from harness.tenants import Tenant
from payables.access.queries.hands import HELD, acted_as, hands_of_many
from payables.platform.db import Transaction


def made(api: Api, tenant: Tenant, name: str) -> str:
    """The id of a client of an API user, made by another."""
    answer = api.post("/v1/oauth-clients", json={"user_id": api_user(tenant, name), "name": f"of {name}"})
    assert answer.status_code == 201, answer.text
    return answer.json()["client_id"]


def api_user(tenant: Tenant, name: str) -> int:
    found = tenant.api().get("/v1/users", params={"kind": "api", "limit": 100}).json()["results"]
    return next(user["id"] for user in found if user["first_name"] == name)


def test_however_often_a_secret_is_rotated_one_row_tells_who_holds_the_program(tenant: Tenant) -> None:
    client = made(tenant.api("second"), tenant, "editor")
    for _ in range(3):
        rotated = tenant.api("second").post(f"/v1/oauth-clients/{client}/rotate", json={"overlap_hours": 0})
        assert rotated.status_code == 201, rotated.text
    second, editor = api_user(tenant, "second"), api_user(tenant, "editor")

    async def read(tx: Transaction) -> tuple[int, object, list[frozenset[int]]]:
        rows = await tx.fetch(HELD, tx.account_id)
        hands = await hands_of_many(tx, [(frozenset({editor}), tx.now), (frozenset({second}), tx.now)])
        return len(rows), await acted_as(tx, second), hands

    count, programs, hands = inside(tenant, read)
    assert (count, programs) == (1, {editor: None})
    assert hands == [frozenset({second, editor})] * 2
    tenant.api("second").delete(f"/v1/oauth-clients/{client}")
    _, programs, _ = inside(tenant, read)
    assert programs[editor] is not None
    assert inside(tenant, acted_as, user_id(tenant, "bo")) == {}
