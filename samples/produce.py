"""From a paper of the story to the bytes of its file."""

from __future__ import annotations

import zlib
from pathlib import Path

from samples.degrade import as_fax_tiff, as_photo_jpeg, as_scan_jpeg, as_scan_pdf
from samples.einvoice.cii import write_cii
from samples.einvoice.embed import embed
from samples.einvoice.ubl import write_ubl
from samples.layouts import LAYOUTS
from samples.model import Paper
from samples.story import PAPERS
from samples.truth import truth_lines

SCANNERS = {".jpg": as_scan_jpeg, ".pdf": as_scan_pdf, ".tif": as_fax_tiff}


def produce_all(folder: Path) -> None:
    """Writes every file and truth.jsonl; other files in the folder are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in PAPERS:
        (folder / paper.file).write_bytes(produce(paper))
    (folder / "truth.jsonl").write_text(truth_lines(PAPERS), "utf-8", newline="\n")


def produce(paper: Paper) -> bytes:
    if paper.layout == "ubl":
        return write_ubl(paper)
    if paper.layout == "cii":
        return write_cii(paper)
    page = LAYOUTS[paper.layout](paper)
    if paper.kind == "facturx":
        return embed(paper, page, write_cii(paper))
    return _worn(paper, page)


def _worn(paper: Paper, page: bytes) -> bytes:
    """Scans and photographs of the page; a clean page stays what it is."""
    seed = zlib.crc32(paper.file.encode())
    if paper.kind == "photo":
        return as_photo_jpeg(page, paper.extra["table"], seed)
    if paper.kind == "scan":
        return SCANNERS[Path(paper.file).suffix](page, seed)
    return page
