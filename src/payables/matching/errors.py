"""Refusals of matching."""

from payables.kit.errors import Refusal


class NothingHeld(Refusal):
    """Nothing of these lines differs from what was ordered, or it has been decided already: read the invoice's match."""

    status = 409
    code = "nothing_held"


class MatchPending(Refusal):
    """An order of this invoice changed a moment ago, and the invoice is matched again within seconds: read it and try again then."""

    status = 409
    code = "match_pending"


class UnknownOrderLine(Refusal):
    """The invoice's vendor has no open purchase order with line {line}: send the id of one of its lines."""

    status = 400
    code = "unknown_order_line"


class ToleranceExists(Refusal):
    """There is a tolerance for this vendor, category or company already: change {tolerance_id} instead."""

    status = 409
    code = "tolerance_exists"
