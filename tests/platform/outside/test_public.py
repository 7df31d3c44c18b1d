"""Which addresses are public."""

from ipaddress import ip_network

import pytest

from payables.platform.outside.public import Networks, may_connect


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808",
        "64:ff9b:1::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
        "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "5f00::1",
        "", "localhost", "127.1", "0x7f.1", "1.2.3.4.5",
    ],
)  # fmt: skip
def test_what_is_not_public_unicast_is_refused(address: str) -> None:
    assert not may_connect(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "2a00:1450:4001::1", "172.32.0.1"]
)
def test_public_addresses_are_fine(address: str) -> None:
    assert may_connect(address)


def test_a_network_may_be_allowed_beyond() -> None:
    allowed = Networks.parse("10.20.0.0/16, fd12::/32").networks
    assert may_connect("10.20.3.4", allowed) and may_connect("fd12::5", allowed)
    assert not may_connect("10.21.0.1", allowed) and not may_connect("127.0.0.1", allowed)
    assert allowed[0] == ip_network("10.20.0.0/16")


def test_a_network_that_is_none_is_told() -> None:
    with pytest.raises(ValueError, match="intranet"):
        Networks.parse("10.20.0.0/16,intranet")
