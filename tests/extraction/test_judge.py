"""The judge's process: what its children cannot do, and that reading goes on without it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extraction.desk import Desk
from extraction.einvoices import CII, UBL
from payables.extraction.model import Reading
from payables.extraction.reader import Reader
from payables.extraction.xml.profile import LARGEST

CONFINED = """
import mmap, os, socket
from payables.extraction.process.confine import confine_judge
confine_judge(400_000_000, 1, 1_000_000)
"""


def confined(deed: str) -> str:
    """What becomes of a deed in a process that is confined as the judge's children are."""
    done = subprocess.run(
        [sys.executable, "-c", CONFINED + deed], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stderr.strip().rpartition("\n")[2] or f"status {done.returncode}"


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname')",
        "import socket; socket.socket()",
        "import os; os.pipe()",
        "import os; os.memfd_create('x')",
    ],
)
def test_nothing_can_be_opened(deed: str) -> None:
    assert "Too many open files" in confined(deed)


def test_memory_that_is_written_is_bounded_and_what_is_only_reserved_is_not() -> None:
    reserve = "mmap.mmap(-1, 30 << 30, flags=mmap.MAP_PRIVATE | 0x4000, prot=mmap.PROT_READ)\n"
    assert confined(reserve) == "status 0"
    assert "MemoryError" in confined("bytearray(500_000_000)")


def test_a_computation_without_end_is_stopped() -> None:
    assert confined("while True: pass") == "status -24"  # SIGXCPU


def test_both_syntaxes_at_once_are_judged_each_by_its_rules(desk: Desk) -> None:
    async def both() -> list[Reading]:
        broken = [xml.replace(b"238.00", b"239.00") for xml in (UBL, CII)] * 4
        return await asyncio.gather(*(desk.reader.read(xml, "invoice.xml") for xml in broken))

    told = [{finding.rule for finding in reading.validation} for reading in desk.loop.run_until_complete(both())]
    assert told == [{"BR-CO-15", "BR-CO-16"}] * 8


def test_what_a_child_of_the_judge_costs_is_counted(desk: Desk) -> None:
    reading = desk.read(UBL, "invoice.xml")
    assert 0 < reading.cpu_seconds < 5
    assert reading.peak_bytes < 768 * 1024 * 1024
    assert reading.for_rules is None


def test_a_judge_that_is_gone_is_replaced(desk: Desk) -> None:
    desk.read(UBL, "invoice.xml")
    zygote = desk.reader._judge._zygote
    assert zygote is not None
    os.kill(zygote.pid, 9)
    assert desk.read(UBL, "invoice.xml").validation == []


def test_without_saxon_the_sums_are_checked_and_the_reading_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The module that stands first on the path is the one that a process loads."""
    (tmp_path / "saxonche.py").write_text("raise ImportError('no native code here')")
    monkeypatch.syspath_prepend(str(tmp_path))

    async def read() -> Reading:
        async with Reader() as reader:
            return await reader.read(UBL.replace(b"238.00", b"239.00"), "invoice.xml")

    told = [(found.rule, found.severity) for found in asyncio.run(read()).validation]
    assert told == [("BR-CO-15", "error"), ("BR-CO-16", "error"), ("rules-not-checked", "info")]


def test_blanks_between_elements_hide_nothing_from_the_rules(desk: Desk) -> None:
    wrong = UBL.replace(b">58<", b">999<").replace(b"<cac:PaymentMeans>", b" " * LARGEST + b"<cac:PaymentMeans>")
    assert [f.rule for f in desk.read(wrong, "invoice.xml").validation] == ["BR-CL-16"]


def test_more_than_any_invoice_is_an_error_that_is_not_judged(desk: Desk) -> None:
    large = UBL.replace(b"<cbc:Name>Lampe", b"<cbc:Name>Lampe" + b"x" * LARGEST)
    assert [(f.rule, f.severity) for f in desk.read(large, "invoice.xml").validation] == [
        ("rules-not-checked", "error")
    ]
