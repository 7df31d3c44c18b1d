"""What a page answers, and what keeps it from answering."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from payables.dashboard.texts import text
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.answer import Answer

HTML = b"text/html; charset=utf-8"
# Of a file or a picture as the API answers it.
HANDED_ON = (
    b"cache-control",
    b"content-disposition",
    b"content-security-policy",
    b"content-type",
    b"etag",
    b"x-content-type-options",
)


class Reply(Answer):
    """An answer to a browser: a redirect keeps what was done, as a page does."""

    @property
    def succeeded(self) -> bool:
        return self.status < 400


class Refused(Exception):
    """The API refused a call that the page cannot do without."""

    def __init__(self, answer: Answer, problem: dict[str, Any]) -> None:
        self.answer = answer
        self.problem = problem
        super().__init__(answer.error_code)

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def code(self) -> str:
        return self.answer.error_code or "refused"

    @property
    def sentence(self) -> str:
        """What people read."""
        return self.problem.get("code") or self.code

    @property
    def fields(self) -> list[dict[str, str]]:
        """Each {"field", "error", "type"}."""
        return (self.problem.get("message") or {}).get("fields") or []


class Shown(Reply):
    """A page of a template, which is drawn when its handler is done: what every page shows is asked for once, then."""

    def __init__(self, template: str, values: dict[str, Any], status: int) -> None:
        super().__init__(status, [(b"content-type", HTML)])
        self.template = template
        self.values = values


def handed_on(headers: Mapping[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    """What a browser is told of a file: all that the API says of it."""
    return [(name, headers[name]) for name in HANDED_ON if name in headers]


def see_other(path: str, /, **query: Any) -> Reply:
    """On to another page; what is None is left out. Raises InvalidFields for what is no address."""
    wanted = {name: value for name, value in query.items() if value is not None}
    joint = "&" if urlsplit(path).query else "?"
    location = f"{path}{joint}{urlencode(wanted)}" if wanted else path
    if any(character <= " " or character == "\x7f" for character in location):
        raise InvalidFields([FieldError("address", text("fields.address"), "invalid_address")])
    return Reply(303, [(b"location", location.encode())])
