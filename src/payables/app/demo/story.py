"""The demo's story, in order, through the HTTP API alone: what an integrator of three ERPs would do on a day."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from payables.app.demo import booking, capture
from payables.app.demo.answers import Invoice, Upload
from payables.app.demo.booking import Booked
from payables.app.demo.client import RefusedByApi
from payables.app.demo.documents import Document
from payables.app.demo.outcome import DocumentOutcome
from payables.app.demo.screen import Counter as Counted
from payables.app.demo.screen import Screen
from payables.app.demo.tables import legend, reading_table, status_table, to_look_at, word_of
from payables.app.demo.tenant import Synced, Tenant, look_around, sync

Act = Callable[[Tenant, DocumentOutcome, Booked], Awaitable[None]]


@dataclass
class Story:
    """`tenants` are signed in. `outcomes` and `counts` (tenant -> status -> how many) are what came of it."""

    screen: Screen
    tenants: list[Tenant]
    outcomes: list[DocumentOutcome] = field(default_factory=list[DocumentOutcome])
    counts: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])

    @property
    def by_key(self) -> dict[str, Tenant]:
        return {tenant.key: tenant for tenant in self.tenants}

    async def prepare(self) -> None:
        """Find the places, send the master data."""
        with self.screen.step("Master data") as step:
            synced = Synced()
            for tenant in self.tenants:
                await look_around(tenant)
                await sync(tenant, synced)
            companies = sum(len(tenant.companies) for tenant in self.tenants)
            sent = f"{_number(synced.dimensions, 'dimension')} and {_number(synced.vendors, 'vendor')}"
            step.text = f"{sent} of {_number(companies, 'company')}, as their ERPs have them"
            step.failed = bool(synced.refused)
        self._say_refused(synced.refused)

    async def read(self, documents: list[Document]) -> None:
        """Upload, wait, show what was read."""
        counting = self.screen.counter("Reading", len(documents))
        with self.screen.step("Reading", alone=False) as step, counting as counter:
            await capture.read_all(self.by_key, documents, lambda outcome: self._note(outcome, counter))
            position = {document.path: n for n, document in enumerate(documents)}
            self.outcomes.sort(key=lambda outcome: (self._rank(outcome), position[outcome.document.path]))
            step.text = self._reading_summary()
        self._show_reading()

    async def book(self) -> None:
        """Code, approve and export what was read without a question."""
        booked = Booked()
        with self.screen.step("Coding") as step:
            await self._each(booking.code, booked)
            step.text = _said(booked.coded, "every line with its account and department")
        with self.screen.step("Approval") as step:
            await self._each(booking.approve, booked)
            step.text = _said(booked.approved, f"for {len(booked.approvers)} people of the tenants")
            step.text += f"; {booked.left} left to a person" if booked.left else ""
        with self.screen.step("Export") as step:
            for tenant in self.tenants:
                await booking.export(tenant, self._of(tenant), booked)
            step.text = _said(booked.exported, "marked as posted in the ERP")
            step.failed = bool(booked.refused)
        self._say_refused(booked.refused)
        await asyncio.gather(*(capture.refresh(self._tenant(o), o) for o in self.outcomes))

    async def count(self) -> None:
        """Show what every tenant has now, by status."""
        for tenant in self.tenants:
            found = Counter([i.status async for i in tenant.client.pages("/v1/invoices", "results", Invoice)])
            uploads = tenant.client.pages("/v1/invoices/uploads", "results", Upload, all="true")
            found += Counter([upload.status async for upload in uploads if upload.status in ("duplicate", "failed")])
            self.counts[tenant.name] = {word_of(status): number for status, number in found.items()}
        self.screen.show()
        self.screen.headline("What every tenant has now")
        for line in status_table(self.counts):
            self.screen.show(line, indent=2)

    def _note(self, outcome: DocumentOutcome, counter: Counted) -> None:
        self.outcomes.append(outcome)
        counter.one_more(outcome.document.name, word_of(outcome.status), outcome.seconds)

    async def _each(self, act: Act, booked: Booked) -> None:
        """One after the other: what is refused for one says nothing about the next."""
        for outcome in self.outcomes:
            try:
                await act(self._tenant(outcome), outcome, booked)
            except RefusedByApi as error:
                booked.refused.append(f"{outcome.document.name}: {error}")

    def _show_reading(self) -> None:
        self.screen.show()
        for line in reading_table(self.outcomes, {tenant.key: tenant.name for tenant in self.tenants}):
            self.screen.show(line)
        self.screen.show()
        self.screen.show(legend(self.outcomes))
        found = to_look_at(self.outcomes)
        if found:
            self.screen.show()
            self.screen.headline("To look at")
        for name, sentences in found:
            self.screen.show(name, indent=2)
            for sentence in sentences:
                self.screen.show(sentence, indent=4)
        self.screen.show()

    def _reading_summary(self) -> str:
        new = sum(outcome.seconds is not None for outcome in self.outcomes)
        old = sum(outcome.seconds is None and outcome.reference_id is not None for outcome in self.outcomes)
        counts = {"read now": new, "read in an earlier run": old, "not taken": len(self.outcomes) - new - old}
        parts = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        return f"{_number(len(self.outcomes), 'document')}: {parts}"

    def _say_refused(self, refused: list[str]) -> None:
        for sentence in refused:
            self.screen.show(sentence, indent=6)

    def _rank(self, outcome: DocumentOutcome) -> int:
        return [tenant.key for tenant in self.tenants].index(outcome.document.tenant)

    def _of(self, tenant: Tenant) -> list[DocumentOutcome]:
        return [outcome for outcome in self.outcomes if outcome.document.tenant == tenant.key]

    def _tenant(self, outcome: DocumentOutcome) -> Tenant:
        return self.by_key[outcome.document.tenant]


def _said(count: int, what: str) -> str:
    return f"{_number(count, 'invoice')}, {what}" if count else "nothing new"


def _number(count: int, what: str) -> str:
    return f"{count} {what if count == 1 else what.removesuffix('y') + 'ies' if what.endswith('y') else what + 's'}"
