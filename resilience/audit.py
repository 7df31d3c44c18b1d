"""Somebody tampers with the audit trail: with an export of it, and as owner of the database with the tables.

The trails are those of accounts that were provisioned and used. Each kind of tampering has its own account or copy; it has
failed to be found when the examination of the file, or of an export made after it, is silent. What nothing inside the file
or the database can tell has to be found with a head that was saved before. Control: the same looked at without the saved
head must go unseen, and untouched trails must be in order.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from benchmarks.deployment import Deployment

from payables.app.runtime import Parts, open_database
from payables.audit.actions.examine import examine, saved_head
from payables.audit.actions.export import export
from payables.audit.actions.record import record
from payables.audit.actions.signing_key import public_key_text, signing_key
from payables.audit.errors import ChainContradicted
from payables.audit.model import SignedHead
from resilience.accounts import org
from resilience.outcome import Outcome
from resilience.owner import OwnerTampering, owner_tamperings
from resilience.tampering import Lines, Stock, Tampering, tamperings

FORGER = signing_key(b"the forger's own secret, 32 long.")


class Tried:
    """What was tried, what went unseen, and the same of the control."""

    def __init__(self) -> None:
        self.tried = self.control = self.control_unseen = 0
        self.unseen: list[str] = []

    def note(self, name: str, *, found: bool) -> None:
        self.tried += 1
        if not found:
            self.unseen.append(name)

    def note_control(self, *, found: bool) -> None:
        self.control += 1
        self.control_unseen += not found


def run() -> Outcome:
    attacks = owner_tamperings()
    names = ["Victim", "Stranger", *(f"Table{number}" for number in range(len(attacks)))]
    tried = Tried()
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org(*names)))
        accounts = {name: credentials[f"{name.lower()}/erp"].account_id for name in names}
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_all(deployment, accounts, attacks, Path(folder), tried))
    return Outcome(
        tried.tried,
        len(tried.unseen),
        tried.control,
        tried.control_unseen,
        [
            f"{tried.tried - len(attacks) - len(names)} kinds with a file, {len(attacks)} with the tables, "
            f"{len(names)} untouched trails",
            "unseen: " + ", ".join(tried.unseen)
            if tried.unseen
            else "every one was found, no untouched trail was accused",
            f"control: without the saved head, {tried.control_unseen} of {tried.control} went unseen",
        ],
    )


async def _all(
    deployment: Deployment, accounts: dict[str, UUID], attacks: list[OwnerTampering], folder: Path, tried: Tried
) -> None:
    async with deployment.parts() as parts, open_database(deployment.settings) as dsns:
        owner = await asyncpg.connect(dsns.owner)
        try:
            for name, account_id in accounts.items():
                await _use(parts, account_id)
                lines = await _exported(parts, account_id)
                tried.note(f"{name} untouched", found=not await _accused(parts, lines, folder, None))
            await _files(parts, accounts, folder, tried)
            for number, attack in enumerate(attacks):
                await _tables(parts, owner, accounts[f"Table{number}"], attack, folder, tried)
        finally:
            await owner.close()


async def _use(parts: Parts, account_id: UUID) -> None:
    async with parts.database.transaction(account_id) as tx:
        for number in range(8):
            record(tx, "thing.changed", "thing", number, before={"total": "1.10"}, after={"total": f"{number}.50"})


async def _files(parts: Parts, accounts: dict[str, UUID], folder: Path, tried: Tried) -> None:
    older = await _exported(parts, accounts["Victim"])
    await _use(parts, accounts["Victim"])
    lines = await _exported(parts, accounts["Victim"])
    saved = _saved(lines, folder)
    stock = Stock(older, await _exported(parts, accounts["Stranger"]), FORGER)
    for kind in tamperings(stock, signing_key(parts.secret_key)):
        await _file(parts, kind, lines, saved, folder, tried)


async def _file(parts: Parts, kind: Tampering, lines: Lines, saved: SignedHead, folder: Path, tried: Tried) -> None:
    tampered = kind.change(lines)
    assert tampered != lines, f"{kind.name} changes nothing"
    if kind.needs_saved_head:
        tried.note_control(found=await _accused(parts, tampered, folder, None))
    tried.note(kind.name, found=await _accused(parts, tampered, folder, saved if kind.needs_saved_head else None))


async def _tables(
    parts: Parts, owner: Any, account_id: UUID, attack: OwnerTampering, folder: Path, tried: Tried
) -> None:
    saved = _saved(await _exported(parts, account_id), folder)
    async with owner.transaction():
        await owner.execute("SELECT set_config('payables.account_id', $1, true)", str(account_id))
        await attack.work(owner, account_id)
    try:
        lines = await _exported(parts, account_id)
    except ChainContradicted:
        tried.note(attack.name, found=True)
        return
    if attack.needs_saved_head:
        tried.note_control(found=await _accused(parts, lines, folder, None))
    tried.note(attack.name, found=await _accused(parts, lines, folder, saved if attack.needs_saved_head else None))


async def _exported(parts: Parts, account_id: UUID) -> Lines:
    return [line async for line in export(parts.database, account_id, signing_key(parts.secret_key))]


def _saved(lines: Lines, folder: Path) -> SignedHead:
    path = folder / "head"
    path.write_bytes(lines[-1])
    return saved_head(path)


async def _accused(parts: Parts, lines: Lines, folder: Path, saved: SignedHead | None) -> bool:
    """Whether the examination of these lines finds a fault."""
    path = folder / "trail"
    path.write_bytes(b"".join(lines))
    verdict = examine(path, [public_key_text(signing_key(parts.secret_key))], saved)
    return verdict.fault_count > 0
