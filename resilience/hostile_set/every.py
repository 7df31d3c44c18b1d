"""The hostile set by name. Files are made when they are asked for: some take seconds and megabytes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from inspect import signature
from types import FunctionType, ModuleType

from resilience.hostile_set import images, mixed, noise, pdf_carrying, pdf_drawing, pdf_structure, pdf_text, xmls


@dataclass(frozen=True)
class Hostile:
    """A file under the name that it is sent by."""

    name: str
    filename: str
    make: Callable[[], bytes]


def hostile_set() -> list[Hostile]:
    return [*_pdfs(), *_xmls(), *_images(), *_mixed(), *_damaged(), *_names()]


def _pdfs() -> list[Hostile]:
    boxes = {
        "huge": "0 0 1e9 1e9",
        "negative": "0 0 -1 -1",
        "empty": "0 0 0 0",
        "of no numbers": "a b c d",
        "of dust": "0 0 1e-9 1e9",
    }
    actions = {name: getattr(pdf_carrying, name) for name in ("JAVASCRIPT", "LAUNCH", "LINK", "SUBMIT", "REMOTE")}
    return [
        *(file for module in (pdf_structure, pdf_drawing, pdf_text, pdf_carrying) for file in _of(module, "pdf")),
        *(Hostile(f"page {name}", "box.pdf", partial(pdf_structure.boxes, box)) for name, box in boxes.items()),
        *(
            Hostile(f"action {name}", "action.pdf", partial(pdf_carrying.acting, action))
            for name, action in actions.items()
        ),
        Hostile("lock of rc4", "locked.pdf", partial(pdf_carrying.encrypted, "rc4")),
        Hostile("lock of aes", "locked.pdf", partial(pdf_carrying.encrypted, "aes")),
        Hostile("locked", "locked.pdf", partial(pdf_carrying.locked, "secret")),
        Hostile("locked with no password", "locked.pdf", partial(pdf_carrying.locked, "")),
        Hostile("an exe inside", "exe.pdf", partial(pdf_carrying.carrying, **{"invoice.exe": pdf_carrying.EXE})),
        Hostile("a zip inside", "zip.pdf", partial(pdf_carrying.carrying, **{"factur-x.xml": mixed.zipped()})),
    ]


def _xmls() -> list[Hostile]:
    encodings = [
        ("utf-7", "UTF-7"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-8"),
        ("utf-32", "UTF-32"),
        ("cp500", "IBM500"),
    ]
    encodings += [("utf-8", "UTF-16"), ("utf-8", "Shift_JIS"), ("cp1252", "nonsense")]
    subsets = {name: getattr(xmls, name) for name in ("FILE_OF_THE_MACHINE", "ADDRESS", "PARAMETER", "PLAIN", "DEVICE")}
    return [
        *_of(xmls, "xml"),
        *(Hostile(f"doctype {name}", "a.xml", partial(xmls.with_doctype, subset)) for name, subset in subsets.items()),
        *(Hostile(f"{levels} levels", "a.xml", partial(xmls.deep, levels)) for levels in (300, 200_000)),
        Hostile("5,000 levels in an invoice", "a.xml", partial(xmls.deep_in_an_invoice, 5_000)),
        *(Hostile(f"{count} lines", "a.xml", partial(xmls.many_lines, count)) for count in (2_000, 6_000)),
        *(
            Hostile(f"{said} as {python}", "a.xml", partial(xmls.in_encoding, python, said))
            for python, said in encodings
        ),
        *(Hostile(f"a sum of {total[:12]!r}", "a.xml", partial(xmls.invoice, total)) for total in xmls.NO_SUMS),
    ]


def _images() -> list[Hostile]:
    endings = {"png": "png", "tiff": "tiff", "jpeg": "jpg", "jpg": "jpg", "exif": "jpg", "gif": "png", "webp": "jpg"}
    found = _of(images, "png")
    ended = [replace(f, filename=f"a.{next((e for w, e in endings.items() if w in f.name), 'png')}") for f in found]
    return [
        *ended,
        *(Hostile(f"grain as {kind}", f"a.{kind.lower()}", partial(images.grainy, kind)) for kind in ("PNG", "JPEG")),
        Hostile("81 million pixels", "a.png", partial(images.huge_png, 9_000)),
        Hostile("a narrow strip of strokes", "a.png", lambda: noise.saved(noise.scraps(900, 20_000), "PNG")),
        Hostile("heic as jpeg", "a.jpg", lambda: images.HEIC),
        Hostile("svg as png", "a.png", lambda: images.SVG),
        Hostile("postscript as tiff", "a.tiff", lambda: images.POSTSCRIPT),
        Hostile("gif as itself", "a.gif", images.moving_gif),
    ]


def _mixed() -> list[Hostile]:
    two = {
        "pdf_and_zip": "pdf", "pdf_and_html": "pdf", "pdf_behind_a_program": "pdf", "pdf_in_a_png": "png", "png_and_xml": "png",
        "xml_that_says_pdf": "xml", "jpeg_and_php": "jpg", "tiff_and_pdf": "tiff", "jpeg_and_zip": "jpg",
    }  # fmt: skip
    return [
        *(Hostile(name.replace("_", " "), f"two.{ending}", getattr(mixed, name)) for name, ending in two.items()),
        *(Hostile(f"{kind} as pdf", "invoice.pdf", partial(bytes, data)) for kind, data in mixed.ARCHIVES.items()),
        *(
            Hostile(f"{kind} as itself", f"invoice.{kind}", partial(bytes, data))
            for kind, data in mixed.ARCHIVES.items()
        ),
        Hostile("a program with no ending", "invoice", lambda: pdf_carrying.EXE),
        Hostile("nothing", "empty.pdf", bytes),
        Hostile("one byte", "one.pdf", lambda: b"%"),
        Hostile("one byte of xml", "one.xml", lambda: b"<"),
        Hostile("only NULs", "nul.pdf", partial(bytes, 1_000_000)),
        Hostile("only blanks", "blank.xml", lambda: b" \n" * 100_000),
        Hostile("only a first line", "line.pdf", lambda: b"%PDF-1.7\n"),
    ]


def _damaged() -> list[Hostile]:
    seeds = mixed.seeds()
    return [
        *(
            Hostile(f"{kind} cut at {share}", f"cut.{kind}", partial(mixed.cut, data, share))
            for kind, data in seeds.items()
            for share in (0.1, 0.5, 0.95)
        ),
        *(
            Hostile(f"{kind} damaged {n}", f"damaged.{kind}", partial(mixed.honest_damaged, data, f"{kind} {n}", 4 * n))
            for kind, data in seeds.items()
            for n in (1, 2, 3, 4)
        ),
        *(
            Hostile(f"random bytes as {kind}", f"random.{kind}", partial(mixed.random_bytes, start))
            for kind, start in mixed.STARTS.items()
        ),
        Hostile("random bytes", "random.pdf", partial(mixed.random_bytes, b"")),
    ]


def _names() -> list[Hostile]:
    """Each around a paper of its own."""
    return [
        Hostile(f"name {kind}", filename, partial(_paper, n)) for n, (kind, filename) in enumerate(mixed.NAMES.items())
    ]


def _paper(n: int) -> bytes:
    return mixed.paper().replace(b"H-1)", b"H-%d)" % (100 + n))


def _of(module: ModuleType, ending: str) -> list[Hostile]:
    """The module's own functions that need to be told nothing, each a file."""
    return [
        Hostile(name.replace("_", " "), f"{name[:40]}.{ending}", made)
        for name, made in vars(module).items()
        if isinstance(made, FunctionType) and made.__module__ == module.__name__ and not name.startswith("_")
        if all(parameter.default is not parameter.empty for parameter in signature(made).parameters.values())
    ]
