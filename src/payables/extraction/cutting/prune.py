"""Leave out of a cut PDF what its pages do not show.

Pages of one file often share one dictionary of pictures, drawings and fonts, and carry private data of programs, or forms that
hang together over pages: with a page all of that is copied, and with it what the other pages show.
"""

import io
from collections.abc import Iterable
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject

_OF_PAGE = frozenset(
    {"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Annots"}
)
_OF_NOTE = frozenset(
    {
        "/Type",
        "/Subtype",
        "/Rect",
        "/AP",
        "/AS",
        "/F",
        "/Contents",
        "/C",
        "/Border",
        "/BS",
        "/QuadPoints",
        "/InkList",
        "/L",
    }
)
_OF_DRAWING = frozenset({"/PieceInfo", "/Metadata", "/Ref", "/OPI", "/LastModified", "/StructParent", "/StructParents"})
_NAMED = ("/XObject", "/Pattern", "/ExtGState", "/Shading", "/Font", "/Properties", "/ColorSpace")
_DEEPEST = 12  # drawings within drawings


def prune(data: bytes) -> bytes:
    """The same pages as PDFium has written them. Raises whatever pypdf does where the structure is beyond it."""
    reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
    for page in reader.pages:
        _prune_page(page)
        writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _prune_page(page: PageObject) -> None:
    page[NameObject("/Resources")] = _own(page.get("/Resources"))
    for name in ("/MediaBox", "/CropBox", "/Rotate"):  # inherited: its parents are not copied
        if (value := _inherited(page, name)) is not None:
            page[NameObject(name)] = value
    _keep(page, _OF_PAGE | {"/Parent"})
    notes = [note.get_object() for note in _items(page.get("/Annots"))]
    for note in notes:
        _keep(note, _OF_NOTE)
        _prune_drawings(_appearances(note), _DEEPEST)
    contents = page.get_contents()
    used = _names_in(contents) if contents is not None else set[str]()
    _prune_resources(page["/Resources"], used, _DEEPEST)


def _own(resources: Any) -> DictionaryObject:
    """A copy that no other page shares, two levels deep."""
    found = DictionaryObject()
    for kind, named in (resources.get_object() if resources is not None else {}).items():
        value = named.get_object()
        found[NameObject(kind)] = DictionaryObject(value) if isinstance(value, DictionaryObject) else value
    return found


def _inherited(page: Any, name: str) -> Any:
    for _ in range(_DEEPEST):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            return None
        page = page["/Parent"].get_object()
    return None


def _keep(dictionary: Any, names: frozenset[str]) -> None:
    for name in [name for name in dictionary if name not in names]:
        del dictionary[name]


def _prune_resources(resources: Any, used: set[str], depth: int) -> None:
    """What neither the page names nor a drawing on it that has no resources of its own. Once a drawing is kept, its names
    count too, until none is new."""
    drawings = _named(resources, ("/XObject", "/Pattern"))
    seen: set[str] = set()
    while new := (used & drawings.keys()) - seen:
        seen |= new
        for name in new:
            drawing = drawings[name].get_object()
            if isinstance(drawing, StreamObject) and _is_drawn(drawing) and "/Resources" not in drawing:
                used |= _names_in(drawing)
    for kind in _NAMED:
        named = resources.get(kind)
        if isinstance(named, DictionaryObject):
            _keep(named, frozenset(used))
    states = [state.get_object() for state in _named(resources, ("/ExtGState",)).values()]
    masks = [state["/SMask"].get("/G") for state in states if isinstance(state.get("/SMask"), DictionaryObject)]
    _prune_drawings([*_named(resources, ("/XObject", "/Pattern")).values(), *filter(None, masks)], depth)


def _prune_drawings(drawings: Iterable[Any], depth: int) -> None:
    if depth == 0:
        raise ValueError("drawings within drawings")
    for each in drawings:
        drawing = each.get_object()
        if not isinstance(drawing, StreamObject):
            continue
        for name in _OF_DRAWING & drawing.keys():
            del drawing[name]
        if _is_drawn(drawing) and "/Resources" in drawing:
            drawing[NameObject("/Resources")] = _own(drawing["/Resources"])
            _prune_resources(drawing["/Resources"], _names_in(drawing), depth - 1)


def _named(resources: Any, kinds: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in kinds:
        named = resources.get(kind)
        found.update(named.get_object() if named is not None else {})
    return found


def _is_drawn(drawing: StreamObject) -> bool:
    return drawing.get("/Subtype") == "/Form" or drawing.get("/PatternType") == 1


def _appearances(note: Any) -> list[Any]:
    """Streams under /AP, which stand there alone or by state."""
    found: list[Any] = []
    for appearance in note.get("/AP", {}).values():
        value = appearance.get_object()
        found += [value] if isinstance(value, StreamObject) else list(value.values())
    return found


def _names_in(content: Any) -> set[str]:
    """Every name that an instruction takes."""
    parsed = content if isinstance(content, ContentStream) else ContentStream(content, None)
    return {
        operand for operands, _ in parsed.operations for operand in _items(operands) if isinstance(operand, NameObject)
    }


def _items(value: Any) -> list[Any]:
    """Of an array; an inline picture has a dictionary in its place, which names nothing of the page's."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return list(value) if isinstance(value, list | ArrayObject) else []
