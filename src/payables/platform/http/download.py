"""Stored bytes as an answer."""

from urllib.parse import quote

from litestar import Response


def download(data: bytes, filename: str) -> Response[bytes]:
    """Always as a download: nothing that somebody uploaded is shown inside our own origin."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
