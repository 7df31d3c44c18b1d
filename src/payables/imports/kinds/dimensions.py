"""A dimension per row; it meets the dimension of the company by reference_id."""

from payables.dimensions import queries
from payables.dimensions.actions.import_dimensions import import_dimensions
from payables.dimensions.actions.withdraw_dimensions import withdraw_dimensions
from payables.imports.kinds.master import Master
from payables.platform.caller import Permission

COLUMNS = ("reference_id", "erp_dimension_id", "erp_type", "ottimate_type", "name", "code")
ALIASES = {
    "reference": "reference_id",
    "erp id": "erp_dimension_id",
    "type": "ottimate_type",
    "dimension type": "ottimate_type",
    "account name": "name",
    "account number": "code",
}

KIND = Master(
    "reference_id",
    COLUMNS,
    ALIASES,
    Permission.DIMENSIONS_WRITE,
    import_dimensions,
    queries.lock_by_ids,
    withdraw_dimensions,
).kind
