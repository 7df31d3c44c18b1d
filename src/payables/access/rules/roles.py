"""Roles and what they may do (contract/platform.md section 11, default roles of the product)."""

from payables.platform.caller import Permission as P

READ = frozenset({P.STRUCTURE_READ, P.VENDORS_READ, P.DIMENSIONS_READ, P.INVOICES_READ})
UPLOAD = frozenset({P.STRUCTURE_READ, P.INVOICES_UPLOAD})
PROCESS = READ | UPLOAD | {P.INVOICES_EDIT}
ACCOUNT = PROCESS | {P.VENDORS_WRITE, P.DIMENSIONS_WRITE, P.INVOICES_APPROVE, P.INVOICES_EXPORT}
ADMINISTER = ACCOUNT | {P.USERS_MANAGE}

ROLES: dict[str, frozenset[P]] = {
    "Invoice Processor - Read Only": READ,
    "Invoice Processor - Read + Upload": READ | UPLOAD,
    "Invoice Processor - Full": PROCESS,
    "Accounting - Upload Only": UPLOAD,
    "Accounting - Limited": PROCESS | {P.INVOICES_APPROVE},
    "Accounting - Full": ACCOUNT,
    "Administrator - Limited": ADMINISTER,
    "Administrator - Full": ADMINISTER | {P.INVOICES_FORCE_APPROVE, P.INVOICES_APPROVE_FOR_OTHERS},
}
