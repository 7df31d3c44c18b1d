"""What has to happen for an account's structure to become what the org file says."""

from typing import Any

import msgspec

from payables.accounts.model import AccountEntry, PresentStructure, Step, Things, steps_between


def plan_structure(present: PresentStructure, entry: AccountEntry, *, deactivate_missing: bool) -> list[Step]:
    """Steps in the order in which they can be applied: account, companies, groups, locations."""
    account = present.account
    known: Things = {entry.key: account} if account else {}
    pairs: list[tuple[str, Things, Things]] = [
        ("account", known, {entry.key: _account(entry)}),
        ("company", present.companies, {company.key: _company(company) for company in entry.companies}),
        ("group", present.groups, {group.key: {"name": group.name} for group in entry.groups}),
        ("location", present.locations, _locations(entry)),
    ]
    return [
        step
        for subject, found, wanted in pairs
        for step in steps_between(subject, found, wanted, deactivate_missing=deactivate_missing)
    ]


def _account(entry: AccountEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "plan": msgspec.to_builtins(entry.plan),
        "features": sorted(entry.features),
        "approval_mode": str(entry.approval_mode),
        "allow_self_approval": entry.allow_self_approval,
    }


def _company(company: Any) -> dict[str, Any]:
    return {
        "name": company.name,
        "currency": company.currency,
        "tax_ids": list(company.tax_ids),
        "own_names": list(company.own_names),
    }


def _locations(entry: AccountEntry) -> Things:
    return {
        location.key: {"name": location.name, "company": company.key, "group": location.group, "active": True}
        for company in entry.companies
        for location in company.locations
    }
