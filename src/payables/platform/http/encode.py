"""How answers become bytes: amounts as JSON numbers written digit by digit, never through a float."""

from typing import Any

import msgspec
from litestar import Response

encode = msgspec.json.Encoder(decimal_format="number").encode


class JsonResponse(Response[Any]):
    """Litestar's response with our encoder."""

    def render(self, content: Any, media_type: str, enc_hook: Any = None) -> bytes:
        return content if isinstance(content, bytes) else encode(content)
