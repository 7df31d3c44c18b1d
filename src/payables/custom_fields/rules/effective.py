"""Which fields hold for a company: its own before the account's of the same key."""

from collections.abc import Iterable

from payables.custom_fields.model import FieldSpec, Subject


def effective(specs: Iterable[FieldSpec], company_id: int | None, subject: Subject) -> dict[str, FieldSpec]:
    """By key, in the order of their keys; what was taken out of use is not among them."""
    usable = [s for s in specs if s.active and s.subject is subject and s.company_id in (None, company_id)]
    by_key = {spec.key: spec for spec in sorted(usable, key=lambda spec: spec.company_id is not None)}
    return dict(sorted(by_key.items()))
