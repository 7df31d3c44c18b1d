"""What the coding of an invoice stands for in the ERP.

An invoice names its dimensions and its vendor by our ids. Which account of the ERP such an id means is master data that
changes apart from the invoice, so an approval covers that as well: type, ERP id, code and name of every dimension of
header, lines and splits, and ERP id and name of the vendor. Case and blanks of a name do not matter, and an ERP id that
the vendor did not have yet may be filled in.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

LENGTH = 16


@dataclass(frozen=True, slots=True)
class Coded:
    """A dimension of an invoice, or its vendor (without type and code), as the master data is now."""

    kind: str  # dimension or vendor, as the trail calls it
    id: str
    type: str | None
    erp_id: str | None
    code: str | None
    name: str | None

    @property
    def called(self) -> str:
        return f"{(self.type or self.kind).upper() if self.kind == 'dimension' else 'vendor'} {self.name or self.id}"

    @property
    def digest(self) -> bytes:
        return self._digest(self.erp_id)

    @property
    def same(self) -> Iterable[bytes]:
        """What may have been written down for it while it was the same. Approvals of before names were covered have
        digests without them."""
        yield self.digest
        if self.kind == "dimension":
            yield _digest(self.kind, self.id, self.erp_id, self.code)
            return
        yield self._digest(None)
        yield from (_digest(self.kind, int(self.id), erp_id) for erp_id in (self.erp_id, None))

    def _digest(self, erp_id: str | None) -> bytes:
        name = None if self.name is None else " ".join(self.name.split()).casefold()
        return _digest(self.kind, self.id, self.type, erp_id, self.code, name)


def written(coded: Iterable[Coded]) -> bytes:
    """What is kept with an approval: a digest for each."""
    return b"".join(sorted(one.digest for one in coded))


def changed(coded: Iterable[Coded], before: bytes | None) -> list[str]:
    """What has no digest in what was written down, as people call it today. Without anything written down nothing is
    compared: nobody approved it."""
    if before is None:
        return []
    known = {before[n : n + LENGTH] for n in range(0, len(before), LENGTH)}
    return sorted({one.called for one in coded if known.isdisjoint(one.same)})


def tag(coded: Iterable[Coded]) -> str:
    """Short, for an ETag; empty where nothing is coded."""
    digests = written(coded)
    return sha256(digests).hexdigest()[:LENGTH] if digests else ""


def _digest(*parts: str | int | None) -> bytes:
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).digest()[:LENGTH]
