"""Sandbox and production run side by side on one machine and share nothing (guides/sandbox.txt, invariant 9)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from harness.api import NO_TLS, Api, error_of
from harness.ports import free_port
from harness.tenants import DEFAULTS, ORG

PAYABLES = Path(sys.executable).with_name("payables")


class Deployment:
    """One environment as an operator sets it up: provisioned and served by commands."""

    def __init__(self, env: str, folder: Path) -> None:
        port = free_port()
        self.base_url = f"http://127.0.0.1:{port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PAYABLES_ENV": env,
            "PAYABLES_DATA_DIR": str(folder / env),
            "PAYABLES_PORT": str(port),
        }
        self.credentials = self._provision(folder / f"{env}.yaml")
        self.process = subprocess.Popen([PAYABLES, "serve"], env=self.environment, stdout=subprocess.DEVNULL)

    def _provision(self, org: Path) -> dict[str, Any]:
        org.write_text(ORG.format(name="Twin", key="twin", **DEFAULTS), encoding="utf-8")
        command = [PAYABLES, "provision", str(org), "--json"]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True, timeout=120)
        return next(c for c in json.loads(done.stdout)["credentials"] if c["user"] == "all")

    def wait(self) -> None:
        deadline = time.monotonic() + 120
        while not self._ready():
            assert time.monotonic() < deadline and self.process.poll() is None
            time.sleep(0.1)

    def _ready(self) -> bool:
        try:
            return httpx2.get(f"{self.base_url}/readyz", trust_env=False, verify=NO_TLS).status_code == 200
        except httpx2.HTTPError:
            return False

    def token(self, base_url: str | None = None) -> httpx2.Response:
        """Ask for a token, here or at another deployment."""
        api = Api(base_url or self.base_url, {"X-API-Key": self.credentials["api_key"]})
        form = {name: self.credentials[name] for name in ("client_id", "client_secret")}
        return api.post("/v1/oauth/token", data={"grant_type": "client_credentials", **form})

    def api(self, base_url: str | None = None) -> Api:
        token = self.token().json()["access_token"]
        headers = {"X-API-Key": self.credentials["api_key"], "Authorization": f"Bearer {token}"}
        return Api(base_url or self.base_url, headers)


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Deployment, Deployment]]:
    folder = Path(tempfile.mkdtemp(prefix="payables-"))
    folder.chmod(0o755)
    deployments = [Deployment(env, folder) for env in ("sandbox", "production")]
    for deployment in deployments:
        deployment.wait()
    yield deployments[0], deployments[1]
    for deployment in deployments:
        deployment.process.terminate()
    for deployment in deployments:
        deployment.process.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


def test_each_environment_answers_its_own_credentials(both: tuple[Deployment, Deployment]) -> None:
    for deployment in both:
        assert deployment.api().get("/v1/accounts").json()["results"][0]["name"] == "Twin"


def test_a_sandbox_credential_is_refused_by_production_and_the_other_way_round(
    both: tuple[Deployment, Deployment],
) -> None:
    for here, there in (both, both[::-1]):
        token = here.token(there.base_url)
        assert (token.status_code, error_of(token)) == (401, "wrong_environment")
        call = here.api(there.base_url).get("/v1/accounts")
        assert (call.status_code, error_of(call)) == (401, "wrong_environment")


def test_prefixes_tell_the_environment_and_ids_differ(both: tuple[Deployment, Deployment]) -> None:
    sandbox, production = (deployment.credentials for deployment in both)
    assert sandbox["api_key"].startswith("payables_sandbox_key_")
    assert production["api_key"].startswith("payables_production_key_")
    assert sandbox["account_id"] != production["account_id"]


def test_what_is_created_in_one_is_unknown_in_the_other(both: tuple[Deployment, Deployment]) -> None:
    sandbox, production = both
    company = (
        sandbox.api().get(f"/v1/accounts/{sandbox.credentials['account_id']}/companies").json()["results"][0]["id"]
    )
    vendor = {"ottimate_company_id": company, "erp_vendor_id": "V-1", "erp_vendor_name": "Only here"}
    assert sandbox.api().post("/v1/vendors", json=vendor).status_code == 201
    assert production.api().get("/v1/vendors").json()["count"] == 0
