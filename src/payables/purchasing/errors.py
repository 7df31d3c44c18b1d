"""Refusals of purchasing."""

from payables.kit.errors import Refusal


class DimensionNotText(Refusal):
    """Dimension value for '{dimension}' must be a string."""

    status = 400
    code = "PO4000"


class NumberTaken(Refusal):
    """The location and vendor have an order of this number already, {order}: send its external_id, change it by PATCH, or
    send another number."""

    status = 409
    code = "purchase_order_exists"


class ExternalIdTaken(Refusal):
    """The company has an order with this external_id at a location that you have no access to: send another external_id."""

    status = 409
    code = "external_id_taken"


class OrderInUse(Refusal):
    """Of this order something was received or billed, so {what}: take the receipts back first, and release the invoices."""

    status = 409
    code = "order_in_use"


class IllegalStep(Refusal):
    """An order that is {status} cannot take this step ({step}): see the table of statuses in the documentation."""

    status = 409
    code = "illegal_transition"


class StaleOrder(Refusal):
    """The order was changed since the version named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"


class OrderPutAway(Refusal):
    """The order {order} is {status}, so nothing can be received for it: reopen it first, or name another order."""

    status = 409
    code = "order_put_away"


class ReceiptNumberTaken(Refusal):
    """The order has a receipt of this number already, {receipt}: send its external_id, change it by PATCH, or send another
    number."""

    status = 409
    code = "receipt_exists"


class ReceiptOfAnotherOrder(Refusal):
    """The company has a receipt with this external_id for another order: a receipt stays with its order, so send another
    external_id."""

    status = 409
    code = "receipt_of_another_order"


class IllegalReceiptStep(Refusal):
    """A receipt that is {status} cannot take this step ({step}): see the table of statuses in the documentation."""

    status = 409
    code = "illegal_transition"


class StaleReceipt(Refusal):
    """The receipt was changed since the version named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"
