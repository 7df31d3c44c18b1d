"""X-Forwarded-For is believed as far as trusted proxies wrote it, and no further."""

import pytest

from payables.platform.proxies import NO_PROXIES, TrustedProxies

PROXIES = TrustedProxies.parse("10.0.0.5, 192.168.7.0/24, fd00::/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "source"),
    [
        ("10.0.0.5", ["203.0.113.7"], "203.0.113.7"),
        ("10.0.0.5", ["1.1.1.1, 203.0.113.7"], "203.0.113.7"),
        ("10.0.0.5", ["203.0.113.7, 192.168.7.9"], "203.0.113.7"),
        ("10.0.0.5", ["1.1.1.1", "203.0.113.7, 192.168.7.9"], "203.0.113.7"),
        ("10.0.0.5", ["203.0.113.7:51234"], "203.0.113.7"),
        ("10.0.0.5", ["[2001:db8::7]:51234"], "2001:db8::7"),
        ("fd00::1", ["2001:db8::7"], "2001:db8::7"),
        ("::ffff:10.0.0.5", ["203.0.113.7"], "203.0.113.7"),
        ("10.0.0.5", ["192.168.7.9"], "192.168.7.9"),
        ("10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.5", ["nonsense"], "10.0.0.5"),
        ("10.0.0.5", ["1.1.1.1, unknown, 192.168.7.9"], "192.168.7.9"),
        ("10.0.0.6", ["203.0.113.7"], "10.0.0.6"),
        ("local", ["203.0.113.7"], "local"),
    ],
)
def test_the_source_is_the_right_most_address_that_is_not_trusted(peer: str, forwarded: list[str], source: str) -> None:
    assert PROXIES.source(peer, forwarded) == source


def test_by_default_nobody_is_believed() -> None:
    assert NO_PROXIES.source("127.0.0.1", ["203.0.113.7"]) == "127.0.0.1"


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.0/33", "10.0.0.5 192.168.7.1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="IPv4 or IPv6"):
        TrustedProxies.parse(text)
