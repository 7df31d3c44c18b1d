"""What pages may reach besides the API; the composition root fills it in."""

from dataclasses import dataclass
from typing import Any

from payables.access.model import Mint
from payables.platform.db import Database


@dataclass(slots=True)
class SiteState:
    secret_key: bytes
    database: Database
    mint: Mint
    files: Any = None
    operating: Any = None
    secure: bool = False
