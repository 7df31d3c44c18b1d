"""Attempts on an operation, derived from the OpenAPI document: where an id may stand, and what else the request needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx2
import msgspec

from resilience.belongings import PDF, Belongings

# Which kind of id a name means; a name that means several things is told apart by what it is a part of.
KINDS = {
    "ottimate_company_id": "company",
    "ottimate_location_id": "location",
    "ottimate_location_ids": "location",
    "ottimate_vendor_id": "vendor",
    "invoice_id": "invoice",
    "invoice_ids": "invoice",
    "image_id": "image",
    "approval_id": "approval",
    "last_modified_user_id": "user",
    "client_id": "client",
    "dimensions": "dimension",
    "query.reference_id": "upload",
    "query.subject_id": "invoice",
    "query.actor": "user",
    "/v1/accounts.id": "racc",
    "/v1/dimensions.id": "dimension",
    "/v1/vendors.id": "vendor",
    "/v1/invoices.id": "invoice",
    "/v1/purchase-orders.id": "order",
    "OrderItemChange.id": "order_item",
    "ApproversWanted.id": "user",
    "ApproversWanted.email": "email",
    "ApproverWanted.id": "user",
    "ApproverWanted.email": "email",
    "InvoiceItemChange.id": "item",
    "InvoiceBody.erp_vendor_id": "erp_vendor",
    "InvoiceChange.erp_vendor_id": "erp_vendor",
}
# Not required by the schema, yet without them the request is refused before anyone looks at the ids.
BESIDE = {
    "InvoiceItemBody": ("quantity", "price"),
    "InvoiceItemChange": ("id",),
    "OrderItemChange": ("id",),
    "ApproversWanted": ("id",),
    "ApprovalNamed": ("approval_id",),
}
ALTERNATIVES = ("ApproversWanted", "ApprovalNamed")  # bodies that take one id or another, not both

OTHER_FORMS = {"invoice": ("invoice_number",)}
CONTENT_OF_FORMS = "multipart/form-data"

_serial = count(1)


@dataclass(frozen=True)
class Slot:
    """A place for an id: `path` leads to it through "path", "query" or "body"; 0 steps into a list."""

    path: tuple[Any, ...]
    kind: str


@dataclass(frozen=True)
class Request:
    """What is sent."""

    method: str
    path: str
    query: dict[str, Any]
    body: Any
    media_type: str | None


@dataclass(frozen=True)
class Attempt:
    """A request with foreign ids, and its twin with ids that exist nowhere."""

    operation: str
    slots: tuple[Slot, ...]
    request: Request
    twin: Request

    def __str__(self) -> str:
        places = ", ".join(".".join(map(str, slot.path)) for slot in self.slots)
        return f"{self.operation} [{places}]"


def attempts_of(
    document: dict[str, Any], own: Belongings, foreign: Belongings, unknown: Callable[[object], object]
) -> list[Attempt]:
    """One per place and form of its id, and one per operation with all places at once."""
    found: list[Attempt] = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            shape = Shape(document, path, method, operation)
            slots = list(shape.slots())
            for chosen in [(slot,) for slot in slots] + ([tuple(slots)] if len(slots) > 1 else []):
                found += _attempts(shape, chosen, own, foreign, unknown)
    return found


def _attempts(
    shape: "Shape",
    slots: tuple[Slot, ...],
    own: Belongings,
    foreign: Belongings,
    unknown: Callable[[object], object],
) -> Iterator[Attempt]:
    forms = [slots[0].kind, *OTHER_FORMS.get(slots[0].kind, ())] if len(slots) == 1 else [None]
    for form in forms:
        theirs = {slot: foreign.ids[form or slot.kind] for slot in slots}
        nobodys = {slot: unknown(id) for slot, id in theirs.items()}
        yield Attempt(shape.name, slots, shape.request(own, theirs), shape.request(own, nobodys))


def send(api: httpx2.Client, request: Request) -> httpx2.Response:
    url = request.path + (f"?{urlencode(request.query)}" if request.query else "")
    if request.media_type is None:
        return api.request(request.method, url)
    if request.media_type == CONTENT_OF_FORMS:
        return api.request(request.method, url, data=request.body, files={"file": ("a.pdf", _new_file())})
    if request.media_type == "application/json":
        headers = {"Content-Type": "application/json"}
        return api.request(request.method, url, content=msgspec.json.encode(request.body), headers=headers)
    return api.request(request.method, url, data=request.body)


class Shape:
    """An operation of the document."""

    def __init__(self, document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> None:
        self.document = document
        self.path = path
        self.method = method.upper()
        self.name = f"{self.method} {path}"
        self.parameters = [p for p in operation.get("parameters", []) if p["in"] != "header"]
        content = operation.get("requestBody", {}).get("content", {})
        self.media_type = next(iter(content), None)
        self.schema = self._resolved(content[self.media_type]["schema"]) if self.media_type else None

    def slots(self) -> Iterator[Slot]:
        for parameter in self.parameters:
            place, name = parameter["in"], parameter["name"]
            start = "/".join(self.path.split("/")[:3])
            kind = KINDS.get(f"{start}.{name}" if place == "path" else f"{place}.{name}") or KINDS.get(name)
            if kind:
                yield Slot((place, name), kind)
        if self.schema:
            yield from self._slots_in(self.schema, ("body",))

    def request(self, own: Belongings, given: dict[Slot, Any]) -> Request:
        """The least request with the given ids in their places; other required ids are one's own."""
        path, query = self.path, {}
        ids = {slot.path: id for slot, id in given.items()}
        for slot in self.slots():
            place, name = slot.path[0], slot.path[-1]
            if place == "path":
                path = path.replace(f"{{{name}}}", str(ids.get(slot.path, own.ids[slot.kind])))
            elif place == "query" and slot.path in ids:
                query[name] = ids[slot.path]
        body = self._value(self.schema, ("body",), own, ids) if self.schema else None
        return Request(self.method, path, query, body, self.media_type)

    def _slots_in(self, schema: dict[str, Any], path: tuple[Any, ...]) -> Iterator[Slot]:
        for name, part in schema.get("properties", {}).items():
            kind = KINDS.get(f"{schema.get('title')}.{name}") or KINDS.get(name)
            inner = self._resolved(part)
            if kind == "dimension" and "additionalProperties" in inner:
                yield Slot((*path, name, "account"), kind)
            elif kind and inner.get("type") != "array":
                yield Slot((*path, name), kind)
            elif inner.get("type") == "array":
                yield from self._slots_in(self._resolved(inner["items"]), (*path, name, 0))
            elif inner.get("properties"):
                yield from self._slots_in(inner, (*path, name))

    def _value(
        self, schema: dict[str, Any], path: tuple[Any, ...], own: Belongings, ids: dict[tuple[Any, ...], Any]
    ) -> Any:
        if path in ids:
            return ids[path]
        if schema.get("type") == "array":
            return [self._value(self._resolved(schema["items"]), (*path, 0), own, ids)]
        if "additionalProperties" in schema and not schema.get("properties"):
            return {each[-1]: id for each, id in ids.items() if each[:-1] == path}
        if "properties" not in schema:
            return _scalar(schema, path)
        kinds = {slot.path: slot.kind for slot in self._slots_in(schema, path)}
        body: dict[str, Any] = {}
        for name, part in schema["properties"].items():
            inner = (*path, name)
            if name == "file":
                continue
            if any(each[: len(inner)] == inner for each in ids):
                body[name] = self._value(self._resolved(part), inner, own, ids)
            elif name in _needed(schema, path, ids):
                body[name] = (
                    own.ids[kinds[inner]] if inner in kinds else self._value(self._resolved(part), inner, own, ids)
                )
        return body

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Without references, and of alternatives the one that is not null."""
        if "$ref" in schema:
            return self._resolved(self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
        choices = [choice for choice in schema.get("anyOf", []) if choice.get("type") != "null"]
        return self._resolved(choices[0]) if choices else schema


def _needed(schema: dict[str, Any], path: tuple[Any, ...], ids: dict[tuple[Any, ...], Any]) -> list[str]:
    required: list[str] = schema.get("required", [])
    name = schema.get("title", "")
    if name in ALTERNATIVES and any(each[: len(path)] == path or each[0] == "query" for each in ids):
        return required
    return [*required, *BESIDE.get(name, ())]


def _scalar(schema: dict[str, Any], path: tuple[Any, ...]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("format") == "date":
        return "2026-11-02"
    if path[-1] in ("erp_vendor_id", "reference_id", "erp_dimension_id"):
        return f"TRY-{next(_serial)}"
    if schema.get("examples") and path[-1] in ("grant_type", "payment_method"):
        return schema["examples"][0]
    return {"integer": 1, "number": 1, "boolean": False}.get(schema.get("type", ""), "attempt")


def _new_file() -> bytes:
    return PDF + str(next(_serial)).encode()
