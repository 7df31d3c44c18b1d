"""The commands that a newcomer pastes into a shell."""

import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from harness.api import Api
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import paper
from payables.app.demo.credentials import Credential
from payables.app.demo.next_steps import commands


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_the_commands_work_as_they_are_pasted(server: Server, tenant: Tenant, api: Api, tmp_path: Path) -> None:
    file = tmp_path / "it's an invoice; really, [1].pdf"
    file.write_bytes(paper())
    issued = tenant.credentials["all"]
    credential = Credential(
        tenant.key, "all", "main", issued.api_key or "", issued.client_id or "", issued.client_secret or ""
    )
    steps = commands(server.base_url, credential, tenant.location(), file)
    script = "\n".join(["unset http_proxy https_proxy", *(f"{command}; echo" for _, command in steps)])
    said = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=60, check=True).stdout.split(
        "\n"
    )
    _, listed, uploaded, *_ = said
    assert msgspec.json.decode(listed)["count"] == 0
    reference = msgspec.json.decode(uploaded)["reference_id"]
    uploads = api.get("/v1/invoices/uploads").json()["results"]
    assert [(upload["id"], upload["filename"]) for upload in uploads] == [(reference, file.name)]


def test_no_line_of_the_commands_but_those_with_secrets_and_paths_is_wider_than_a_screen() -> None:
    credential = Credential("a", "u", "c", "payables_sandbox_key_" + "x" * 49, "client", "secret")
    for _, command in commands("http://127.0.0.1:8000", credential, 1000, Path("/a.pdf")):
        assert all(len(line) <= 110 for line in command.split("\n"))
