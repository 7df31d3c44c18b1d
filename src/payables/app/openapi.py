"""The OpenAPI document: what Litestar derives from the routes, completed with what the edge adds to all of them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
from litestar import Litestar, MediaType, Request, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import OpenAPIType, Schema
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from payables.app.openapi_headers import BY_STATUS, ETAG, EVERY_ANSWER, HEADER_PARAMETERS, REPLAYED, SIGNED_IN_ANSWER
from payables.kit.errors import Refusal
from payables.platform.http.error_body import Problem
from payables.platform.http.routes import REASONS

SCHEMAS = "#/components/schemas/"
ALREADY_REPORTED = "208"  # a success of HTTP, a refusal of ours

OPENAPI = OpenAPIConfig(
    title="Payables API",
    version="1.1.0",
    description="Accounts payable, compatible with the public Ottimate API v1. "
    "Every path answers with and without a trailing slash; a method that a path does not have answers 405 with Allow. "
    "Accept: application/problem+json gives errors as RFC 9457.",
    path="/docs/openapi",
    render_plugins=[],
    use_handler_docstrings=False,
)


class AmountsAreNumbers(OpenAPISchemaPlugin):
    """Amounts travel as JSON numbers, written digit by digit (platform/http/encode.py)."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        return value is Decimal

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        return Schema(type=OpenAPIType.NUMBER)


@get("/openapi.json", include_in_schema=False, media_type=MediaType.JSON)
async def openapi_document(request: Request[Any, Any, Any]) -> bytes:
    """The document of this deployment."""
    base_url: str = request.scope["state"]["settings"].base_url
    return msgspec.json.encode(make_document(request.app, base_url))


def make_document(app: Litestar, base_url: str = "http://127.0.0.1:8000") -> dict[str, Any]:
    """The complete document as plain values."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(app.openapi_schema.to_schema()))
    document["paths"] = dict(sorted(document["paths"].items()))  # the framework keeps aliases in a set
    document["servers"] = [{"url": base_url}]
    components = document.setdefault("components", {})
    components["securitySchemes"] = {
        "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        "OAuth2": {"type": "http", "scheme": "bearer"},
    }
    options = _route_options(app)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(operation, method, path, options[path, method], components)
    components["responses"] = {"MethodNotAllowed": _method_not_allowed()}
    _complete_schemas(components["schemas"])
    _drop_unreferenced(document)
    return document


def _route_options(app: Litestar) -> dict[tuple[str, str], dict[str, Any]]:
    """What each route was declared with, by its path in the document and its method."""
    return {
        (route.path_format, method.lower()): handler.opt
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        for method in handler.http_methods
    }


def _complete(operation: dict[str, Any], method: str, path: str, options: dict[str, Any], components: Any) -> None:
    if options.get("extension"):
        operation["x-extension"] = True
    if options.get("anybody"):
        operation["security"] = []
        for answer in operation["responses"].values():
            answer["headers"] = EVERY_ANSWER
        return
    signed_in = "oauth/token" not in path
    repeatable = signed_in and method in ("post", "patch")
    operation["security"] = [{"ApiKey": [], "OAuth2": []} if signed_in else {"ApiKey": []}]
    operation["parameters"] = [*(operation.get("parameters") or []), HEADER_PARAMETERS["version"]]
    if repeatable:
        operation["parameters"].append(HEADER_PARAMETERS["idempotency"])
    for status, answer in operation["responses"].items():
        _complete_answer(answer, status, REPLAYED if repeatable else {}, ETAG if options["etag"] else {})
    if options.get("csv"):
        operation["responses"]["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}
    if options["needs"]:
        operation["x-permission"] = str(options["needs"])
    if options["feature"]:
        operation["x-feature"] = str(options["feature"])
    if options["body"]:
        operation["requestBody"] = _body(options["body"], components)
    if "requestBody" in operation:
        operation["requestBody"]["required"] = not options["declared"].may_be_empty


def _complete_answer(answer: dict[str, Any], status: str, *of_success: dict[str, Any]) -> None:
    headers = {**EVERY_ANSWER, **SIGNED_IN_ANSWER, **BY_STATUS.get(status, {})}
    if status.startswith("2") and status != ALREADY_REPORTED:
        for more in of_success:
            headers |= more
    else:
        answer["content"] = _error_content()
    answer["headers"] = {**answer.get("headers", {}), **headers}


def _error_content() -> dict[str, Any]:
    return {
        "application/json": {"schema": {"$ref": f"{SCHEMAS}ErrorBody"}},
        "application/problem+json": {"schema": {"$ref": f"{SCHEMAS}Problem"}},
    }


def _method_not_allowed() -> dict[str, Any]:
    """No operation answers it: it is what a path says to the methods that it does not have."""
    answer: dict[str, Any] = {"description": REASONS[405]}
    _complete_answer(answer, "405")
    return answer


def _complete_schemas(schemas: dict[str, Any]) -> None:
    _, parts = msgspec.json.schema_components([Problem], ref_template=SCHEMAS + "{name}")
    schemas["Problem"] = parts["Problem"]
    codes = {"enum": sorted(codes_by_status_of(Refusal)), "description": _codes_told()}
    schemas["ErrorDetail"]["properties"]["error"] |= codes
    schemas["Problem"]["properties"]["code"] |= codes
    for schema in schemas.values():
        _drop_invented_examples(schema)


def _codes_told() -> str:
    by_status: dict[int, list[str]] = {}
    for code, status in sorted(codes_by_status_of(Refusal).items()):
        by_status.setdefault(status, []).append(code)
    return "Stable machine code. " + "; ".join(
        f"{status}: {', '.join(by_status[status])}" for status in sorted(by_status)
    )


def codes_by_status_of(kind: type[Refusal]) -> dict[str, int]:
    """Machine code -> status of every refusal that is made from this one and that the API answers; pages have more."""
    found = {}
    for made in kind.__subclasses__():
        if not made.__module__.startswith("payables.dashboard."):
            found |= {made.code: made.status, **codes_by_status_of(made)}
    return found


def _drop_invented_examples(schema: dict[str, Any]) -> None:
    """The framework makes up random letters for the objects of which some field has an example."""
    schema.pop("examples", None)
    for field in schema.get("properties", {}).values():
        if "$ref" in str(field):
            field.pop("examples", None)


def _drop_unreferenced(document: dict[str, Any]) -> None:
    """Shapes that a handler reads by itself are documented under another name (`body` of a route)."""
    schemas = document["components"]["schemas"]
    while unused := schemas.keys() - set(_references(document)):
        for name in unused:
            del schemas[name]


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(reference := part.get("$ref"), str):
            yield reference.removeprefix(SCHEMAS)
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _body(body: tuple[type, tuple[str, ...]], components: dict[str, Any]) -> dict[str, Any]:
    kind, media_types = body
    (schema,), parts = msgspec.json.schema_components([kind], ref_template=SCHEMAS + "{name}")
    components.setdefault("schemas", {}).update(_with_numbers(parts))
    return {"content": {media_type: {"schema": schema} for media_type in media_types}}


def _with_numbers(schema: Any) -> Any:
    """msgspec documents every Decimal as text; ours are read and written as numbers."""
    if isinstance(schema, list):
        return [_with_numbers(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _with_numbers(part) for name, part in schema.items()}
    if plain.get("type") == "string" and plain.get("format") == "decimal":
        del plain["format"]
        plain["type"] = "number"
    return plain
