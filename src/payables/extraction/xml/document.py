"""XML from strangers: refused before parsing when it declares a DOCTYPE or exceeds a cap."""

import re
from collections.abc import Iterator
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits


class Element(Protocol):
    """What is used of lxml's elements (lxml has no types of its own)."""

    tag: object
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None: ...
    def getparent(self) -> "Element | None": ...
    def iter(self, *kinds: object) -> Iterator["Element"]: ...
    def __iter__(self) -> Iterator["Element"]: ...


# Encodings in which "<!DOCTYPE" cannot be written in other bytes than ASCII's (UTF-16 is decoded first).
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def parse(data: bytes, limits: Limits) -> Element:
    """The root element. Raises Unreadable: xml_doctype, too_large_when_unpacked, truncated, unsupported_type."""
    if len(data) > limits.xml_bytes:
        raise Unreadable("too_large_when_unpacked", f"{len(data)} bytes of XML")
    plain = _as_ascii_superset(data)
    if b"<!DOCTYPE" in plain.upper() or b"<!ENTITY" in plain.upper():
        raise Unreadable("xml_doctype")
    if plain.count(b"<") > 2 * limits.xml_nodes:
        raise Unreadable("too_large_when_unpacked", "too many elements")
    root = _parsed(plain)
    _check_shape(root, limits)
    return root


def local(element: Element) -> str:
    """The element's name without its namespace ('' for comments and instructions)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _as_ascii_superset(data: bytes) -> bytes:
    """UTF-16 becomes UTF-8 without its declaration; other declared encodings must be on the list."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-16-le" if data[0] else "utf-16-be")
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise Unreadable("truncated", "broken UTF-16") from error
        return re.sub(r"^\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode()
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _DECLARED.match(data)
    if declared and declared[1].decode().lower() not in _ENCODINGS:
        raise Unreadable("unsupported_type", f"XML in encoding {declared[1].decode()[:40]}")
    return data


def _parsed(data: bytes) -> Element:
    """Without comments and instructions, which would cut a value in two."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error)
        if "depth" in reason.lower():
            raise Unreadable("too_large_when_unpacked", "nested too deeply") from error
        raise Unreadable("truncated", reason[:200]) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("xml_doctype")
    return cast(Element, root)


def _check_shape(root: Element, limits: Limits) -> None:
    depth = nodes = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        nodes += event == "start"
        if depth > limits.xml_depth or nodes > limits.xml_nodes:
            raise Unreadable("too_large_when_unpacked", "nested too deeply or too many elements")
