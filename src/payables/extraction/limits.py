"""What one document may cost. The defaults fit invoices; a setting may replace any of them."""

import msgspec

MB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """Bounds for one document, enforced in its child process or by the operating system.

    `memory` and `ocr_memory` bound the address space (RLIMIT_AS), which counts what is mapped and not what is used:
    the OCR engine maps 1.8 GB while it holds 0.9 GB. The larger bound is in force only once OCR begins; `ocr_data` bounds what
    is then written to (RLIMIT_DATA), which is what the machine really has to give.

    `text_page_cpu_seconds` is what a page of a PDF adds to `cpu_seconds` once text was found on it.
    `page_cpu_seconds` is what one page of OCR may take on which something is read, `fruitless_cpu_seconds` what all pages may
    together on which nothing can be.
    """

    memory: int = 512 * MB
    ocr_memory: int = 2560 * MB
    ocr_data: int = 1408 * MB
    cpu_seconds: int = 12
    text_page_cpu_seconds: float = 0.1
    page_cpu_seconds: int = 30
    fruitless_cpu_seconds: int = 24
    ocr_cpu_seconds: int = 240
    wall_seconds: float = 300.0
    output_bytes: int = 16 * MB
    pages: int = 200
    ocr_pages: int = 20
    pixels: int = 40_000_000
    xml_bytes: int = 10 * MB
    xml_nodes: int = 200_000
    xml_depth: int = 64
