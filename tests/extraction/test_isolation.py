"""What the process of a document can do, and what its end does to others."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extraction.bombs import flate_bomb
from extraction.desk import Desk
from extraction.einvoices import UBL
from extraction.papers import LINES, changed, encoded, pdf, scan
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.reader import Reader

pytestmark = pytest.mark.proof

LINE = UBL[UBL.index(b"<cac:InvoiceLine>") : UBL.index(b"</cac:InvoiceLine>") + len(b"</cac:InvoiceLine>")]


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_the_parent_of_the_children_has_one_thread_no_network_and_no_environment(desk: Desk) -> None:
    desk.read(pdf(), "invoice.pdf")
    pid = desk.reader.zygote_pid
    assert pid is not None
    status = Path(f"/proc/{pid}/status").read_text()
    assert "Threads:\t1\n" in status
    environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    names = {e.split(b"=")[0] for e in environment if e}
    assert names <= {
        b"PATH",
        b"LC_ALL",
        b"PYTHONDONTWRITEBYTECODE",
        b"OMP_NUM_THREADS",
        b"OPENBLAS_NUM_THREADS",
        b"PYTHONPATH",
    }
    mine, theirs = Path("/proc/self/ns/net").readlink(), Path(f"/proc/{pid}/ns/net").readlink()
    if mine == theirs:
        pytest.skip("network namespaces are not permitted here")
    interfaces = Path(f"/proc/{pid}/net/dev").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in interfaces] in ([], ["lo"])


def test_nothing_is_left_when_the_reader_is_closed() -> None:
    async def use() -> int | None:
        async with Reader() as reader:
            await reader.read(pdf(), "invoice.pdf")
            return reader.zygote_pid

    pid = asyncio.run(use())
    assert pid is not None
    assert not Path(f"/proc/{pid}").exists()


def test_a_zygote_that_is_killed_is_replaced_and_its_document_read() -> None:
    async def use() -> tuple[str, bool]:
        async with Reader() as reader:
            await reader.read(pdf(), "invoice.pdf")
            first = reader.zygote_pid
            assert first is not None
            reading = asyncio.ensure_future(reader.read(encoded(scan(), "PNG"), "scan.png"))
            await asyncio.sleep(0.3)
            os.kill(first, signal.SIGKILL)
            found = await reading
            return found.fields["number"].value, reader.zygote_pid != first

    assert asyncio.run(use()) == ("HS-20417", True)


@pytest.mark.parametrize(("times", "outcome"), [(1, "HS-20417"), (2, "crashed")])
def test_a_document_whose_child_was_killed_from_outside_is_tried_once_more(times: int, outcome: str) -> None:
    async def use() -> str:
        async with Reader() as reader:
            await reader.read(pdf(), "invoice.pdf")
            pid = reader.zygote_pid
            assert pid is not None
            slow = asyncio.ensure_future(reader.read(encoded(scan(), "PNG"), "scan.png"))
            killed: set[int] = set()
            while len(killed) < times:
                assert await asyncio.to_thread(wait_for, lambda: bool(set(children(pid)) - killed))
                (child,) = set(children(pid)) - killed
                os.kill(child, signal.SIGKILL)
                killed.add(child)
            try:
                return (await slow).fields["number"].value
            except Unreadable as refusal:
                return refusal.code

    assert asyncio.run(use()) == outcome


@pytest.mark.parametrize("end", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGSTOP])
def test_a_child_that_ends_is_the_only_one_refused(end: signal.Signals) -> None:
    """However it ends; one that stands still is ended at its wall limit."""

    async def use() -> tuple[str, str]:
        async with Reader(at_once=2) as reader:
            await reader.read(pdf(), "invoice.pdf")
            slow = asyncio.ensure_future(reader.read(encoded(scan(), "PNG"), "scan.png", Limits(wall_seconds=20)))
            pid = reader.zygote_pid
            assert pid is not None
            assert await asyncio.to_thread(wait_for, lambda: bool(children(pid)))
            os.kill(children(pid)[0], end)
            neighbour = await reader.read(pdf(), "invoice.pdf")
            assert reader.zygote_pid == pid
            with pytest.raises(Unreadable) as refused:
                await slow
            return refused.value.code, neighbour.fields["number"].value

    code, number = asyncio.run(use())
    memory = ("too_large_when_unpacked",)  # how native code ends when memory does
    expected = {signal.SIGSEGV: ("crashed",), signal.SIGSTOP: ("timed_out",)}
    assert code in expected.get(end, memory)
    assert number == "HS-20417"


def test_each_document_has_a_child_of_its_own() -> None:
    async def use() -> tuple[set[int], list[int]]:
        async with Reader(at_once=3) as reader:
            await reader.read(pdf(), "invoice.pdf")
            pid = reader.zygote_pid
            assert pid is not None
            readings = [asyncio.ensure_future(reader.read(encoded(scan(), "PNG"), "scan.png")) for _ in range(3)]
            seen: set[int] = set()
            while not all(reading.done() for reading in readings):
                seen.update(children(pid))
                await asyncio.sleep(0.005)
            await asyncio.gather(*readings)
            return seen, children(pid)

    seen, left = asyncio.run(use())
    assert (len(seen), left) == (3, [])


def test_nothing_of_a_document_stays_for_the_next(desk: Desk) -> None:
    """What a child writes to its memory is its own: the same paper reads the same before and after another."""
    before = desk.read(pdf(), "invoice.pdf")
    desk.read(pdf(changed("Harbour Supplies Ltd", "Another Trader Ltd")), "other.pdf")
    after = desk.read(pdf(), "invoice.pdf")
    assert after.fields == before.fields


def test_a_child_of_the_judge_that_is_killed_harms_no_other_document() -> None:
    async def use() -> tuple[list[str], list[str]]:
        async with Reader(at_once=2) as reader:
            await reader.read(UBL, "warm.xml")
            judge = reader._judge._zygote
            assert judge is not None
            many = UBL.replace(b"</Invoice>", LINE * 3_000 + b"</Invoice>")
            slow = asyncio.ensure_future(reader.read(many, "long.xml"))
            assert await asyncio.to_thread(wait_for, lambda: bool(children(judge.pid)))
            os.kill(children(judge.pid)[0], signal.SIGSEGV)
            neighbour, harmed = await reader.read(UBL, "invoice.xml"), await slow
            assert reader._judge._zygote is judge
            return [f.rule for f in harmed.validation], [f.rule for f in neighbour.validation]

    harmed, neighbour = asyncio.run(use())
    assert "rules-not-checked" in harmed
    assert neighbour == []


def test_neighbours_are_read_while_a_bomb_goes_off() -> None:
    async def use() -> list[int]:
        async with Reader(at_once=2) as reader:
            bomb = asyncio.ensure_future(reader.read(flate_bomb(), "bomb.pdf"))
            readings = [await reader.read(pdf(), "invoice.pdf") for _ in range(3)]
            with contextlib.suppress(Unreadable):
                await bomb
            return [len(r.items) for r in readings]

    assert asyncio.run(use()) == [len(LINES)] * 3


def test_children_die_with_their_reader(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from payables.extraction.reader import Reader\n"
        "from pathlib import Path\n"
        "async def main():\n"
        "    reader = Reader()\n"
        "    task = asyncio.ensure_future(reader.read(Path(sys.argv[1]), 'scan.png'))\n"
        "    await asyncio.sleep(0.8)\n"
        "    print(reader.zygote_pid, flush=True)\n"
        "    await task\n"
        "asyncio.run(main())\n"
    )
    paper = tmp_path / "paper.png"
    paper.write_bytes(encoded(scan(), "PNG"))
    process = subprocess.Popen([sys.executable, "-c", program, str(paper)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    zygote = int(process.stdout.readline())
    process.kill()
    process.wait()
    assert wait_for(lambda: not Path(f"/proc/{zygote}").exists())


def test_the_command_prints_one_object_or_a_sentence(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(pdf())
    bad.write_bytes(b"")
    command = [sys.executable, "-m", "payables.extraction"]
    answer = subprocess.run([*command, str(good)], capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    assert found["ottimate_vendor_name"] == "Harbour Supplies Ltd"
    assert found["extraction"]["total_amount"]["value"] == "588.00"
    refused = subprocess.run([*command, str(bad)], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert refused.stderr.startswith("empty_file: The file is empty.")


def test_an_error_of_the_readers_own_tells_its_type_and_places(desk: Desk, tmp_path: Path) -> None:
    """A folder where the document should be is what no reader foresees."""
    with pytest.raises(Unreadable) as refused:
        desk.read(tmp_path, "Secret Supplies.pdf")
    assert (refused.value.code, refused.value.detail) == ("crashed", "IsADirectoryError")
    assert refused.value.places[0] == "IsADirectoryError"
    assert any(place.startswith("child.py:") and place.endswith(" bytes_of") for place in refused.value.places)
    assert "Secret" not in str(refused.value.places)
