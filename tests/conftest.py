"""Fixtures: a server per worker process, a fresh account where a test changes things that others would see."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

from harness.api import Api
from harness.server import Server
from harness.tenants import Tenant, make_tenant

# The places of a failure, without the values of every variable on the way there: those take half a minute to print.
PLAIN = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], PLAIN])

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
# For `--hypothesis-profile=thorough`: the walks of tests/invoices/test_state_machine.py then take minutes.
settings.register_profile("thorough", settings.get_profile("unhurried"), max_examples=200, stateful_step_count=40)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """API on 127.0.0.1 over a database of this worker process."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    data = tmp_path_factory.mktemp("data")
    found = Server(_cluster_folder(), data, f"payables_test_{worker}")
    found.start()
    yield found
    found.stop()


def _cluster_folder() -> Path:
    """One for all worker processes of a run. Not below pytest's own folder, which the database's user cannot enter."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"single-{os.getpid()}"
    folder = Path(tempfile.gettempdir()) / f"payables-tests-{run}"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that started the run takes the cluster's folder away."""
    if hasattr(session.config, "workerinput"):
        return
    run = getattr(session.config, "_payables_run", None) or f"single-{os.getpid()}"
    shutil.rmtree(Path(tempfile.gettempdir()) / f"payables-tests-{run}", ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Of `make proofs` in the words of every proof: how many were tried, and how many failed."""
    if config.getoption("markexpr") != "proof":
        return
    found = {name: len(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "error", "skipped")}
    failed = found["failed"] + found["error"]
    terminalreporter.write_line(
        f"proofs: tried {found['passed'] + failed}, failed {failed}, left out {found['skipped']}"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Runs in the process that started the run, when xdist makes its workers: remember the run's name."""
    node.config._payables_run = node.workerinput["testrunuid"]


@pytest.fixture(autouse=True)
def _for_the_next_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test leaves the real time behind, and no jobs."""
    yield
    if "server" in request.fixturenames:
        request.getfixturevalue("server").end_of_test()


@pytest.fixture(scope="session")
def shared_tenant(server: Server) -> Tenant:
    """An account for tests that only read, or whose changes disturb nobody."""
    return make_tenant(server)


@pytest.fixture
def tenant(server: Server) -> Tenant:
    """A fresh account."""
    return make_tenant(server)


@pytest.fixture
def other_tenant(server: Server) -> Tenant:
    """Somebody else's account."""
    return make_tenant(server)


@pytest.fixture
def new_tenant(server: Server) -> Callable[..., Tenant]:
    """Makes accounts with settings of one's own, such as approval_mode='none'."""
    return lambda **changes: make_tenant(server, **changes)


@pytest.fixture
def api(tenant: Tenant) -> Api:
    """A client of the fresh account, signed in as an administrator of scope account."""
    return tenant.api()
