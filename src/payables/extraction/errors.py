"""Refusals of a document: a stable code and a sentence that says what to do."""

REASONS = {
    "empty_file": "The file is empty. Export or scan the invoice again and upload the new file.",
    "unsupported_type": "The file is not a PDF, JPEG, PNG, TIFF or XML document. Convert it to one of these and upload it again.",
    "type_mismatch": "The file's name says one type and its content is another. Rename it to match its content and upload it again.",
    "truncated": "The file is damaged or incomplete. Ask the sender for it again, or print it to a new PDF.",
    "encrypted": "The file is protected by a password. Save a copy without the password and upload that.",
    "too_many_pages": "The file has more pages than an invoice may have here. Split it and upload the invoice alone.",
    "too_large_when_unpacked": "The file unpacks to more data than may be processed. Save it again at a lower resolution and upload that.",
    "xml_doctype": "The XML declares a DOCTYPE, which is not allowed. Send the invoice without it.",
    "xml_not_an_invoice": "The XML is neither a UBL invoice or credit note nor a CII invoice. Send one of these or a PDF.",
    "timed_out": "Reading the file took too long. Save it again as a simpler PDF or as a scan at 300 dpi and upload that.",
    "crashed": "The file could not be read: it made the reader stop. Print it to a new PDF and upload that.",
    "no_pages": "An e-invoice in XML has no pages. Its content is shown as a document of its own.",
    "page_not_there": "The file has no such page. Ask for one of those that its list of pages names.",
    "no_text": "No text was found on the pages. Scan the invoice again, upright and with good contrast.",
    "no_text_layer": "The PDF holds pictures and no text. Ask the vendor for the file as their system prints it, or for a CSV.",
    "no_table": "No table with a date, a number and an amount was found in the PDF. Ask the vendor for a CSV, or enter the lines.",
}


class Unreadable(Exception):
    """The document cannot be read; `code` is one of REASONS, `message` says what to do.

    `detail` and `places` are for the log: what happened, and for an error of the reader's own its type and frames. Neither
    holds words of the document.
    """

    def __init__(self, code: str, detail: str = "", places: tuple[str, ...] = ()) -> None:
        super().__init__(code, detail)
        self.code = code
        self.message = REASONS[code]
        self.detail = detail
        self.places = places

    def __str__(self) -> str:
        return f"{self.code}: {self.message}" + (f" ({self.detail})" if self.detail else "")
