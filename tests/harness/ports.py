"""Ports for servers that a test starts by their number."""

import os
import random
import socket

# Below those that the system gives to connections: a connection of another test could take one between probe and use.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """One that nobody listens on; another process that asks at the same time hardly gets the same."""
    while True:
        port = random.Random(os.urandom(8)).choice(PORTS)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
