"""Kinds of tampering by somebody who owns the database and has the installation's program at hand, but no saved head."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.audit.model import Recorded
from payables.audit.queries import SEALED
from payables.audit.rules.chain import GENESIS, hash_of, link

Connection = Any
Work = Callable[[Connection, UUID], Awaitable[object]]

COLUMNS = {
    "id": "gen_random_uuid()",
    "at": "at + interval '1 microsecond'",
    "actor_id": "coalesce(actor_id, 0) + 1",
    "credential": "'somebody'",
    "request_id": "'another'",
    "action": "'user.promoted'",
    "subject_type": "'other'",
    "subject_id": "subject_id || '0'",
    "before": "'{\"total\": 1}'",
    "after": "'{\"total\": 1}'",
    "message": "'as agreed'",
}
OF_SEQ = "account_id = $1 AND id = (SELECT entry_id FROM audit_seals WHERE account_id = $1 AND seq = {})"
LAST = "(SELECT max(seq) FROM audit_seals WHERE account_id = $1)"
FORGET_HEADS = "DELETE FROM audit_heads WHERE account_id = $1"


@dataclass(frozen=True)
class OwnerTampering:
    """Done to the tables of one account. `needs_saved_head`: nothing inside the database can tell."""

    name: str
    work: Work
    needs_saved_head: bool = False


def owner_tamperings() -> list[OwnerTampering]:
    edits = [
        OwnerTampering(f"edit {column}", _sql(f"UPDATE audit_log SET {column} = {value} WHERE {OF_SEQ.format(4)}"))
        for column, value in COLUMNS.items()
    ]
    deletes = [
        OwnerTampering(f"delete {name}", _sql(f"DELETE FROM audit_log WHERE {OF_SEQ.format(seq)}"))
        for name, seq in {"the first": "1", "one in the middle": "4", "the last": LAST}.items()
    ]
    return [
        *edits,
        *deletes,
        OwnerTampering("delete one with its seal", _sql(_drop("4"))),
        OwnerTampering("delete one, close the gap", _sql(_drop("4"), *_closed())),
        OwnerTampering("write an entry past the program", _sql(_written())),
        OwnerTampering("swap two", _sql(_swapped())),
        OwnerTampering("exchange their seals", _sql(_seals_swapped())),
        OwnerTampering(
            "edit a seal", _sql("UPDATE audit_seals SET hash = sha256(hash) WHERE account_id = $1 AND seq = 4")
        ),
        OwnerTampering(
            "edit the end of the chain", _sql("UPDATE audit_chains SET hash = sha256(hash) WHERE account_id = $1")
        ),
        OwnerTampering("cut the tail", _sql(*_cut("5"))),
        OwnerTampering("empty the trail", _sql(*_cut("0"))),
        OwnerTampering("all hashes anew", _made_anew),
        OwnerTampering("cut the tail and its heads", _sql(*_cut("5"), FORGET_HEADS), needs_saved_head=True),
        OwnerTampering("empty the trail and its heads", _sql(*_cut("0"), FORGET_HEADS), needs_saved_head=True),
        OwnerTampering("all hashes anew, heads gone", _all_anew, needs_saved_head=True),
    ]


def _sql(*statements: str) -> Work:
    async def work(connection: Connection, account_id: UUID) -> None:
        for sql in statements:
            await connection.execute(sql.replace("$1", f"'{account_id}'"))

    return work


def _drop(seq: str) -> str:
    return f"""WITH gone AS (DELETE FROM audit_seals WHERE account_id = $1 AND seq = {seq} RETURNING entry_id)
               DELETE FROM audit_log WHERE account_id = $1 AND id IN (SELECT entry_id FROM gone)"""


def _closed() -> tuple[str, ...]:
    """Numbers of what follows go down by one, through negative ones so that none is there twice meanwhile."""
    return (
        "UPDATE audit_seals SET seq = -(seq - 1) WHERE account_id = $1 AND seq > 4",
        "UPDATE audit_seals SET seq = -seq WHERE account_id = $1 AND seq < 0",
        "UPDATE audit_chains SET seq = seq - 1 WHERE account_id = $1",
    )


def _written() -> str:
    return """INSERT INTO audit_log (account_id, id, at, action, subject_type, subject_id)
              VALUES ($1, gen_random_uuid(), now(), 'user.created', 'user', '1')"""


def _swapped() -> str:
    return f"""UPDATE audit_log l SET subject_id = o.subject_id, after = o.after, action = o.action FROM audit_log o
                WHERE l.account_id = $1 AND o.account_id = $1 AND l.id <> o.id
                  AND l.id IN (SELECT entry_id FROM audit_seals WHERE account_id = $1 AND seq IN (2, {LAST}))
                  AND o.id IN (SELECT entry_id FROM audit_seals WHERE account_id = $1 AND seq IN (2, {LAST}))"""


def _seals_swapped() -> str:
    return """UPDATE audit_seals SET hash = CASE seq
                WHEN 4 THEN (SELECT hash FROM audit_seals WHERE account_id = $1 AND seq = 5)
                ELSE (SELECT hash FROM audit_seals WHERE account_id = $1 AND seq = 4) END
               WHERE account_id = $1 AND seq IN (4, 5)"""


def _cut(seq: str) -> tuple[str, ...]:
    """As if nothing had ever come after this number."""
    end = f"coalesce((SELECT hash FROM audit_seals WHERE account_id = $1 AND seq = {seq}), '\\x{GENESIS.hex()}')"
    return (
        f"""DELETE FROM audit_log WHERE account_id = $1
               AND id IN (SELECT entry_id FROM audit_seals WHERE account_id = $1 AND seq > {seq})""",
        f"DELETE FROM audit_seals WHERE account_id = $1 AND seq > {seq}",
        f"UPDATE audit_chains SET seq = {seq}, hash = {end}, head_seq = 0 WHERE account_id = $1",
    )


async def _made_anew(connection: Connection, account_id: UUID) -> None:
    """An edit, and every seal behind it made to fit."""
    await connection.execute(f"UPDATE audit_log SET message = 'as agreed' WHERE {OF_SEQ.format(4)}", account_id)
    previous = GENESIS
    for seq, _, *entry in await connection.fetch(SEALED, account_id, 0, None, 10**6):
        previous = hash_of(link(account_id, seq, previous, Recorded(*entry)))
        sql = "UPDATE audit_seals SET hash = $3 WHERE account_id = $1 AND seq = $2"
        await connection.execute(sql, account_id, seq, previous)
    await connection.execute("UPDATE audit_chains SET hash = $2 WHERE account_id = $1", account_id, previous)


async def _all_anew(connection: Connection, account_id: UUID) -> None:
    await _made_anew(connection, account_id)
    await connection.execute(FORGET_HEADS, account_id)
