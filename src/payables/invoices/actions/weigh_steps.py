"""What may the caller do with an invoice now? Nothing is locked or written: the refusals are those that the steps would give."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from payables.invoices.actions.decide_match import check_may_decide
from payables.invoices.model import Invoice
from payables.invoices.queries.records import Seen
from payables.invoices.rules.askable import check_askable
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.exportable import refuse_in_export
from payables.invoices.rules.reasons import OF_MATCHING
from payables.invoices.rules.steps import (
    check_archivable,
    check_archived,
    check_flaggable,
    check_holdable,
    check_waiting,
    not_releasable,
)
from payables.kit.errors import Refusal
from payables.platform.caller import Caller, Feature, Permission
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Steps:
    """Why not, of each step; None where it may be done."""

    edit: Refusal | None
    archive: Refusal | None
    restore: Refusal | None
    flag: Refusal | None
    hold: Refusal | None
    release: Refusal | None
    ask: Refusal | None
    renew: Refusal | None
    comment: Refusal | None
    match: Refusal | None
    decide_match: Refusal | None
    decide_catalog: Refusal | None


async def weigh_steps(tx: Transaction, caller: Caller, seen: Seen) -> Steps:
    steps = _weighed(caller, seen)
    if steps.decide_match is None and any(reason.code in OF_MATCHING for reason in seen.invoice.reasons):
        try:
            await check_may_decide(tx, caller, seen.invoice)
        except Refusal as refusal:
            return replace(steps, decide_match=refusal)
    return steps


def _weighed(caller: Caller, seen: Seen) -> Steps:
    """By rights and the invoice alone."""
    invoice, mode = seen.invoice, caller.approval_mode

    def weigh(
        needs: Permission, check: Callable[[Invoice], object] | None, feature: Feature | None = None
    ) -> Refusal | None:
        try:
            caller.need(needs)
            if feature is not None:
                caller.need_feature(feature)
            if check is not None:
                refuse_in_export(invoice)
                check(invoice)
        except Refusal as refusal:
            return refusal
        return None

    def check_held(invoice: Invoice) -> None:
        if invoice.hold_reason is None:
            raise not_releasable(bank_held=seen.bank_held is not None)

    return Steps(
        edit=weigh(Permission.INVOICES_EDIT, check_changeable),
        archive=weigh(Permission.INVOICES_EDIT, lambda one: check_archivable(one, mode)),
        restore=weigh(Permission.INVOICES_EDIT, check_archived),
        flag=weigh(Permission.INVOICES_EDIT, lambda one: check_flaggable(one, mode)),
        hold=weigh(Permission.INVOICES_APPROVE, check_holdable),
        release=weigh(Permission.INVOICES_APPROVE, check_held),
        ask=weigh(Permission.INVOICES_EDIT, check_askable),
        renew=weigh(Permission.APPROVAL_POLICIES_MANAGE, check_waiting),
        comment=weigh(Permission.INVOICES_EDIT, None),
        match=weigh(Permission.INVOICES_EDIT, check_changeable, Feature.PURCHASE_ORDERS),
        decide_match=weigh(Permission.MATCHES_DECIDE, check_changeable, Feature.PURCHASE_ORDERS),
        decide_catalog=weigh(Permission.MATCHES_DECIDE, check_changeable, Feature.CATALOG_MATCH),
    )
