"""Where the demo's server listens."""

import socket

from payables.app.demo.errors import NoFreePort, PortTaken

MOST_TRIES = 20


def choose(host: str, wanted: int, *, insist: bool) -> int:
    """`wanted`, or the next free one unless the user insists on it. Raises PortTaken, NoFreePort."""
    if is_free(host, wanted):
        return wanted
    if insist:
        raise PortTaken(port=wanted, host=host)
    last = min(wanted + MOST_TRIES, 65535)
    for port in range(wanted + 1, last + 1):
        if is_free(host, port):
            return port
    raise NoFreePort(first=wanted, last=last, host=host)


def is_free(host: str, port: int) -> bool:
    try:
        socket.create_server((host, port)).close()
    except OSError:
        return False
    return True
