"""A client of one account tries every operation of the OpenAPI document with the ids of another account.

Each place for an id (path, query, body) gets the victim's id, the other places one's own; then all places at once. Every
attempt has a twin with an id that exists nowhere. An attempt has failed to be refused when the answer has the victim's
data in it, when it differs from the twin's in status or code, when it is a 5xx; and once for each of the victim's tables
that is not as it was. Control: the same reading attempts with ids that the client does own must be found out.
"""

import asyncio
from collections import Counter
from uuid import UUID

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from payables.app.asgi import make_litestar
from payables.app.openapi import make_document
from resilience.accounts import org
from resilience.attempts import Attempt, attempts_of, send
from resilience.belongings import Belongings, belongings_of, nobodys
from resilience.outcome import Outcome

VICTIM, ATTACKER = "Quarry", "Bakery"  # names that stand in all their data and in none of their ids

TABLES = """
SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
 WHERE c.table_schema = 'public' AND c.column_name = 'account_id' AND t.table_type = 'BASE TABLE' ORDER BY 1
"""
CONTENT = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t WHERE account_id = $1"


def run() -> Outcome:
    document = make_document(make_litestar())
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org(VICTIM, ATTACKER)))
        deployment.serve()
        wait_until_ready(deployment.base_url)
        victim, attacker = (
            belongings_of(deployment.base_url, name, credentials[f"{name.lower()}/erp"]) for name in (VICTIM, ATTACKER)
        )
        before = asyncio.run(_content(deployment, victim))
        attempts = attempts_of(document, attacker, victim, nobodys())
        found = _try_all(deployment.base_url, attacker, attempts, VICTIM)
        changed = _changed(before, asyncio.run(_content(deployment, victim)))
        control = _control(deployment, document, attacker)
    operations = {attempt.operation for attempt in attempts}
    skipped = sorted(_operations(document) - operations)
    return Outcome(
        len(attempts),
        len(found.faults) + len(changed),
        *control,
        [
            f"{len(operations)} operations with a place for an id; without one: {', '.join(skipped)}",
            f"answers by status: {dict(sorted(found.statuses.items()))}",
            "every 2xx was the answer to an id that exists nowhere" if not found.faults else "faults:",
            *found.faults[:20],
            f"the victim's tables: {', '.join(changed) + ' CHANGED' if changed else f'all {len(before)} unchanged'}",
        ],
    )


class Found:
    """Statuses of all answers, and a line for each fault."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []


def _try_all(base_url: str, attacker: Belongings, attempts: list[Attempt], marker: str) -> Found:
    found = Found()
    with httpx2.Client(base_url=base_url, headers=attacker.headers, trust_env=False, timeout=60) as api:
        for attempt in attempts:
            answer = send(api, attempt.request)
            found.statuses[answer.status_code] += 1
            if fault := _fault(answer, send(api, attempt.twin), marker):
                found.faults.append(f"{attempt}: {fault}")
    return found


def _fault(answer: httpx2.Response, twin: httpx2.Response, marker: str) -> str | None:
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if marker in answer.text:
        return f"status {answer.status_code}, and {marker} is in the answer"
    if _verdict(answer) != _verdict(twin):
        return f"answers {_verdict(answer)}, but {_verdict(twin)} to an id that exists nowhere"
    return None


def _verdict(answer: httpx2.Response) -> tuple[int, object]:
    """Status and machine code; of a list also how many it found."""
    body = answer.json() if answer.headers.get("content-type") == "application/json" else {}
    return answer.status_code, (body.get("message") or {}).get("error") if not answer.is_success else body.get("count")


def _control(deployment: Deployment, document: dict[str, object], owner: Belongings) -> tuple[int, int]:
    """Tried and found out: reading what one owns shows one's data, and writing changes one's tables."""
    before = asyncio.run(_content(deployment, owner))
    reads = [a for a in attempts_of(document, owner, owner, nobodys()) if a.request.method == "GET"]
    found = _try_all(deployment.base_url, owner, reads, ATTACKER)
    with httpx2.Client(base_url=deployment.base_url, headers=owner.headers, trust_env=False) as api:
        body = {"ottimate_company_id": owner.ids["company"], "erp_vendor_id": "NEW-1", "erp_vendor_name": ATTACKER}
        api.post("/v1/vendors", json=body).raise_for_status()
    changed = _changed(before, asyncio.run(_content(deployment, owner)))
    return len(reads) + 1, len(found.faults) + ("vendors" in changed)


async def _content(deployment: Deployment, owner: Belongings) -> dict[str, str]:
    """A checksum of the account's rows, table by table."""
    async with deployment.parts() as parts, parts.database.transaction(UUID(owner.account_id)) as tx:
        tables = [row["table_name"] for row in await tx.fetch(TABLES)]
        return {table: await tx.fetchval(CONTENT.format(table=table), tx.account_id) for table in tables}


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after[table]]


def _operations(document: dict[str, object]) -> set[str]:
    paths: dict[str, dict[str, object]] = document["paths"]  # type: ignore[assignment]
    return {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
