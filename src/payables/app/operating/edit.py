"""What an operator types into a form, as a change of the account's org file: what is wrong with it is found where the file is
read, and what it does is seen in the file's plan."""

from collections.abc import Callable
from typing import Any

from payables.app.org.write import org_text
from payables.kit.errors import NotFound

Data = dict[str, Any]
Typed = dict[str, list[str]]


def leaves_out(what: str) -> bool:
    """Whether an edit takes something out, which then becomes inactive: nothing else is missing in the file."""
    return what.startswith("without-")


def edited(data: Data, what: str, typed: Typed) -> str:
    """The text of the file with the change. `what` is one of EDITS; raises KeyError for another, NotFound for
    a company that the account does not have."""
    EDITS[what](data, typed)
    return org_text(data)


def _account(data: Data, typed: Typed) -> None:
    data["name"] = _one(typed, "name")
    data["features"] = sorted(typed.get("features", []))
    data["approval_mode"] = _one(typed, "approval_mode")
    data["allow_self_approval"] = bool(_one(typed, "allow_self_approval"))


def _company(data: Data, typed: Typed) -> None:
    own = {"tax_ids": _lines(typed, "tax_ids"), "own_names": _lines(typed, "own_names")}
    data["companies"].append({**_named(typed), "currency": _one(typed, "currency"), **own, "locations": []})


def _location(data: Data, typed: Typed) -> None:
    company = next((one for one in data["companies"] if one["key"] == _one(typed, "company")), None)
    location = _named(typed) | ({"group": group} if (group := _one(typed, "group")) else {})
    if company is None:
        raise NotFound(what="company")
    company["locations"].append(location)


def _group(data: Data, typed: Typed) -> None:
    data["groups"].append(_named(typed))


def _person(data: Data, typed: Typed) -> None:
    """In place of the person with this address, if there is one."""
    person = {name: _one(typed, name) for name in ("email", "first_name", "last_name", "role")}
    others = [one for one in data["people"] if one["email"].lower() != person["email"].lower()]
    data["people"] = [*others, person | {"locations": typed.get("locations") or "all"}]


def _api_user(data: Data, typed: Typed) -> None:
    company, locations = _one(typed, "company"), typed.get("locations")
    scope: Any = {"locations": locations} if locations else {"company": company} if company else "account"
    user = {"name": _one(typed, "name"), "scope": scope, "role": _one(typed, "role")}
    data["api_users"].append(user | {"clients": [{"name": _one(typed, "client")}]})


def _without_person(data: Data, typed: Typed) -> None:
    data["people"] = [one for one in data["people"] if one["email"].lower() != _one(typed, "email").lower()]


def _without_location(data: Data, typed: Typed) -> None:
    for company in data["companies"]:
        company["locations"] = [one for one in company["locations"] if one["key"] != _one(typed, "key")]


def _without_api_user(data: Data, typed: Typed) -> None:
    data["api_users"] = [one for one in data["api_users"] if one["name"] != _one(typed, "name")]


EDITS: dict[str, Callable[[Data, Typed], None]] = {
    "account": _account,
    "company": _company,
    "location": _location,
    "group": _group,
    "person": _person,
    "api-user": _api_user,
    "without-person": _without_person,
    "without-location": _without_location,
    "without-api-user": _without_api_user,
}


def _named(typed: Typed) -> Data:
    return {"key": _one(typed, "key"), "name": _one(typed, "name")}


def _one(typed: Typed, name: str) -> str:
    return (typed.get(name) or [""])[-1].strip()


def _lines(typed: Typed, name: str) -> list[str]:
    return [line.strip() for line in _one(typed, name).splitlines() if line.strip()]
