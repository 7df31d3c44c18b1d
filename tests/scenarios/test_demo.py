"""The demo's story on a few of its samples: read, coded, approved, exported; and once more, which changes nothing."""

import asyncio
from contextlib import AsyncExitStack
from io import StringIO

import pytest
from rich.console import Console

from harness.server import Server
from harness.worker import working
from payables.app.demo.client import Client
from payables.app.demo.credentials import Credential
from payables.app.demo.documents import Document, read_samples
from payables.app.demo.outcome import DocumentOutcome
from payables.app.demo.provisioning import provision_tenants, read_demo_org
from payables.app.demo.screen import WIDTH, Screen
from payables.app.demo.story import Story
from payables.app.demo.tenant import DESK, Tenant

ORIGINAL, COPY = "highline-coffee-HC-20417.pdf", "invoice (2).pdf"
BROKEN_SUM = "copper-kettle-beverage-90417.pdf"
UNKNOWN_VENDOR = "copperline-espresso-4471.pdf"
E_INVOICES = ("weserkraft-4100238817.xml", "weserkraft-gutschrift-4100239002.xml", "transports-mistral-2026-0442.xml")


@pytest.fixture(scope="module")
def credentials(server: Server) -> list[Credential]:
    return server.run(provision_tenants(server.parts, read_demo_org(), []))


@pytest.fixture(scope="module")
def told(server: Server, credentials: list[Credential]) -> tuple[Story, str]:
    with working(server):
        return tell(server, credentials)


def tell(server: Server, credentials: list[Credential]) -> tuple[Story, str]:
    """The story and what its user saw."""
    names = {ORIGINAL, COPY, BROKEN_SUM, UNKNOWN_VENDOR, *E_INVOICES}
    documents = [sample for sample in read_samples() if sample.name in names]
    paper = StringIO()

    async def run() -> Story:
        async with AsyncExitStack() as stack:
            tenants: list[Tenant] = []
            for account in read_demo_org().accounts:
                own = [c for c in credentials if c.account == account.structure.key]
                pair = (own[0], next(c for c in own if c.user == DESK))
                client, desk = [await stack.enter_async_context(Client(server.base_url, c)) for c in pair]
                tenants.append(Tenant(account, client, desk))
            story = Story(Screen(console=Console(file=paper, width=WIDTH, highlight=False)), tenants)
            await whole(story, documents)
            return story

    return asyncio.run(run()), paper.getvalue()


async def whole(story: Story, documents: list[Document]) -> None:
    await story.prepare()
    await story.read(documents)
    await story.book()
    await story.count()


def of(story: Story, name: str) -> DocumentOutcome:
    return next(outcome for outcome in story.outcomes if outcome.document.name == name)


@pytest.mark.parametrize("name", [ORIGINAL, *E_INVOICES])
def test_a_clean_invoice_is_coded_approved_and_exported(told: tuple[Story, str], name: str) -> None:
    outcome = of(told[0], name)
    assert outcome.status == "exported"
    assert outcome.invoice and outcome.document.truth
    wanted = [set(ids) for ids in outcome.document.truth.coding]
    coded = [{dimension.erp_dimension_id for dimension in item.dimensions.values()} for item in outcome.invoice.items]
    assert coded == wanted * (len(coded) // len(wanted))


def test_what_needs_a_person_is_left_to_a_person_and_says_why(told: tuple[Story, str]) -> None:
    story, said = told
    assert [of(story, name).status for name in (BROKEN_SUM, UNKNOWN_VENDOR)] == ["needs-attention"] * 2
    assert "The lines come to 1173.00" in said
    assert "The vendor is not known" in said


def test_a_copy_of_a_file_is_recorded_as_such_and_makes_no_invoice(told: tuple[Story, str]) -> None:
    copy = of(told[0], COPY)
    original = of(told[0], ORIGINAL)
    assert copy.status == "duplicate"
    assert copy.invoice and original.invoice and copy.invoice.id == original.invoice.id


def test_the_screen_shows_every_document_in_aligned_lines_without_escape_codes(told: tuple[Story, str]) -> None:
    _, said = told
    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) <= WIDTH
    for text in (
        "highline-cof…20417.pdf  HC-20417",
        "the same file as highline-coffee",
        "4 invoices, marked as posted",
    ):
        assert text in said


def test_telling_it_again_reads_nothing_anew_and_changes_nothing(
    server: Server, credentials: list[Credential], told: tuple[Story, str]
) -> None:
    first, _ = told
    again, said = tell(server, credentials)
    assert again.counts == first.counts
    assert [(o.document.name, o.status) for o in again.outcomes] == [
        (o.document.name, o.status) for o in first.outcomes
    ]
    assert [o.invoice for o in again.outcomes] == [o.invoice for o in first.outcomes]
    assert all(outcome.seconds is None for outcome in again.outcomes)
    assert said.count("nothing new") == 3


def test_with_new_credentials_the_same_files_are_recognised_by_their_content(
    server: Server, told: tuple[Story, str]
) -> None:
    first, _ = told
    renewed = server.run(provision_tenants(server.parts, read_demo_org(), []))
    again, _ = tell(server, renewed)
    kept = ["exported", "attention"]
    for tenant, counts in first.counts.items():
        assert [again.counts[tenant].get(word) for word in kept] == [counts.get(word) for word in kept]
    assert {o.invoice.id for o in again.outcomes if o.invoice} == {o.invoice.id for o in first.outcomes if o.invoice}
