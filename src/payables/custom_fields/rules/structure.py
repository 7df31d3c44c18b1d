"""What has to happen for an account's custom fields to become what the org file says."""

from collections.abc import Iterable, Mapping
from typing import Any

from payables.accounts.model import Step, Things, steps_between
from payables.custom_fields.model import FieldEntry

SUBJECT = "custom_field"


def plan_fields(present: Things, entries: Iterable[FieldEntry], *, deactivate_missing: bool) -> list[Step]:
    wanted = {step_key(e.company, e.subject, e.key): _wanted(e) for e in entries}
    return steps_between(SUBJECT, present, wanted, deactivate_missing=deactivate_missing)


def step_key(company: str | None, subject: str, key: str) -> str:
    """How plans call a field: `invoice.cost_centre`, or `acme-inc/invoice.cost_centre` of a company."""
    return f"{company}/{subject}.{key}" if company else f"{subject}.{key}"


def narrowed(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    """Whether a value that was valid may be so no more. A field that is taken out of use keeps its values."""
    if before is None or after is None:
        return False
    return before["type"] != after["type"] or not set(before["choices"]) <= set(after["choices"])


def _wanted(entry: FieldEntry) -> Mapping[str, Any]:
    return {
        "company": entry.company,
        "subject": str(entry.subject),
        "key": entry.key,
        "type": str(entry.type),
        "label": entry.label,
        "required": entry.required,
        "default": entry.default,
        "choices": list(entry.choices),
        "active": True,
    }
