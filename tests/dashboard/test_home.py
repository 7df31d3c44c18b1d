"""The page of keys."""

import re
from pathlib import Path

import payables.dashboard
from harness.dashboard import browser
from harness.server import Server
from harness.tenants import Tenant

TEMPLATES = Path(payables.dashboard.__file__).parent / "templates"
KEY = re.compile(r"""\b(?:data-)?key="([^"{]+)\"""")


def test_every_key_of_every_page_is_told(server: Server, tenant: Tenant) -> None:
    used = {key for file in TEMPLATES.glob("**/*.html") for key in KEY.findall(file.read_text())}
    told = set(re.findall(r"<kbd>([^<]+)</kbd>", browser(server, tenant).open("/help").text))
    assert sorted(used - told) == []
