"""The type of a file by its first bytes: cheap and safe in any process, nothing is parsed."""

import re

HEAD = 4096  # bytes that `sniff` looks at

EXTENSIONS = {
    "pdf": (".pdf",),
    "jpeg": (".jpg", ".jpeg"),
    "png": (".png",),
    "tiff": (".tif", ".tiff"),
    "xml": (".xml",),
}

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
_XML_START = re.compile(r"\s*<(\?xml\s|!DOCTYPE|!--|[A-Za-z_])", re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html|<svg|<!--.*?-->\s*<html)", re.IGNORECASE | re.DOTALL
)


def sniff(head: bytes) -> str | None:
    """'pdf', 'jpeg', 'png', 'tiff' or 'xml' by the first kilobytes; None for anything else."""
    head = head[:HEAD]
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return "xml" if _looks_like_xml(head) else None


def expected(filename: str) -> str | None:
    """The kind that the file's extension promises; None when it has none of ours."""
    name = filename.lower()
    return next((kind for kind, ends in EXTENSIONS.items() if name.endswith(ends)), None)


def _looks_like_xml(head: bytes) -> bool:
    text = _decoded(head)
    return bool(_XML_START.match(text)) and not _HTML_START.match(text)


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").lstrip("\ufeff")
    if head[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        return head.decode("utf-16-le" if head[0] else "utf-16-be", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
