"""An account as the database has it, as the text of an org file: read again, it changes nothing."""

from decimal import Decimal
from typing import Any

import yaml

from payables.access.model import PresentAccess
from payables.accounts.model import PresentStructure

Rows = dict[str, dict[str, Any]]


class _Dumper(yaml.SafeDumper):
    """Lists of things one below the other; numbers of custom fields as they are, never as floating point."""


def _decimal(dumper: _Dumper, value: Decimal) -> Any:
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in str(value) else 'int'}", str(value))


_Dumper.add_representer(Decimal, _decimal)


def org_text(account: dict[str, Any]) -> str:
    """The file of one account."""
    filled = _filled(account) | {"companies": [_filled(company) for company in account["companies"]]}
    return yaml.dump({"accounts": [filled]}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


def account_data(
    key: str, structure: PresentStructure, access: PresentAccess, fields: list[dict[str, Any]]
) -> dict[str, Any]:
    """One account as the file has it. What is out of use is left out: in the file it would come back."""
    assert structure.account is not None, "the account was provisioned"
    return {
        "key": key,
        **_account(structure.account),
        "companies": [_company(structure, name, company, fields) for name, company in structure.companies.items()],
        "groups": [{"key": name, "name": group["name"]} for name, group in structure.groups.items()],
        "people": [_person(person) for person in access.people.values() if person["active"]],
        "api_users": [
            _api_user(name, user, access.clients) for name, user in access.api_users.items() if user["active"]
        ],
        "custom_fields": _fields(fields, None),
    }


def _account(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "plan": _filled(row["plan"]),
        "features": list(row["features"]),
        "approval_mode": row["approval_mode"],
        "allow_self_approval": row["allow_self_approval"],
    }


def _company(
    structure: PresentStructure, key: str, row: dict[str, Any], fields: list[dict[str, Any]]
) -> dict[str, Any]:
    locations = [
        _filled({"key": name, "name": location["name"], "group": location["group"]})
        for name, location in structure.locations.items()
        if location["company"] == key and location["active"]
    ]
    names = {name: row[name] for name in ("name", "currency")}
    lists = {name: list(row[name]) for name in ("tax_ids", "own_names")}
    return {"key": key, **names, **lists, "locations": locations, "custom_fields": _fields(fields, key)}


def _person(row: dict[str, Any]) -> dict[str, Any]:
    named = {name: row[name] for name in ("email", "first_name", "last_name", "role")}
    return {**named, "locations": list(row["locations"]) if row["scope"] == "locations" else "all"}


def _api_user(name: str, row: dict[str, Any], clients: Rows) -> dict[str, Any]:
    names = [client["name"] for client in clients.values() if client["user_id"] == row["id"] and client["active"]]
    return _filled(
        {"name": name, "scope": _scope(row), "role": row["role"], "clients": [{"name": client} for client in names]}
    )


def _scope(row: dict[str, Any]) -> Any:
    if row["scope"] == "company":
        return {"company": row["companies"][0]}
    return {"locations": list(row["locations"])} if row["scope"] == "locations" else "account"


def _fields(rows: list[dict[str, Any]], company: str | None) -> list[dict[str, Any]]:
    return [_field(row) for row in rows if row["company"] == company and row["active"]]


def _field(row: dict[str, Any]) -> dict[str, Any]:
    default = row["default"]
    number = row["type"] == "number" and default is not None
    return _filled(
        {
            **{name: row[name] for name in ("key", "subject", "type", "label")},
            "choices": list(row["choices"] or ()),
            "default": Decimal(str(default)) if number else default,
            "required": row["required"],
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is none or an empty list."""
    return {name: value for name, value in values.items() if value is not None and value != []}
