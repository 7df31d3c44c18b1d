"""What every page tells the browser that it may do: nothing but what came from here."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)

PAGE = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-frame-options", b"DENY"),
]
OVER_TLS = [(b"strict-transport-security", b"max-age=31536000")]


def missing(present: list[tuple[bytes, bytes]], *, secure: bool) -> list[tuple[bytes, bytes]]:
    """Those that an answer does not have in words of its own: a picture may do less, an e-invoice is shown in a frame of ours."""
    names = {name for name, _ in present}
    return [header for header in PAGE + (OVER_TLS if secure else []) if header[0] not in names]
