"""Refusals of payments."""

from payables.kit.errors import Refusal


class Overpaid(Refusal):
    """Only {open} {currency} of this invoice are open and {settles} would be settled: check whether it was paid before."""

    status = 409
    code = "overpaid"


class TotalMissing(Refusal):
    """The invoice has no total yet: complete it before you record a payment."""

    status = 409
    code = "missing_total"


class OtherCurrency(Refusal):
    """The invoice is in {currency}: record what was settled of it in that currency."""

    status = 409
    code = "other_currency"


class ReferenceUsed(Refusal):
    """A payment of this invoice with reference {reference} is recorded already, and differs: void it first, or correct the
    reference."""

    status = 409
    code = "payment_reference_used"


class AlreadyVoided(Refusal):
    """This payment was voided before."""

    status = 409
    code = "already_voided"


class PaidInFuture(Refusal):
    """The day of payment lies in the future: record a payment when it has been made."""

    status = 400
    code = "paid_in_future"
