"""The OpenAPI document: what Litestar derives from the routes, completed with what the edge adds to all of them."""

from decimal import Decimal
from typing import Any

import msgspec
from litestar import Litestar, MediaType, Request, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import OpenAPIType, Schema
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

OPENAPI = OpenAPIConfig(
    title="Payables API",
    version="1.1.0",
    description="Accounts payable, compatible with the public Ottimate API v1. "
    "Every path answers with and without a trailing slash.",
    path="/docs/openapi",
    render_plugins=[],
    use_handler_docstrings=False,
)

HEADER_PARAMETERS: dict[str, dict[str, Any]] = {
    "version": {
        "name": "X-API-Version",
        "in": "header",
        "required": False,
        "description": "Pins the shape of answers. Left out: the superset of both.",
        "schema": {"type": "string", "enum": ["1.0.0", "1.1.0"]},
    },
    "idempotency": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "Makes a repeat safe: the first 2xx answer is kept for 24 hours and replayed for the same body.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._\\-+=/]{1,128}$", "maxLength": 128},
    },
}

ANSWER_HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-Id": {"description": "Quote this to support.", "schema": {"type": "string"}},
    "RateLimit": {"description": "What is left of the rate limit.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "The rate limit.", "schema": {"type": "string"}},
}


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
    signed_in = "oauth/token" not in path
    operation["security"] = [{"ApiKey": [], "OAuth2": []} if signed_in else {"ApiKey": []}]
    parameters = operation.setdefault("parameters", []) or []
    parameters.append(HEADER_PARAMETERS["version"])
    if signed_in and method in ("post", "patch"):
        parameters.append(HEADER_PARAMETERS["idempotency"])
    operation["parameters"] = parameters
    for answer in operation["responses"].values():
        answer["headers"] = {**answer.get("headers", {}), **ANSWER_HEADERS}
    if options.get("needs"):
        operation["x-permission"] = str(options["needs"])
    if options.get("feature"):
        operation["x-feature"] = str(options["feature"])
    if options.get("extension"):
        operation["x-extension"] = True
    if options.get("body"):
        operation["requestBody"] = _body(options["body"], components)


def _body(body: tuple[type, tuple[str, ...]], components: dict[str, Any]) -> dict[str, Any]:
    kind, media_types = body
    (schema,), parts = msgspec.json.schema_components([kind], ref_template="#/components/schemas/{name}")
    components.setdefault("schemas", {}).update(_with_numbers(parts))
    return {"required": True, "content": {media_type: {"schema": schema} for media_type in media_types}}


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
