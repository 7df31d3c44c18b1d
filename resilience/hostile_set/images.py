"""Pictures that unpack to gigabytes, never end, or cost hours to look at."""

import io
import struct
import zlib

from PIL import Image

from resilience.hostile_set.noise import checkers, grain, saved, scraps
from resilience.hostile_set.pdf_file import repeated

PNG = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int, data: bytes, before: bytes = b"", depth: int = 1) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side: int = 20_000) -> bytes:
    """A black picture of side x side pixels in a small file."""
    return png(side, side, repeated(b"\x00" * (1 + side // 8), (1 + side // 8) * side))


def small_png_of_gigabytes() -> bytes:
    """Ten by ten pixels, and two gigabytes of data."""
    return png(10, 10, repeated(bytes(1 << 20), 1 << 31))


def png_of_long_texts() -> bytes:
    texts = b"".join(chunk(b"zTXt", b"a\0\0" + repeated(bytes(1 << 20), 1 << 29)) for _ in range(5))
    return png(600, 800, repeated(b"\xff" * 76, 76 * 800), texts)


def png_of_long_colours() -> bytes:
    return png(600, 800, repeated(b"\xff" * 76, 76 * 800), chunk(b"iCCP", b"a\0\0" + repeated(bytes(1 << 20), 1 << 30)))


def png_of_two_billion() -> bytes:
    return png(2**31 - 1, 2**31 - 1, repeated(bytes(1000), 10_000))


def png_of_ribbons() -> bytes:
    """One pixel high and 39 million wide."""
    return png(39_000_000, 1, repeated(bytes(1000), 4_875_000))


def moving_png() -> bytes:
    control = chunk(b"acTL", struct.pack(">II", 100_000, 0))
    frame = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 600, 800, 0, 0, 1, 1, 0, 0))
    return png(600, 800, repeated(b"\xff" * 76, 76 * 800), control + frame)


def tiff(entries: list[tuple[int, int, int, int]], following: int = 0, tail: bytes = b"") -> bytes:
    """One directory of (tag, type, count, value)."""
    table = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + table + struct.pack("<I", following) + tail


def shape(width: int, height: int, compression: int = 1, rows: int | None = None) -> list[tuple[int, int, int, int]]:
    whole = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, 1)]
    return [*whole, (273, 4, 1, 200), (277, 3, 1, 1), (278, 4, 1, rows or height), (279, 4, 1, 100)]


def tiff_after_itself() -> bytes:
    return tiff(shape(10, 10), following=8, tail=bytes(400))


def tiff_of_many_directories() -> bytes:
    """A hundred thousand pages of one pixel, all the same bytes."""
    entries = shape(1, 1)
    size = 2 + 12 * len(entries) + 4
    table = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    pages = b"".join(table + struct.pack("<I", 8 + size * (n + 1)) for n in range(99_999))
    return b"II*\0" + struct.pack("<I", 8) + pages + table + struct.pack("<I", 0) + bytes(400)


def giant_tiff() -> bytes:
    return tiff(shape(2**31 - 1, 2**31 - 1, 5), tail=bytes(400))


def tiff_of_unpacked_strips() -> bytes:
    data = repeated(bytes(1 << 20), 1 << 30)
    entries = [e for e in shape(6_000, 6_000, 8) if e[0] not in (279, 273)]
    return tiff([*entries, (273, 4, 1, 200), (279, 4, 1, len(data))], tail=bytes(200 - 8 - 2 - 12 * 9 - 4) + data)


def tiff_of_long_lists() -> bytes:
    """A field that promises four billion values."""
    return tiff([*shape(10, 10), (700, 1, 2**32 - 1, 100)], tail=bytes(400))


def tiff_of_noise(pages: int = 20) -> bytes:
    image = scraps(1240, 1754)
    data = io.BytesIO()
    image.save(data, "TIFF", save_all=True, append_images=[image] * (pages - 1), compression="tiff_deflate")
    return data.getvalue()


def huge_jpeg() -> bytes:
    """65,500 x 65,500 by its header."""
    plain = saved(Image.new("L", (16, 16)), "JPEG")
    at = plain.index(b"\xff\xc0") + 5
    return plain[:at] + struct.pack(">HH", 65_500, 65_500) + plain[at + 4 :]


def jpeg_of_many_scans() -> bytes:
    """Progressive, its last scan repeated ten thousand times."""
    plain = saved(scraps(1500, 2000), "JPEG", progressive=True, quality=20)
    last = plain.rindex(b"\xff\xda")
    scan = plain[last:-2]
    return plain[:-2] + scan[:2_000] * 10_000 + b"\xff\xd9"


def jpeg_of_many_markers() -> bytes:
    plain = saved(scraps(600, 800), "JPEG")
    return plain[:2] + (b"\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65_527)) * 300 + plain[2:]


def exif_in_a_ring() -> bytes:
    ring = (
        b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    )
    plain = saved(scraps(600, 800), "JPEG")
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(ring) + 2) + ring + plain[2:]


def grainy(kind: str) -> bytes:
    return saved(grain(4_500, 4_500), kind, **({"quality": 30} if kind == "JPEG" else {}))


def scrappy() -> bytes:
    """39 million pixels full of little strokes."""
    return saved(scraps(5_200, 7_500), "PNG")


def chequered() -> bytes:
    return saved(checkers(6_000), "PNG")


def moving_gif() -> bytes:
    frames = [Image.new("P", (400, 400), n % 200) for n in range(200)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def webp() -> bytes:
    return saved(scraps(300, 300), "WEBP")


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("http://127.0.0.1:1")</script><text>Total 12.50</text></svg>'
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n{ } loop\n"
