"""Which addresses may be connected to when somebody else chooses the host: public unicast ones.

Source: the special-purpose registries of IANA (RFC 6890 and what has come since), read strictly. Of IPv6 only global unicast
is public at all, so that loopback, link-local, unique local, multicast, IPv4-mapped and -compatible and NAT64 addresses are
out without being named.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

GLOBAL_UNICAST = IPv6Network("2000::/3")

NOT_PUBLIC: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers; some clouds answer for their machines here
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own answers about its machines, at an address that looks public
        "169.254.0.0/16",  # link-local, and the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # protocols; Teredo carries an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",
    )
)


class Networks:
    """Networks beyond the public ones that files may be fetched from."""

    def __init__(self, networks: Sequence[Network] = ()) -> None:
        self.networks = tuple(networks)

    @classmethod
    def parse(cls, text: str) -> Self:
        """A comma list of addresses and networks; raises ValueError naming the one that is neither."""
        return cls([ip_network(part.strip()) for part in text.split(",") if part.strip()])


NO_NETWORKS = Networks()


def may_connect(text: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether the address, as the system writes it, is public or in one of the allowed networks."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return any(address in network for network in allowed) or _is_public(address)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return not any(address in network for network in NOT_PUBLIC)
