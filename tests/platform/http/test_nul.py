"""The database keeps no NUL: a text that is looked for with one in it is refused, or finds nothing."""

import pytest

from harness.contract import contract, path_with
from harness.tenants import Tenant


def texts() -> list[tuple[str, str]]:
    """Path and name of every parameter of a list or a report that may be any text."""
    return [
        (path, parameter["name"])
        for path, operations in contract().document["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", [])
        if parameter["in"] == "query" and "'string'" in repr(parameter["schema"])
    ]


@pytest.mark.parametrize("path", sorted({path for path, _ in texts()}))
def test_nul_in_a_parameter_is_no_fault_of_ours(shared_tenant: Tenant, path: str) -> None:
    for name in [name for at, name in texts() if at == path]:
        answer = shared_tenant.api().get(path_with(path, "1"), params={name: "a\0b"})
        assert answer.status_code in (200, 400, 404, 422), f"{name}: {answer.status_code}"
