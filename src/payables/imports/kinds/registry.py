"""All kinds of files, one line each."""

from payables.imports.kinds import dimensions, invoices, payments, vendors
from payables.imports.kinds.kind import Kind
from payables.imports.model import ImportKind

KINDS: dict[ImportKind, Kind] = {
    ImportKind.VENDORS: vendors.KIND,
    ImportKind.DIMENSIONS: dimensions.KIND,
    ImportKind.INVOICES: invoices.KIND,
    ImportKind.PAYMENTS: payments.KIND,
}
