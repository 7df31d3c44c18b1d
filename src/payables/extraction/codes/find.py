"""Codes in a picture. zxing is imported by whoever looks, in the child process of a document: the zygote stays small."""

from typing import TYPE_CHECKING

from PIL import Image

from payables.extraction.model import Code

if TYPE_CHECKING:
    from zxingcpp import Barcode

MOST = 8  # of a page; more is a sheet of labels
LONGEST = 4296  # characters of the largest QR code


def codes_in(image: Image.Image, page: int, *, barcodes: bool = False) -> list[Code]:
    """Codes of two dimensions, in which accounts are written, and with `barcodes` those that separator pages carry, from top to
    bottom; boxes as shares of the picture."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormat
    wanted = [formats.QRCode, formats.MicroQRCode, formats.Aztec, formats.DataMatrix, formats.PDF417]
    wanted += [formats.Code128, formats.Code39] if barcodes else []
    found = zxingcpp.read_barcodes(
        image.convert("L"), formats=zxingcpp.BarcodeFormats(wanted), text_mode=zxingcpp.TextMode.Plain
    )
    codes = [_code(barcode, image, page) for barcode in found[:MOST]]
    return sorted(codes, key=lambda code: code.box[1] if code.box else 0.0)


def _code(barcode: "Barcode", image: Image.Image, page: int) -> Code:
    position = barcode.position
    corners = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    across, down = [c.x / image.width for c in corners], [c.y / image.height for c in corners]
    box = [round(min(max(share, 0.0), 1.0), 5) for share in (min(across), min(down), max(across), max(down))]
    return Code(str(barcode.format), barcode.text[:LONGEST], page, box)
