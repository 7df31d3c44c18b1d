"""Addresses of files: what is taken as one, and the spellings that are refused before anything is looked up."""

import pytest

from payables.kit.web_address import WebAddressError, parse_web_address

THIS_MACHINE = [
    "https://127.0.0.1/a.pdf",
    "https://localhost/a.pdf",
    "https://LOCALHOST./a.pdf",
    "https://a.localhost/a.pdf",
    "https://0x7f000001/a.pdf",
    "https://0x7f.0.0.1/a.pdf",
    "https://2130706433/a.pdf",
    "https://0177.0.0.1/a.pdf",
    "https://017700000001/a.pdf",
    "https://127.1/a.pdf",
    "https://127.0.0.1./a.pdf",
    "https://[::1]/a.pdf",
    "https://[::ffff:127.0.0.1]/a.pdf",
    "https://[::ffff:7f00:1]/a.pdf",
    "https://[::]/a.pdf",
    "https://0.0.0.0/a.pdf",
    "https://0/a.pdf",
    "https://169.254.169.254/latest/meta-data",
    "https://[fe80::1]/a.pdf",
    "https://[fe80::1%25eth0]/a.pdf",
    "https://[fd00:ec2::254]/a.pdf",
    "https://10.0.0.1/a.pdf",
    "https://１２７.０.０.１/a.pdf",
    "https://127。0。0。1/a.pdf",
    "https://①②⑦.0.0.1/a.pdf",
    "https://%31%32%37.0.0.1/a.pdf",
    "https://files.example.com@127.0.0.1/a.pdf",
    "https://user:secret@files.example.com/a.pdf",
    "https://files.example.com#@127.0.0.1/a.pdf\\",
    "https://files.example.com\\@127.0.0.1/a.pdf",
    "https:///127.0.0.1/a.pdf",
    "https:127.0.0.1/a.pdf",
]


@pytest.mark.parametrize("text", THIS_MACHINE)
def test_spellings_of_inner_addresses_are_refused(text: str) -> None:
    with pytest.raises(WebAddressError):
        parse_web_address(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "https_required"),
        ("http://files.example.com/a.pdf", "https_required"),
        ("file:///etc/passwd", "https_required"),
        ("gopher://files.example.com/", "https_required"),
        ("//files.example.com/a.pdf", "https_required"),
        (" https://files.example.com/a.pdf", "https_required"),
        ("https://files.example.com/a b.pdf", "invalid_url"),
        ("https://files.example.com/a.pdf\r\nHost: inner", "invalid_url"),
        ("https://files.example.com/\u0000", "invalid_url"),
        ("https://files.example.com/ü.pdf", "invalid_url"),
        ("https://files.example.com:8443/a.pdf", "port_not_allowed"),
        ("https://files.example.com:22/a.pdf", "port_not_allowed"),
        ("https://files.example.com:/a.pdf", "port_not_allowed"),
        ("https://files.example.com:443:80/a.pdf", "port_not_allowed"),
        ("https://files/a.pdf", "host_not_allowed"),
        ("https://-files.example.com/a.pdf", "host_not_allowed"),
        ("https://files..example.com/a.pdf", "host_not_allowed"),
        ("https://.example.com/a.pdf", "host_not_allowed"),
        ("https://files.example.com./a.pdf", "host_not_allowed"),
        ("https://münchen.example/a.pdf", "host_not_allowed"),
        (f"https://{'a' * 64}.example.com/", "host_not_allowed"),
        (f"https://{'a.' * 130}com/", "host_not_allowed"),
        ("https://files.example.com/" + "a" * 2048, "too_long"),
    ],
)
def test_what_is_no_such_address_is_refused_with_its_code(text: str, code: str) -> None:
    with pytest.raises(WebAddressError) as refused:
        parse_web_address(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "host", "target", "filename"),
    [
        ("https://files.example.com/a/b.pdf", "files.example.com", "/a/b.pdf", "b.pdf"),
        ("HTTPS://Files.Example.COM:443/A.PDF?sig=x%2Fy#page=2", "files.example.com", "/A.PDF?sig=x%2Fy", "A.PDF"),
        ("https://files.example.com", "files.example.com", "/", ""),
        ("https://files.example.com?id=7", "files.example.com", "/?id=7", ""),
        ("https://xn--mnchen-3ya.example/scan%20one.png", "xn--mnchen-3ya.example", "/scan%20one.png", "scan one.png"),
        ("https://s3_bucket.example.com/x", "s3_bucket.example.com", "/x", "x"),
    ],
)
def test_an_address_is_read(text: str, host: str, target: str, filename: str) -> None:
    found = parse_web_address(text)
    assert (found.host, found.target, found.filename) == (host, target, filename)


def test_neither_a_refusal_nor_a_log_repeats_a_secret() -> None:
    with pytest.raises(WebAddressError) as refused:
        parse_web_address("https://10.0.0.1/a.pdf?token=hush")
    assert "hush" not in str(refused.value)
    assert "hush" not in repr(parse_web_address("https://files.example.com/a.pdf?token=hush"))
