"""Bodies that may be left out, and bodies on DELETE: read by the handler itself, documented through `routes.route(body=)`."""

from typing import TypeVar

import msgspec

from payables.kit.errors import InvalidFields
from payables.platform.http.request import ApiRequest
from payables.platform.http.translate import field_fault

T = TypeVar("T")


async def read_body(request: ApiRequest, kind: type[T]) -> T:
    """The JSON body as `kind`; an empty one reads as {}. Raises InvalidFields."""
    try:
        return msgspec.json.decode(await request.body() or b"{}", type=kind)
    except msgspec.DecodeError as error:
        raise InvalidFields([field_fault(str(error))]) from error
