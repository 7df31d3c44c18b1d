"""The QR code that we draw is one that a camera reads."""

import re

import numpy
import zxingcpp

from payables.dashboard.shown.qr import QUIET, qr_path

SCALE = 4


def test_a_camera_reads_what_was_drawn() -> None:
    text = "otpauth://totp/Payables:ada%40north.example?secret=" + "A2B3" * 8 + "&issuer=Payables&digits=6&period=30"
    size, path = qr_path(text)
    picture = numpy.full((size, size), 255, dtype=numpy.uint8)
    squares = re.findall(r"M(\d+) (\d+)h1v1h-1z", path)
    assert "".join(f"M{x} {y}h1v1h-1z" for x, y in squares) == path
    for x, y in squares:
        picture[int(y), int(x)] = 0
    assert (picture[:QUIET] == 255).all() and (picture[:, -QUIET:] == 255).all()
    (found,) = zxingcpp.read_barcodes(picture.repeat(SCALE, 0).repeat(SCALE, 1))
    assert found.text == text
