"""Does a policy's own conditions hold for a document? All that are given must; the sentences say which does not and why.

Conditions about other policies (`catch_all`, `after`) are not of the document: rules/firing.py looks at them.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from payables.approvals.model import Conditions, GlAccount, SubjectFacts, Unmet


def unmet(conditions: Conditions, facts: SubjectFacts) -> list[Unmet]:
    """Every condition that does not hold; none where the policy fires."""
    return [
        Unmet(name, sentence)
        for name, check in CHECKS.items()
        if getattr(conditions, name) not in ((), None) and (sentence := check(conditions, facts)) is not None
    ]


Check = Callable[[Conditions, SubjectFacts], str | None]


def _vendor(wanted: Conditions, facts: SubjectFacts) -> str | None:
    return None if facts.vendor_id in wanted.vendor_ids else "It is of another vendor."


def _erp_vendor(wanted: Conditions, facts: SubjectFacts) -> str | None:
    return None if facts.erp_vendor_id in wanted.erp_vendor_ids else "Its vendor has another accounting vendor id."


def _min_total(wanted: Conditions, facts: SubjectFacts) -> str | None:
    return _total(wanted, facts, wanted.min_total, lambda total, bound: total >= bound, "below")


def _max_total(wanted: Conditions, facts: SubjectFacts) -> str | None:
    return _total(wanted, facts, wanted.max_total, lambda total, bound: total <= bound, "above")


def _total(
    wanted: Conditions,
    facts: SubjectFacts,
    bound: Decimal | None,
    holds: Callable[[Decimal, Decimal], bool],
    side: str,
) -> str | None:
    if facts.total is None or bound is None:
        return "It has no total."
    if facts.currency != wanted.currency:
        return f"Its total is in {facts.currency}, and the policy's limit in {wanted.currency}."
    return None if holds(facts.total, bound) else f"Its total {facts.total} {facts.currency} is {side} {bound}."


def _department(wanted: Conditions, facts: SubjectFacts) -> str | None:
    if facts.department_ids & set(wanted.department_ids):
        return None
    return "Neither its header nor one of its lines is of such a department."


def _gl_account(wanted: Conditions, facts: SubjectFacts) -> str | None:
    if {account.id for account in facts.gl_accounts} & set(wanted.gl_account_ids):
        return None
    return "Neither its header nor one of its lines is coded with such a GL account."


def _contains(
    condition: str, texts_of: Callable[[Iterable[GlAccount]], list[str]], what: str, *, negated: bool
) -> Check:
    def check(wanted: Conditions, facts: SubjectFacts) -> str | None:
        hit = _hit(texts_of(facts.gl_accounts), getattr(wanted, condition))
        if negated:
            return f"The {what} {hit} contains one of these texts." if hit else None
        return None if hit else f"No {what} contains one of these texts."

    return check


def _hit(texts: Sequence[str], parts: Sequence[str]) -> str | None:
    """The first of the texts, in any order, that has one of the parts in it, in any case."""
    wanted = [part.casefold() for part in parts]
    return min((text for text in texts if any(part in text.casefold() for part in wanted)), default=None)


def _names(accounts: Iterable[GlAccount]) -> list[str]:
    return [account.name for account in accounts]


def _numbers(accounts: Iterable[GlAccount]) -> list[str]:
    return [account.code for account in accounts]


def _received(wanted: Conditions, facts: SubjectFacts) -> str | None:
    came = "by its vendor" if facts.received_from_vendor else "by ourselves"
    return None if wanted.received_from_vendor == facts.received_from_vendor else f"It was sent in {came}."


def _unmapped(wanted: Conditions, facts: SubjectFacts) -> str | None:
    has = "has" if facts.has_unmapped_items else "has no"
    return None if wanted.has_unmapped_items == facts.has_unmapped_items else f"It {has} lines without a GL account."


def _po_number(wanted: Conditions, facts: SubjectFacts) -> str | None:
    has = "has a" if facts.has_po_number else "has no"
    return None if wanted.has_po_number == facts.has_po_number else f"It {has} PO number."


CHECKS: dict[str, Check] = {
    "vendor_ids": _vendor,
    "erp_vendor_ids": _erp_vendor,
    "min_total": _min_total,
    "max_total": _max_total,
    "department_ids": _department,
    "gl_account_ids": _gl_account,
    "gl_name_contains": _contains("gl_name_contains", _names, "GL account's name", negated=False),
    "gl_name_not_contains": _contains("gl_name_not_contains", _names, "GL account's name", negated=True),
    "gl_number_contains": _contains("gl_number_contains", _numbers, "GL account's number", negated=False),
    "gl_number_not_contains": _contains("gl_number_not_contains", _numbers, "GL account's number", negated=True),
    "received_from_vendor": _received,
    "has_unmapped_items": _unmapped,
    "has_po_number": _po_number,
}
