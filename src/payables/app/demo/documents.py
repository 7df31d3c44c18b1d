"""The documents that the demo uploads: the samples with what is really on them, or a person's own."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import msgspec

from payables.app.demo.errors import NoDocuments, NoFolder

SAMPLES = Path(__file__).parent / "samples"
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".xml": "application/xml",
}


class Truth(msgspec.Struct, frozen=True):
    """What is really on a sample, and where it belongs; a line of samples/truth.jsonl (samples/README.md)."""

    file: str
    tenant: str
    company: str
    location: str
    kind: str
    vendor_name: str
    number: str | None = None
    invoice_date: date | None = None
    total_amount: Decimal | None = None
    duplicate_of: str | None = None
    coding: list[list[str]] = []


@dataclass(frozen=True, slots=True)
class Document:
    """A file, the account (by key) and location (by name) it goes to. Of a person's own, the truth is not known."""

    path: Path
    tenant: str
    location: str
    truth: Truth | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.path.suffix.lower()]

    @property
    def copy_of(self) -> str | None:
        return self.truth.duplicate_of if self.truth else None

    @property
    def metadata(self) -> dict[str, str]:
        """A sample came when it was written, in whatever year the demo runs."""
        written = self.truth.invoice_date if self.truth else None
        return {"received_on": written.isoformat()} if written else {}

    def key(self, data: bytes) -> str:
        """The same for the same content under the same name, in every run."""
        return "demo-upload-" + hashlib.sha256(data + b"\0" + self.name.encode(errors="replace")).hexdigest()[:40]


def read_samples() -> list[Document]:
    """All samples, originals before their copies."""
    lines = (SAMPLES / "truth.jsonl").read_bytes().splitlines()
    truths = [msgspec.json.decode(line, type=Truth) for line in lines]
    found = [Document(SAMPLES / truth.file, truth.tenant, truth.location, truth) for truth in truths]
    return sorted(found, key=lambda document: document.copy_of is not None)


def find_files(folder: Path, limit: int) -> tuple[list[Path], int]:
    """The first `limit` documents of the folder by name, and how many more there are. Raises NoFolder, NoDocuments."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise NoFolder(folder=folder) from error
    found = [path for path in entries if path.suffix.lower() in MEDIA_TYPES and path.is_file()]
    if not found:
        raise NoDocuments(folder=folder)
    return list(islice(found, limit)), max(0, len(found) - limit)


def waves(documents: Sequence[Document]) -> list[list[Document]]:
    """Copies are sent when their originals have been read, as in life."""
    originals = [document for document in documents if document.copy_of is None]
    copies = [document for document in documents if document.copy_of is not None]
    return [wave for wave in (originals, copies) if wave]
