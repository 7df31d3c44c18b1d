"""The request as handlers see it: with its transaction and its caller."""

from typing import Any

from litestar import Request

from payables.platform.caller import Caller
from payables.platform.db import Transaction


class ApiRequest(Request[Any, Any, Any]):
    """A signed-in request inside its transaction."""

    __slots__ = ()

    @property
    def tx(self) -> Transaction:
        return self.scope["state"]["tx"]

    @property
    def caller(self) -> Caller:
        return self.scope["state"]["caller"]

    @property
    def api_version(self) -> str | None:
        """1.0.0, 1.1.0, or None for a client that does not say."""
        return self.scope["state"]["api_version"]

    @property
    def answer_version(self) -> str:
        """What `version` says in answers."""
        return self.scope["state"]["api_version"] or "1.0.0"
