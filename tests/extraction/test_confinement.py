"""What the process of a document cannot do, whatever takes it over."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from extraction.confined import confined

DENIED = ("Permission denied", "Operation not permitted")
walls = pytest.mark.skipif(
    "True" not in confined("", "from payables.extraction.process.folders import close_folders\nfrom payables.extraction."
    "process.calls import refuse_calls\nconfine(Limits())\nprint(close_folders() and refuse_calls()); os._exit(0)"),
    reason="this kernel has no Landlock or no seccomp",
)  # fmt: skip


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_no_connection_can_be_opened(listener: int) -> None:
    said = confined(f"socket.create_connection(('127.0.0.1', {listener}), timeout=2)")
    assert any(word in said for word in (*DENIED, "unreachable"))


@walls
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"])
def test_no_socket_can_be_made(family: str) -> None:
    assert "Operation not permitted" in confined(f"socket.socket(socket.{family}, socket.SOCK_DGRAM)")


@walls
def test_the_secrets_of_the_deployment_cannot_be_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("payables")
    assert "Permission denied" in confined(f"open({str(secret)!r})")
    assert "Permission denied" in confined(f"os.listdir({str(tmp_path)!r})")
    assert "Permission denied" in confined("open('/etc/passwd')")


@walls
def test_what_other_processes_were_started_with_cannot_be_read() -> None:
    assert "Permission denied" in confined(f"open('/proc/{os.getpid()}/environ')")
    assert "Permission denied" in confined(f"open('/proc/{os.getpid()}/mem', 'rb')")


@walls
@pytest.mark.parametrize(
    "deed",
    ["open('{0}/new', 'w')", "os.mkdir('{0}/new')", "os.symlink('/etc', '{0}/new')", "open('{0}/old', 'a')",
     "os.unlink('{0}/old')", "os.truncate('{0}/old', 0)", "os.rename('{0}/old', '{0}/new')", "os.mkfifo('{0}/new')"],
)  # fmt: skip
def test_no_file_can_be_written(tmp_path: Path, deed: str) -> None:
    (tmp_path / "old").write_text("kept")
    tmp_path.chmod(0o777)
    assert "Permission denied" in confined(deed.format(tmp_path))
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("old", "kept")]


@walls
def test_no_other_process_can_be_signalled_or_looked_into() -> None:
    assert "Operation not permitted" in confined(f"os.kill({os.getpid()}, signal.SIGUSR1)")
    trace = f"print(ctypes.CDLL(None, use_errno=True).ptrace(16, {os.getpid()}, 0, 0))"
    assert confined(trace) == "-1"


@walls
@pytest.mark.parametrize("deed", ["os.setsid()", "os.setpgid(0, 0)"])
def test_nothing_that_it_starts_leaves_its_group_which_ends_with_it(deed: str) -> None:
    told = confined(f"if os.fork() == 0:\n    {deed}\n    print('left')\nelse:\n    os.wait()\n")
    assert "Operation not permitted" in told


@walls
def test_what_it_starts_is_confined_as_well() -> None:
    command = "cat /etc/passwd; echo x > /tmp/payables-was-here"
    said = confined(f"print(subprocess.run(['/bin/sh', '-c', {command!r}], capture_output=True, text=True).stderr)")
    assert said.count("Permission denied") == 2
    assert not Path("/tmp/payables-was-here").exists()


def test_memory_is_bounded() -> None:
    assert "MemoryError" in confined("bytearray(600_000_000)")


def test_cpu_time_is_bounded() -> None:
    assert confined("while True: pass") == "status -24"  # SIGXCPU


def test_output_is_bounded() -> None:
    deed = (
        "out = os.memfd_create('out')\nsignal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nos.write(out, bytes(1_000_000))\n"
    )
    assert confined(deed + "print(os.write(out, b'x'))") == "status -25"  # SIGXFSZ


def test_open_files_are_bounded() -> None:
    assert "Too many open files" in confined("kept = [os.memfd_create('x') for _ in range(500)]")


def test_a_crowd_of_processes_is_bounded() -> None:
    """As a user of its own, which root's children get."""
    if os.geteuid() != 0:
        pytest.skip("an ordinary user's processes are counted together unless user namespaces are permitted")
    deed = """
children = []
try:
    while len(children) < 1000:
        pid = os.fork()
        if pid == 0:
            time.sleep(30)
            os._exit(0)
        children.append(pid)
except BlockingIOError:
    pass
for pid in children:
    os.kill(pid, signal.SIGKILL)
print(len(children) < 1000)
"""
    assert confined(deed, "os.setresuid(61_999, 61_999, 61_999)") == "True"


def test_no_core_is_left_behind() -> None:
    assert confined("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))") == "(0, 0)"


def test_the_programs_own_files_and_engines_can_be_opened() -> None:
    """What is imported only when it is needed has to be found behind the walls."""
    deed = (
        "import payables, cv2, onnxruntime, rapidocr, pypdf, zxingcpp; print(len(open(payables.__file__).read()) > 0)"
    )
    generous = "Limits = lambda **_: __import__('payables').extraction.limits.Limits(memory=3 << 30)"
    assert confined(deed, generous) == "True"


_CLONE = """
call, clone, clone3 = ctypes.CDLL(None, use_errno=True).syscall, {"x86_64": 56, "aarch64": 220}[os.uname().machine], 435
def made(flags):
    pid = call(clone, flags | signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0: os._exit(0)
    return os.strerror(ctypes.get_errno()) if pid < 0 else os.waitpid(pid, 0)[1]
"""


@walls
def test_no_child_is_made_for_the_parent() -> None:
    assert "Operation not permitted" in confined(f"{_CLONE}print(made(0x8000))")
    assert confined(f"{_CLONE}print(made(0))") == "0"


@walls
def test_threads_can_still_be_started() -> None:
    """Where clone3 is not there, clone is."""
    assert "not implemented" in confined(f"{_CLONE}call(clone3, 0, 0); print(os.strerror(ctypes.get_errno()))")
    assert confined("t = threading.Thread(target=print, args=('done',)); t.start(); t.join()") == "done"
