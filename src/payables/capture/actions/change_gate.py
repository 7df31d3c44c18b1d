"""Change what the account asks of a reading."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from payables.accounts.actions.lock import lock
from payables.audit.actions.record import changed_fields, record
from payables.capture.queries import gate as queries
from payables.capture.rules.gate import GateSettings
from payables.capture.store import gate as store
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction

RANGES = {"precision_target": (0.9, 0.999), "sampled_share": (0.0, 1.0)}


async def change_gate(tx: Transaction, caller: Caller, sent: Mapping[str, Any]) -> GateSettings:
    """Only what was sent; it holds for papers that are read from now on, in the whole account, so the caller has to see all
    of it. Raises OutOfScope, InvalidFields."""
    if caller.scope.company_ids is not None or caller.scope.location_ids is not None:
        raise OutOfScope(what="account")
    if faults := [fault for name, ends in RANGES.items() if (fault := _fault(name, sent, ends))]:
        raise InvalidFields(faults)
    await lock(tx)
    before = (await queries.gate(tx)).settings
    after = replace(before, **sent)
    if after != before:
        await store.write_gate(tx, after)
        was, now = changed_fields(asdict(before), asdict(after))
        record(tx, "reading_settings.changed", "account", tx.account_id, before=was, after=now)
    return after


def _fault(name: str, sent: Mapping[str, Any], ends: tuple[float, float]) -> FieldError | None:
    least, most = ends
    if name not in sent or least <= sent[name] <= most:
        return None
    return FieldError(name, f"Send a share from {least:g} to {most:g}.", "out_of_range")
