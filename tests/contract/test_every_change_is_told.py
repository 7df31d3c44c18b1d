"""Every changing operation of the API leaves an entry in the audit trail, in the transaction of the change."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from tests.contract.audit_actions import SILENT, TOLD
from tests.contract.audited_calls import CALLS

import payables
from harness.contract import contract
from harness.inside import inside
from harness.tenants import Tenant
from payables.platform.db import Transaction

CHANGING = {"post", "patch", "put", "delete"}
PATHS: dict[str, dict[str, Any]] = contract().document["paths"]
OPERATIONS = sorted(
    {
        re.sub(r"-alias-\d+$", "", operation["operationId"])
        for operations in PATHS.values()
        for method, operation in operations.items()
        if method in CHANGING
    }
)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_changing_operation_says_what_it_leaves_in_the_trail(operation: str) -> None:
    assert operation in TOLD or operation in SILENT, (
        f"{operation} changes something: add a line to TOLD in tests/contract/audit_actions.py with the action that it "
        "records (audit/actions/record.py), or to SILENT with the reason why it records none."
    )
    assert not (operation in TOLD and operation in SILENT), f"{operation} is in TOLD and in SILENT"


def test_every_action_that_the_table_promises_is_recorded_somewhere() -> None:
    promised = set().union(*(actions for operation, actions in TOLD.items() if operation in OPERATIONS))
    recorded = _recorded()
    assert [action for action in sorted(promised) if not recorded.fullmatch(action)] == []


@pytest.mark.parametrize("operation", sorted(CALLS.keys() & set(OPERATIONS)))
def test_a_successful_call_leaves_its_entry(tenant: Tenant, operation: str) -> None:
    """An entry with the request's id was committed with the request, which is one transaction."""
    answer = CALLS[operation](tenant)
    assert answer.is_success, answer.text
    asked = contract()._operation(answer.request.method, answer.request.url.path)
    assert asked and asked["operationId"] == operation, "the last call is not one of the operation"
    assert inside(tenant, _actions, answer.headers["x-request-id"]) & TOLD[operation]


def test_a_refused_call_leaves_none(tenant: Tenant) -> None:
    answer = tenant.api().post("/v1/invoices", json={"ottimate_company_id": tenant.company()})
    assert answer.status_code == 400
    assert inside(tenant, _actions, answer.headers["x-request-id"]) == set()


async def _actions(tx: Transaction, request_id: str) -> set[str]:
    sql = "SELECT action FROM audit_log WHERE account_id = $1 AND request_id = $2"
    return {row["action"] for row in await tx.fetch(sql, tx.account_id, request_id)}


def _recorded() -> re.Pattern[str]:
    """Matches the actions of all calls of `record` in the source; what is put in there from a variable may be anything."""
    return re.compile("|".join(_pattern(tree, call) for tree in _trees() for call in _calls_of_record(tree)))


def _trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in Path(payables.__file__).parent.rglob("*.py")]


def _calls_of_record(tree: ast.Module) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if ast.unparse(call.func) == "record" and len(call.args) > 1]


def _pattern(tree: ast.Module, call: ast.Call) -> str:
    """Of a variable alone: every action that the module spells out."""
    match call.args[1]:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z_]+" for p in parts)
        case _:
            texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            actions = [t for t in texts if isinstance(t, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", t)]
            return "|".join(map(re.escape, actions))
