"""A credit memo settles a claim, in full or in part."""

from decimal import Decimal

from payables.audit.actions.record import record
from payables.claims import queries, store
from payables.claims.errors import ClaimClosed, MemoUsedUp, NotACreditMemo, SettledBefore, TooMuchSettled
from payables.claims.model import Claim, ClaimStatus, told_apart
from payables.invoices.model import Invoice, InvoiceType, State
from payables.invoices.queries import records
from payables.kit.bad_value import BadValueError
from payables.kit.content_tag import check_seen
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.money import check_amount
from payables.platform.caller import Caller, Scope
from payables.platform.db import Transaction


async def settle_claim(
    tx: Transaction, caller: Caller, claim_id: str, memo_id: str, amount: Decimal | None = None
) -> Claim:
    """Without an amount as much as is open and the memo has left. The memo's row is the one lock of what it settles.

    Raises NotFound, NotACreditMemo, ClaimClosed, MemoUsedUp, SettledBefore, TooMuchSettled, InvalidFields.
    """
    memo = await records.load_for_update(tx, caller, memo_id, in_export_too=True)
    claim = await queries.lock(tx, caller.scope, claim_id)
    _check(claim, memo)
    await _forget_lapsed(tx, claim)
    left = (memo.total_amount or Decimal(0)) - await queries.used_of_memo(tx, memo.id)
    part = min(claim.open_amount, left) if amount is None else _checked(amount, claim.currency)
    if part <= 0 or part > left:
        raise MemoUsedUp(left=left, currency=memo.currency, amount=part if amount is not None else claim.open_amount)
    if part > claim.open_amount:
        raise TooMuchSettled(left=claim.open_amount, currency=claim.currency, amount=part)
    await _wake_nobody(tx, memo, left - part)
    if not await store.settle(tx, claim.id, memo.id, part):
        raise SettledBefore
    after = {"credit_memo": str(memo.id), "amount": part, "currency": claim.currency}
    record(tx, "claim.settled", "claim", claim.id, after=after, message=f"Settled by credit memo {memo.number}.")
    return await queries.visible(tx, caller.scope, claim_id)


async def unsettle_claim(
    tx: Transaction, caller: Caller, claim_id: str, memo_id: str, *, seen: str | None = None
) -> Claim:
    """Takes back what a memo settles. `seen`: the tag of the settlements that were seen, None for any. Raises NotFound,
    ChangedMeanwhile."""
    memo = await records.load_for_update(tx, caller, memo_id, in_export_too=True)
    claim = await queries.lock(tx, caller.scope, claim_id)
    check_seen(told_apart((await queries.settlements_of(tx, Scope(), [claim.id]))[claim.id]), seen)
    amount = await store.unsettle(tx, claim.id, memo.id)
    if amount is None:
        raise NotFound(what="settlement")
    before = {"credit_memo": str(memo.id), "amount": amount, "currency": claim.currency}
    record(tx, "claim.unsettled", "claim", claim.id, before=before, message=f"Credit memo {memo.number} taken back.")
    return await queries.visible(tx, caller.scope, claim_id)


async def _forget_lapsed(tx: Transaction, claim: Claim) -> None:
    """What does not count any more is taken back for good before something else settles the claim: brought back later, a memo
    must not settle it beside the new one."""
    settlements = (await queries.settlements_of(tx, Scope(), [claim.id]))[claim.id]
    for lapsed in (one for one in settlements if not one.counts):
        before = {"credit_memo": str(lapsed.credit_memo), "amount": lapsed.amount, "currency": claim.currency}
        message = f"Credit memo {lapsed.invoice_number} was archived or changed since: it settles nothing of it."
        record(tx, "claim.unsettled", "claim", claim.id, before=before, message=message)
    await store.drop(tx, claim.id, [one.credit_memo for one in settlements if not one.counts])


async def _wake_nobody(tx: Transaction, memo: Invoice, left: Decimal) -> None:
    """What the memo had settled of claims of archived invoices is taken back for good, if no more is left of it than this:
    restored later, such an invoice must not bring back a settlement by money that has settled something else."""
    asleep = await queries.asleep_of_memo(tx, memo.id)
    if sum((one.amount for one in asleep), Decimal(0)) <= left:
        return
    for one in asleep:
        await store.drop(tx, one.claim, [memo.id])
        before = {"credit_memo": str(memo.id), "amount": one.amount, "currency": one.currency}
        message = f"Its invoice is archived, and credit memo {memo.number} settles another claim now."
        record(tx, "claim.unsettled", "claim", one.claim, before=before, message=message)


def _check(claim: Claim, memo: Invoice) -> None:
    is_memo = memo.type is InvoiceType.CREDIT_MEMO and memo.state is not State.ARCHIVED
    theirs = (memo.company_id, memo.vendor_id, memo.currency)
    if not is_memo or theirs != (claim.company_id, claim.vendor_id, claim.currency):
        raise NotACreditMemo
    if claim.status is not ClaimStatus.OPEN:
        raise ClaimClosed(status=claim.status)


def _checked(amount: Decimal, currency: str) -> Decimal:
    try:
        checked = check_amount(amount, currency)
    except BadValueError as error:
        raise InvalidFields([FieldError("amount", error.sentence, error.code)]) from error
    if checked <= 0:
        raise InvalidFields([FieldError("amount", "Send more than zero.", "out_of_range")])
    return checked
