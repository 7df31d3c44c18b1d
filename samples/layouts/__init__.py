"""How papers look: one file per layout, each with `draw(paper) -> PDF bytes`."""

from __future__ import annotations

from collections.abc import Callable

from samples.layouts import din5008, distributor, facture, ledger, minimal, modern, receipt
from samples.model import Paper

LAYOUTS: dict[str, Callable[[Paper], bytes]] = {
    "modern": modern.draw,
    "ledger": ledger.draw,
    "minimal": minimal.draw,
    "distributor": distributor.draw,
    "din5008": din5008.draw,
    "facture": facture.draw,
    "receipt": receipt.draw,
}
