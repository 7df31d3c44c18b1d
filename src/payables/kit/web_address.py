"""Addresses of files on the web, read strictly: https, a host by its name, nothing that two programs could read differently.

What a name resolves to is checked when it is connected to (platform/outside): here only what the text itself says.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from payables.kit.bad_value import BadValueError

LONGEST = 2048
PORT = 443

_ADDRESS = re.compile(
    r"(?i:https)://(?P<authority>[^/?#]*)(?P<target>[/?][A-Za-z0-9._~:/?@!$&'()*+,;=%\[\]-]*)?(?:#[A-Za-z0-9=&._-]*)?",
    re.ASCII,
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?", re.ASCII)
_LAST_LABEL = re.compile(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_OF_THIS_MACHINE = ("localhost", "localdomain")


class WebAddressError(BadValueError):
    """Codes: invalid_url, https_required, host_not_allowed, port_not_allowed, too_long."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Host in lower case, and path with query as they are sent. Its text may carry a secret: show only `filename`."""

    host: str
    target: str

    @property
    def text(self) -> str:
        return f"https://{self.host}{self.target}"

    @property
    def filename(self) -> str:
        """The last part of the path, decoded; empty where the path ends with a slash."""
        return unquote(self.target.partition("?")[0].rsplit("/", 1)[-1], errors="replace")

    def __repr__(self) -> str:
        return f"WebAddress({self.host!r}, ...)"


def parse_web_address(text: str) -> WebAddress:
    """Raises WebAddressError with a sentence that says what to send instead, and never repeats the address."""
    if len(text) > LONGEST:
        raise WebAddressError("too_long", f"The address has more than {LONGEST} characters.")
    if not text.lower().startswith("https://"):
        raise WebAddressError("https_required", "The address must begin with https://.")
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise WebAddressError("invalid_url", "This is no web address: encode what is not ASCII with %.")
    target = found["target"] or "/"
    return WebAddress(_host(found["authority"]), target if target.startswith("/") else f"/{target}")


def _host(authority: str) -> str:
    if "@" in authority:
        raise WebAddressError("host_not_allowed", "The address must not carry a user name or password.")
    if authority.startswith("["):
        raise _by_name()
    host, colon, port = authority.partition(":")
    if colon and port != str(PORT):
        raise WebAddressError("port_not_allowed", f"Files are fetched from port {PORT} only: leave the port out.")
    labels = host.lower().split(".")
    if len(host) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        raise _by_name()
    if not _LAST_LABEL.fullmatch(labels[-1]) or labels[-1] in _OF_THIS_MACHINE:
        raise _by_name()
    return host.lower()


def _by_name() -> WebAddressError:
    """Numbers in whatever spelling, names of this machine, letters beyond ASCII, a dot at the end."""
    sentence = "Name a public host by its full name, such as files.example.com; other letters in their xn-- form."
    return WebAddressError("host_not_allowed", sentence)
