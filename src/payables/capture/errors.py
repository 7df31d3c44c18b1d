"""Refusals of capture."""

from payables.kit.errors import Refusal


class FileTooLarge(Refusal):
    """The file has more than the {limit} bytes that an upload may have: split it, or save it again at a lower resolution."""

    status = 413
    code = "file_too_large"


class NotYetRead(Refusal):
    """The file is {status}: only one that was read can be arranged anew. Wait, or try it again."""

    status = 409
    code = "upload_not_read"


class StandsForAnother(Refusal):
    """The file is part of {other}, which was there first: use that one. A file that joined an invoice by mistake is taken out by undoing it (POST /v1/invoices/uploads/{{id}}/undo)."""

    status = 409
    code = "upload_of_another"


class HasNoPages(Refusal):
    """An e-invoice in XML has no pages to be arranged."""

    status = 409
    code = "upload_without_pages"


class InvoiceInUse(Refusal):
    """Invoice {invoice} has been worked on (approved, changed, commented, paid, exported, matched, claimed about, or given another file): its pages stay as they are. Archive it yourself if it is wrong."""

    status = 409
    code = "invoice_in_use"


class NoSuchPart(Refusal):
    """No document of the file has exactly these pages ({pages}): look at the upload, its `parts` name the pages of each."""

    status = 409
    code = "part_not_found"


class PartNotJoined(Refusal):
    """These pages did not join another file's invoice: they are an invoice of their own. To divide the file in another way, send POST /v1/invoices/uploads/{{id}}/split with all its pages."""

    status = 409
    code = "part_not_joined"


class NothingToUndo(Refusal):
    """Nobody has arranged the pages of this file, and it was not divided: there is nothing to undo."""

    status = 409
    code = "nothing_to_undo"


class NotNamed(Refusal):
    """The last arrangement was undone already, and arrangement {now} holds now (0: as the file came). To undo that one as well, send {{"arrangement": {now}}}."""

    status = 409
    code = "arrangement_not_named"


class AnotherArrangement(Refusal):
    """Arrangement {named} is not the one that holds, which is {now} (0: as the file came): look at the upload, and decide again."""

    status = 409
    code = "arrangement_changed"


class NotFailed(Refusal):
    """The file is {status}: only one that failed can be tried again."""

    status = 409
    code = "upload_not_failed"


class SentAgain(Refusal):
    """The same file was sent again as {other}: follow that one."""

    status = 409
    code = "upload_sent_again"


class HasMergedFiles(Refusal):
    """Other files are read together with this one: undo that first."""

    status = 409
    code = "upload_with_merged_files"


class TooManyPages(Refusal):
    """Together the files have {pages} pages, and a document may have {limit}."""

    status = 409
    code = "too_many_pages"
