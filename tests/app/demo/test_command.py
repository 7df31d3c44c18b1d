"""payables demo as a process: everything starts, the story is told, Ctrl-C ends everything."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from harness.browser_client import Browser
from harness.folders import remove_folder
from payables.app.demo.documents import SAMPLES

PAYABLES = Path(sys.executable).with_name("payables")
SECONDS = 90


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Not below pytest's own folder, which the database's user cannot enter."""
    made = Path(tempfile.mkdtemp(prefix="payables-demo-"))
    made.chmod(0o755)
    own = made / "own"
    own.mkdir()
    shutil.copy(SAMPLES / "weserkraft-4100238817.xml", own)
    (own / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    (own / "empty.png").touch()
    yield made
    remove_folder(made)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        command = [PAYABLES, "demo", "--data-dir", folder / "data", *arguments]
        env = {"PATH": os.environ["PATH"], "HOME": str(folder), **environment}
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, env=env, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield begin
    for each in running:
        if each.poll() is None:
            each.terminate()
            each.wait(30)


def test_documents_of_ones_own_are_read_and_shown_with_the_reasons_of_those_that_cannot_be(
    start: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    demo = start("--files", str(folder / "own"), "--once", "--json", "--tenant", "nordwind-holding")
    out, err = demo.communicate(timeout=SECONDS)
    assert demo.returncode == 0, err
    told = json.loads(out)
    found = {each["file"]: each for each in told["documents"]}
    assert found["weserkraft-4100238817.xml"]["status"] == "pending-approval"
    assert found["weserkraft-4100238817.xml"]["fields"]["number"]["value"] == "4100238817"
    assert found["broken.pdf"]["status"] == "failed"
    assert found["empty.png"]["status"] == "refused"
    assert all(found[name]["reasons"] for name in ("broken.pdf", "empty.png"))
    assert Path(told["credentials_file"]).stat().st_mode & 0o777 == 0o600
    assert_nobody_is_left(folder)


def test_ctrl_c_ends_server_worker_and_database_within_seconds(
    start: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    demo = start("--files", str(folder / "own"), NO_COLOR="1")
    said = until(demo, "Ctrl-C stops everything")
    url = next(line.split()[-1] for line in said.splitlines() if "Base URL" in line)
    assert httpx2.get(f"{url}/readyz", trust_env=False).status_code == 200
    assert_somebody_can_sign_in(url, said)
    stopped = time.monotonic()
    demo.send_signal(signal.SIGINT)
    rest, err = demo.communicate(timeout=30)
    assert demo.returncode == 0
    assert time.monotonic() - stopped < 15
    assert "Stopped" in rest
    assert "Traceback" not in said + rest + err
    assert "\x1b" not in said
    assert_nobody_is_left(folder)


def assert_somebody_can_sign_in(url: str, said: str) -> None:
    link = next(line.split()[-1] for line in said.splitlines() if "/welcome/" in line)
    browser = Browser(url)
    path = link.removeprefix(url)
    new = {"password": "an even quieter evening", "repeat": "an even quieter evening"}
    queue = browser.open(path).send(path, new).follow()
    assert queue.status == 200 and "Corner Cafe" in queue.words
    assert browser.open("/operator").status == 200


def test_a_second_demo_beside_the_first_and_production_are_refused_with_a_sentence(
    start: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    first = start("--files", str(folder / "own"))
    until(first, "Ctrl-C stops everything")
    second = start("--once")
    assert "A demo runs already" in second.communicate(timeout=SECONDS)[1]
    assert second.returncode == 1
    production = start("--once", PAYABLES_ENV="production")
    assert "PAYABLES_ENV is production" in production.communicate(timeout=SECONDS)[1]
    assert first.poll() is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--files", "/nowhere"], "is not a folder"),
        (["--tenant", "corner-cafe"], "--files DIR"),
        (["--files", str(SAMPLES), "--tenant", "nobody"], "choose one of corner-cafe"),
        (["--files", str(SAMPLES), "--location", "Moon"], "choose one of Main Street"),
    ],
)
def test_wrong_options_are_refused_before_anything_starts(
    start: Callable[..., subprocess.Popen[str]], arguments: list[str], sentence: str
) -> None:
    demo = start(*arguments)
    out, err = demo.communicate(timeout=SECONDS)
    assert (demo.returncode, out) == (1, "")
    assert sentence in err


def until(demo: subprocess.Popen[str], text: str) -> str:
    """What it said up to the line with the text."""
    said = ""
    assert demo.stdout
    while text not in said:
        line = demo.stdout.readline()
        assert line, said
        said += line
    return said


def assert_nobody_is_left(folder: Path) -> None:
    """No process that has the folder in its command line or its environment, whatever it is called."""
    left: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            seen = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder / "data") in seen:
            left.append(process.name)
    assert left == []
