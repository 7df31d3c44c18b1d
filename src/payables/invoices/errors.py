"""Refusals of invoices."""

from payables.kit.errors import Refusal


class InvoiceExported(Refusal):
    """The invoice was exported and must stay as the ERP has it: mark it unexported first."""

    status = 409
    code = "invoice_exported"


class ExportInProgress(Refusal):
    """The invoice is in export job {job}: wait for its outcome, or cancel or resolve the job, before you change the invoice."""

    status = 409
    code = "export_in_progress"


class PagesNotCut(Refusal):
    """The invoice's pages cannot be taken out of the file that they were delivered in ({code}): ask somebody who sees the location that it was sent for, who can download the whole file at GET /v1/invoices/uploads/{{reference_id}}/file."""

    status = 409
    code = "pages_not_cut"


class InvoiceArchived(Refusal):
    """The invoice is archived: restore it first."""

    status = 409
    code = "invoice_archived"


class NotArchived(Refusal):
    """The invoice is not archived: there is nothing to restore."""

    status = 409
    code = "not_archived"


class NotOnHold(Refusal):
    """The invoice is not on hold: there is nothing to release."""

    status = 409
    code = "not_on_hold"


class HeldByBankDetails(Refusal):
    """Nobody put this invoice on hold: new bank details of its vendor keep it from export. See the vendor's bank changes."""

    status = 409
    code = "bank_details_held"


class IllegalTransition(Refusal):
    """An invoice that is {state} cannot take this step ({event}): see the state table in the documentation."""

    status = 409
    code = "illegal_transition"


class Stale(Refusal):
    """The invoice was changed since the version named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"


class NoChangeToUndo(Refusal):
    """There is no change of a value or a line of this invoice to take back. To take back an undo, name the version that you saw
    in If-Match."""

    status = 409
    code = "no_change_to_undo"


class NotYourChange(Refusal):
    """Somebody else has changed this invoice last: only they can take it back, and you can change it again."""

    status = 403
    code = "not_your_change"


class ChangedSince(Refusal):
    """What you changed was changed again since: look at the invoice, and correct it by hand."""

    status = 409
    code = "changed_since"


class NotUndoable(Refusal):
    """This change cannot be taken back by itself ({what}): look at the invoice's history, and correct it by hand."""

    status = 409
    code = "not_undoable"


class NotWaiting(Refusal):
    """The invoice does not wait for approval, it is {state}: there is nobody to ask."""

    status = 409
    code = "not_waiting"


class NotApprovable(Refusal):
    """Only an invoice that waits for approval can be approved, and this one is {state}: see its reasons."""

    status = 409
    code = "not_approvable"


class UploadIdReused(Refusal):
    """The upload_id {upload_id} was imported before with other content and became invoice {invoice}: change that one, or send this under another upload_id."""

    status = 409
    code = "upload_id_reused"


class SplitElsewhere(Refusal):
    """{what} split already, and splitting {other} too would code the same amount twice: take those splits away first."""

    status = 409
    code = "split_elsewhere"


class PaidAs(Refusal):
    """Something of this invoice is paid, so that its {what} cannot become another: void the payments first."""

    status = 409
    code = "invoice_paid"


class PaidInCurrency(Refusal):
    """Payments of {amount} {currency} are recorded for this invoice: void the payments first, then change its currency."""

    status = 409
    code = "paid_in_currency"


class NoUsableImage(Refusal):
    """None of the files can be used, and nothing was changed: see message.fields and send PDF, JPG, JPEG or PNG."""

    status = 400
    code = "no_usable_image"


class NoEInvoice(Refusal):
    """The invoice was not read from an e-invoice: there is nothing to show but its files, which you find under images."""

    status = 404
    code = "no_einvoice"


class DuplicateInUse(Refusal):
    """The invoice that would be archived {what}: keep that one, or undo this first."""

    status = 409
    code = "duplicate_in_use"


class OwnVendor(Refusal):
    """You brought the bank details of this vendor, yourself or through a program whose secret you made, and nobody else has
    approved an invoice of it yet: let somebody else approve this one."""

    status = 403
    code = "own_vendor"


class OwnMatch(Refusal):
    """You entered this invoice, or changed whom or how much it pays, yourself or through a program whose secret you made: let
    somebody else decide over what differs from the order."""

    status = 403
    code = "own_invoice"
