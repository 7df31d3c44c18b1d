"""What the front does with targets that are no paths."""

import json
import socket
from urllib.parse import urlsplit

import pytest

from harness.server import Server


def asked(server: Server, target: str, method: str) -> tuple[int, dict[str, str]]:
    """Status and error body. Clients write such targets only by hand."""
    address = urlsplit(server.base_url)
    assert address.hostname and address.port
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_a_target_that_is_no_path_is_not_found(server: Server, method: str) -> None:
    status, body = asked(server, "*", method)
    assert status == 404 and body["request_id"].startswith("req_")
