"""Whether a request that changes something was sent by a page of ours."""

import hmac
from hashlib import sha256
from urllib.parse import urlsplit

from payables.kit.errors import Refusal
from payables.platform.http.exchange import Exchange

OWN = {"same-origin", "none"}


class ForeignOrigin(Refusal):
    """This was sent from another site, and nothing was done: open the page here and send its form again."""

    status = 403
    code = "foreign_origin"


def check_origin(exchange: Exchange, base_url: str) -> None:
    """Browsers say where a form was sent from, and a page cannot make them say otherwise: from the address that the request
    names, or from the one that people know the server by, where a proxy in between names another. Raises ForeignOrigin."""
    site = exchange.header(b"sec-fetch-site")
    if site is not None and site not in OWN:
        raise ForeignOrigin
    origin = exchange.header(b"origin")
    if origin is None and site is None and exchange.is_read:
        origin = exchange.header(b"referer")  # all that is said of a link without TLS
    if origin is None:
        if site is None:
            raise ForeignOrigin
        return
    if _host(origin) not in {exchange.header(b"host"), _host(base_url)} - {None, ""}:
        raise ForeignOrigin


def _host(address: str) -> str | None:
    """None for what is no address."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return None


def is_of(expected: str, sent: str) -> bool:
    """Whether a form was made for this very session and account, not for one before, for another or for somebody else's."""
    return hmac.compare_digest(expected.encode(), sent.encode())


def address_token(form_token: str, path: str) -> str:
    """Of a form whose token stands in the address it is sent to, where histories and logs keep it: good for this path alone."""
    return hmac.digest(form_token.encode(), path.encode(), sha256).hex()
