"""A QR code as the path of an SVG: one square per dark module."""

from typing import Any

import zxingcpp

QUIET = 4  # modules of light around it, as ISO/IEC 18004 wants


def qr_path(text: str) -> tuple[int, str]:
    """How many units the picture is wide and high, and the path of its dark part."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    dark = memoryview(image)
    height, width = dark.shape or (0, 0)
    squares = [f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y in range(height) for x in range(width) if dark[y, x] == 0]
    return width + 2 * QUIET, "".join(squares)
