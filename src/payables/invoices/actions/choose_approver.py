"""Find who decides over an invoice: the caller, or the person the caller acts for."""

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.errors import MayNotApprove, MayNotForce, OwnEntry
from payables.approvals.model import Verdict
from payables.approvals.queries import decisions
from payables.invoices.model import Invoice
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def choose_approver(tx: Transaction, caller: Caller, invoice: Invoice, acts_for: int | str | None) -> User:
    """The person an API user may act for has to be allowed to see the invoice as well. Raises InvalidFields,
    PermissionDenied, MayNotApprove."""
    (found,) = await access.named_users(tx, [caller.user_id if acts_for is None else acts_for])
    if found is None or not found.sees(invoice.company_id, invoice.location_id):
        raise InvalidFields([FieldError("approver", "No such user sees this invoice.", "unknown_user")])
    if found.id == caller.user_id:
        return found
    caller.need(Permission.INVOICES_APPROVE_FOR_OTHERS)
    if found.kind != "person" or not found.may(Permission.INVOICES_APPROVE):
        raise MayNotApprove(user=found.display_name)
    return found


async def check_acting(
    tx: Transaction, caller: Caller, approver: User, authors: frozenset[int], *, force: bool
) -> None:
    """An API user does not approve what it made itself, or who made a secret of it, in the name of somebody else, unless the
    account lets authors approve;
    and what is forced stands in the approver's name: they need the right as the caller does. Raises MayNotForce, OwnEntry."""
    if approver.id == caller.user_id:
        return
    if force and not approver.may(Permission.INVOICES_FORCE_APPROVE):
        raise MayNotForce(user=approver.display_name)
    if caller.user_id in authors and not await decisions.self_approval_allowed(tx):
        raise OwnEntry


async def in_whose_place(tx: Transaction, approver: User, verdict: Verdict) -> list[User]:
    """The people whose requests somebody else has decided, as a stand-in or because they took too long."""
    ids = {record.approver_id for record in verdict.records if record.approver_id is not None} - {approver.id}
    users = await access.users(tx, sorted(ids)) if ids else {}
    return list(users.values())


def on_behalf(caller: Caller, approver: User, in_place_of: list[User]) -> str | None:
    """As the history says it: for whom an API user acted, and for whom that person decided."""
    sentences = [f"On behalf of {approver.display_name}."] if approver.id != caller.user_id else []
    if in_place_of:
        sentences.append(f"In place of {', '.join(user.display_name for user in in_place_of)}.")
    return " ".join(sentences) or None
