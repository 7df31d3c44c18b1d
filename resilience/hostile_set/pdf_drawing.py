"""PDFs that take for ever to draw, or whose pictures unpack to gigabytes."""

import struct

from resilience.hostile_set.noise import noise_jpeg
from resilience.hostile_set.pdf_file import one_page, packed, pdf_of, repeated, stream

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def gigabyte_of_content() -> bytes:
    return pdf_of(repeated(b"BT ET q Q " * 100_000, 1 << 30, 2), b"/Filter [/FlateDecode /FlateDecode]")


def four_gigabytes_of_content() -> bytes:
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    return pdf_of(repeated(bytes(1 << 20), 1 << 32, 3), filters)


def million_texts() -> bytes:
    return _letters(b"BT /F1 9 Tf 1 0 0 1 %d %d Tm (12.50 Total) Tj ET\n", 1_000_000)


def form_that_draws_itself() -> bytes:
    own = b"/XObject << /F 5 0 R >>"
    return one_page(b"/F Do", own, [stream(b"/F Do /F Do", FORM + b" /Resources << %s >>" % own)])


def forms_that_laugh() -> bytes:
    """Twelve forms, each of which draws the next ten times: 10^12 drawings."""
    forms = [
        stream(b"/F Do " * 10, FORM + b" /Resources << /XObject << /F %d 0 R >> >>" % (n + 1)) for n in range(5, 17)
    ]
    return one_page(b"/F Do", b"/XObject << /F 5 0 R >>", [*forms, stream(b"0 0 9 9 re f", FORM)])


def pattern_of_itself() -> bytes:
    own = b"/Pattern << /P 5 0 R >>"
    paint = b"/Pattern cs /P scn 0 0 595 842 re f"
    entries = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] /XStep 5 /YStep 5"
    return one_page(paint, own, [stream(paint, entries + b" /Resources << %s >>" % own)])


def pattern_of_dust() -> bytes:
    """Tiles a hundred thousandth of a point wide."""
    entries = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep .00001 /YStep .00001"
    return _pictured(
        b"/Pattern cs /P scn 0 0 595 842 re f",
        b"/Pattern << /P 5 0 R >>",
        [stream(b"0 0 1 1 re f", entries + b" /Resources << >>")],
    )


def letter_that_writes_itself() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> "
        b"/Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9] "
        b"/Resources << /Font << /T 5 0 R >> >> >>"
    )
    return one_page(
        b"BT /T 9 Tf (aaaaaaaa) Tj ET", b"/Font << /T 5 0 R >>", [font, stream(b"9 0 d0 BT /T 9 Tf (aaaaaaaaaa) Tj ET")]
    )


def mask_of_itself() -> bytes:
    own = b"/ExtGState << /G 5 0 R >>"
    state = b"<< /Type /ExtGState /SMask << /S /Luminosity /G 6 0 R >> >>"
    group = stream(b"/G gs 0 0 595 842 re f", FORM + b" /Group << /S /Transparency >> /Resources << %s >>" % own)
    return _pictured(b"/G gs 0 0 595 842 re f", own, [state, group])


def groups_inside_each_other() -> bytes:
    entries = FORM + b" /Group << /S /Transparency /I true >> /Resources << /XObject << /F %d 0 R >> >>"
    groups = [stream(b"/F Do /F Do", entries % (n + 1)) for n in range(5, 45)]
    return _pictured(b"/F Do", b"/XObject << /F 5 0 R >>", [*groups, stream(b"0 0 595 842 re f", FORM)])


def dashes_of_dust() -> bytes:
    return _pictured(b"[.0001 .0001] 0 d 5 w 0 0 m " + b"595 842 l 0 842 l 595 0 l " * 2_000 + b"S")


def million_strokes() -> bytes:
    return _pictured(b"0 0 m " + b"595 842 l 300 1 l 1 300 l " * 330_000 + b"B*")


def clips_inside_each_other() -> bytes:
    return _pictured(b"q 0 0 m 595 842 l 300 1 l W n " * 100_000 + b"0 0 595 842 re f")


def function_of_gigabytes() -> bytes:
    """A shading by a table of 2^31 samples."""
    table = b"/FunctionType 0 /Domain [0 1 0 1 0 1] /Range [0 1] /Size [1290 1290 1290] /BitsPerSample 32"
    shading = b"<< /ShadingType 1 /ColorSpace /DeviceGray /Function 6 0 R >>"
    return _pictured(b"/S sh", b"/Shading << /S 5 0 R >>", [shading, packed(bytes(10_000), table)])


def function_of_a_million_steps() -> bytes:
    calculator = b"{ pop " + b"dup sin exch cos mul " * 100_000 + b"}"
    shading = (
        b"<< /ShadingType 1 /ColorSpace /DeviceGray /Function 6 0 R /Domain [0 1 0 1] /Matrix [595 0 0 842 0 0] >>"
    )
    return _pictured(
        b"/S sh",
        b"/Shading << /S 5 0 R >>",
        [shading, packed(calculator, b"/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]")],
    )


def picture(width: int, height: int, data: bytes, entries: bytes) -> bytes:
    """A page that shows one picture."""
    image = stream(data, b"/Type /XObject /Subtype /Image /Width %d /Height %d %s" % (width, height, entries))
    return one_page(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject << /I 5 0 R >>", [image])


def giant_flate_picture() -> bytes:
    colours = b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/FlateDecode /FlateDecode]"
    return picture(30_000, 30_000, repeated(bytes(1 << 20), 2_700_000_000, 2), colours)


def giant_flate_picture_in_a_few_bytes() -> bytes:
    return picture(
        60_000, 60_000, repeated(b"\0", 100), b"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"
    )


def predictor_of_two_billion_columns() -> bytes:
    parms = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 32 /BitsPerComponent 16 /Columns 2147483647 >>"
    return picture(
        1000, 1000, repeated(bytes(1000), 1_000_000), b"/ColorSpace /DeviceGray /BitsPerComponent 8 " + parms
    )


def giant_fax() -> bytes:
    fax = b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>"
    return picture(60_000, 60_000, b"\xff" * 20_000, b"/ColorSpace /DeviceGray /BitsPerComponent 1 " + fax)


def giant_jbig2() -> bytes:
    """A page of 60,000 x 60,000 and one generic region of that size with hardly any data."""
    side = struct.pack(">II", 60_000, 60_000)
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + side + struct.pack(">IIBH", 0, 0, 0, 0)
    region = side + struct.pack(">IIB", 0, 0, 0) + b"\x00" + b"\x03\xff\xfd\xff\x02\xfe\xfe\xfe" + b"\xff\xac" * 40
    segment = struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    return picture(60_000, 60_000, page + segment, b"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode")


def giant_jpeg2000() -> bytes:
    """A codestream that promises 60,000 x 60,000 pixels in tiles of one."""
    size = struct.pack(">HHIIIIIIIIH", 41, 0, 60_000, 60_000, 0, 0, 1, 1, 0, 0, 1) + b"\x07\x01\x01"
    code = (
        b"\xff\x4f\xff\x51"
        + size
        + b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x00\xff\x5c\x00\x13\x40"
        + bytes(16)
    )
    return picture(
        60_000,
        60_000,
        code + b"\xff\x90\x00\x0a" + bytes(8) + b"\xff\x93" + bytes(100) + b"\xff\xd9",
        b"/Filter /JPXDecode",
    )


def filters_upon_filters() -> bytes:
    return pdf_of(b"00" * 1000 + b">", b"/Filter [%s]" % (b"/ASCIIHexDecode " * 3_000))


def run_lengths() -> bytes:
    entries = b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter [/FlateDecode /RunLengthDecode]"
    return picture(30_000, 30_000, repeated(b"\x81\x00" * 1000, 14_000_000), entries)


def giant_inline_picture() -> bytes:
    return one_page(b"q 595 0 0 842 0 0 cm BI /W 60000 /H 60000 /BPC 8 /CS /RGB /F /AHx ID 00> EI Q")


def picture_drawn_thousandfold() -> bytes:
    image = b"/Type /XObject /Subtype /Image /Width 2500 /Height 2500 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    content = b"q 595 0 0 842 0 0 cm 1 0.1 -0.1 1 0 0 cm /I Do Q " * 5_000
    return one_page(content, b"/XObject << /I 5 0 R >>", [packed(bytes(18_750_000), image)])


def pages_of_noise(pages: int = 20) -> bytes:
    """Scans on which there is nothing to read, and letters everywhere for who looks for some."""
    image = stream(
        noise_jpeg(1700, 2400),
        b"/Type /XObject /Subtype /Image /Width 1700 /Height 2400 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
    )
    page = one_page(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject << /I 5 0 R >>", [image])
    return page.replace(b"/Count 1 /Kids [4 0 R]", b"/Count %d /Kids [%s]" % (pages, b"4 0 R " * pages))


def _letters(each: bytes, times: int) -> bytes:
    content = b"".join(each % (20 + n * 7 % 500, 20 + n * 11 % 800) for n in range(times))
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    whole = one_page(b"", font, [packed(content)])
    return whole.replace(b"/Contents 3 0 R", b"/Contents 5 0 R")


def _pictured(content: bytes, resources: bytes = b"", others: list[bytes] | None = None) -> bytes:
    """Beside it stands a picture without words, so that the page has to be drawn for OCR."""
    image = stream(
        b"\x80" * 100,
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    others = others or []
    kept, place = resources, 5 + len(others)
    if b"/XObject <<" in resources:
        kept = resources.replace(b"/XObject <<", b"/XObject << /Shown %d 0 R" % place, 1)
    else:
        kept += b" /XObject << /Shown %d 0 R >>" % place
    return one_page(b"q 400 0 0 400 50 50 cm /Shown Do Q " + content, kept, [*others, image])
