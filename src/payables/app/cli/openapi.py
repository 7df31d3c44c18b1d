"""payables openapi: print the OpenAPI document."""

from payables.app.asgi import make_litestar
from payables.app.cli.printing import show_json
from payables.app.openapi import make_document


def openapi() -> None:
    """Print the OpenAPI document of the API. Needs no database."""
    show_json(make_document(make_litestar()))
