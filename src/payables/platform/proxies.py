"""Whom to believe about where a request came from: X-Forwarded-For counts only as far as trusted proxies wrote it."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network


class TrustedProxies:
    """Addresses and networks of the proxies in front of the API."""

    def __init__(self, networks: Sequence[IPv4Network | IPv6Network] = ()) -> None:
        self._networks = tuple(networks)

    @classmethod
    def parse(cls, text: str) -> "TrustedProxies":
        """A comma list of addresses and networks; raises ValueError naming the one that is neither."""
        return cls([ip_network(part.strip()) for part in text.split(",") if part.strip()])

    def source(self, peer: str, forwarded: Sequence[str]) -> str:
        """The peer, or what trusted proxies say of it: from the right, the first address that is not one of them.

        `forwarded`: the X-Forwarded-For headers in their order.
        """
        if not self._networks:
            return peer
        address = _address(peer)
        for hop in reversed(",".join(forwarded).split(",")):
            before = _address(hop)
            if address is None or before is None or not self._trusts(address):
                break
            address = before
        return peer if address is None else str(address)

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._networks)


NO_PROXIES = TrustedProxies()


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Some proxies add the port; an IPv4 address may come dressed as IPv6."""
    text = text.strip()
    host = text[1:].partition("]")[0] if text.startswith("[") else text.partition(":")[0] if "." in text else text
    host = text if text.startswith("::ffff:") else host
    try:
        found = ip_address(host)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
