"""A web server with TLS on this machine, and a certificate authority that vouches for its names."""

import ipaddress
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from payables.platform.outside.fetch import Outside

HOST = "files.example.com"
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


class Page:
    """What the server answers at one path: with `slow` seconds between the bytes, `until` something has happened if that is
    given, or after `failures` with status 503."""

    def __init__(
        self,
        body: bytes = b"",
        status: int = 200,
        headers: dict[str, str] | None = None,
        slow: float = 0,
        failures: int = 0,
        until: threading.Event | None = None,
    ) -> None:
        self.body = body
        self.status = status
        self.headers = headers or {}
        self.slow = slow
        self.failures = failures
        self.until = until

    def dribbles(self) -> bool:
        return self.slow > 0 and not (self.until and self.until.is_set())


class Web:
    """`pages` by path; `asked` are the requests that came, as (host, target)."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str]] = []
        self.port = 0
        self.trusting = ssl.create_default_context()

    def outside(self, **options: Any) -> Outside:
        """A fetcher that trusts the authority, may go to loopback, and finds every host here."""

        async def here(host: str, port: int) -> list[tuple[str, int]]:
            return [("127.0.0.1", self.port)]

        return Outside(**{"allowed": LOOPBACK, "resolve": here, "tls": self.trusting, **options})

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append((handler.headers["Host"], handler.path))
        page = self.pages.get(handler.path.partition("?")[0], Page(status=404))
        status = page.status
        if page.failures:
            page.failures -= 1
            status = 503
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(page.body)), **page.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        self._write(handler, page)

    def _write(self, handler: BaseHTTPRequestHandler, page: Page) -> None:
        rest = page.body
        try:
            while rest and page.dribbles():
                handler.wfile.write(rest[:1])
                rest = rest[1:]
                time.sleep(page.slow)
            handler.wfile.write(rest)
        except OSError:
            return


@contextmanager
def serving(host: str = HOST) -> Iterator[Web]:
    """A server whose certificate is for `host`."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.answer(self)

        def log_message(self, *_: Any) -> None:
            return

    with TemporaryDirectory() as folder:
        presenting, authority = _certificates(Path(folder), host)
        web.trusting = ssl.create_default_context(cadata=authority)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.socket = presenting.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        web.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            server.server_close()
            thread.join(10)


def _certificates(folder: Path, host: str) -> tuple[ssl.SSLContext, str]:
    """What the server presents, and its authority's certificate as PEM."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Test authority", "Test authority", authority_key, authority_key, None)
    own = _certificate(host, "Test authority", key, authority_key, host)
    chain = folder / "chain.pem"
    chain.write_bytes(
        own.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context, authority.public_bytes(serialization.Encoding.PEM).decode()


def _certificate(subject: str, issuer: str, key: Any, signing_key: Any, host: str | None) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    )
    if host is None:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    else:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(signing_key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
