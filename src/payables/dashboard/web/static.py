"""Style sheets, scripts and pictures of the dashboard, under an address that changes with what they hold."""

import gzip
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from payables.dashboard.web.replies import Reply
from payables.platform.http.errors import NoSuchPath

TYPES = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
    "png": b"image/png",
}
FOREVER = b"public, max-age=31536000, immutable"
PREFIX = "/static/"
PACKED = (".css", ".js", ".svg")  # what gets smaller by it


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """Read once, when the process starts. A page of an older version finds its own files no more, and loads anew."""

    version: str
    found: dict[str, bytes] = field(repr=False)
    packed: dict[str, bytes] = field(repr=False)

    def address(self, name: str) -> str:
        """Of `css/base.css`. Raises KeyError for a file that does not exist, so that no page names one."""
        self.found[name]
        return f"{PREFIX}{self.version}/{name}"

    def answer(self, path: str, encodings: str) -> Reply:
        """`encodings` as the browser takes them. Raises NoSuchPath."""
        version, _, name = path.removeprefix(PREFIX).partition("/")
        if name not in self.found:
            raise NoSuchPath
        kept = FOREVER if version == self.version else b"no-cache"
        kind = TYPES[name.rsplit(".", 1)[-1]]
        headers = [(b"content-type", kind), (b"cache-control", kept), (b"vary", b"accept-encoding")]
        if name in self.packed and "gzip" in encodings:
            return Reply(200, [*headers, (b"content-encoding", b"gzip")], self.packed[name])
        return Reply(200, headers, self.found[name])


def read_static() -> StaticFiles:
    found = dict(_walk(files("payables.dashboard") / "static", ""))
    digest = sha256()
    for name in sorted(found):
        digest.update(name.encode() + b"\0" + found[name] + b"\0")
    packed = {name: gzip.compress(data, mtime=0) for name, data in found.items() if name.endswith(PACKED)}
    return StaticFiles(digest.hexdigest()[:12], found, packed)


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _walk(entry, f"{name}/")
        elif name.rsplit(".", 1)[-1] in TYPES:
            found.append((name, entry.read_bytes()))
    return found
