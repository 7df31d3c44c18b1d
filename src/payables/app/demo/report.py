"""The end of the story: for people how to go on, for programs everything as one JSON document."""

from pathlib import Path
from typing import Any

from rich.text import Text

from payables.app.demo.documents import Document, read_samples
from payables.app.demo.next_steps import commands
from payables.app.demo.outcome import DocumentOutcome, cells
from payables.app.demo.people import Guest
from payables.app.demo.screen import Screen
from payables.app.demo.story import Story
from payables.app.demo.tables import differences
from payables.platform.settings import Settings


def say_how_to_go_on(screen: Screen, story: Story, settings: Settings, credentials_file: Path, guest: Guest) -> None:
    """Who signs in to the dashboard, base URL, credentials of the first tenant, three commands. The server goes on running."""
    tenant = story.tenants[0]
    credential = tenant.client.credential
    shown = {
        **guest.lines(settings.base_url),
        "Base URL": settings.base_url,
        "X-API-Key": credential.api_key,
        "Client id": credential.client_id,
        "Client secret": credential.client_secret,
        "All tenants": str(credentials_file),
    }
    screen.show()
    screen.headline(f"The server is running. Go on as {tenant.name}:")
    for name, text in shown.items():
        screen.raw(f"  {name:<15}{text}")
    location = next(iter(tenant.locations.values()))
    for title, command in commands(settings.base_url, credential, location.id, _something_new(tenant.key).path):
        screen.show()
        screen.show(Text(f"# {title}", "dim"))
        screen.raw(command)
    screen.show()
    screen.show('Your own documents: make demo ARGS="--files DIR". Ctrl-C stops everything; the data stay.')


def _something_new(tenant: str) -> Document:
    """A document that this tenant has not sent yet."""
    return next(document for document in read_samples() if document.tenant != tenant)


def report(story: Story, base_url: str, credentials_file: Path) -> dict[str, Any]:
    return {
        "base_url": base_url,
        "credentials_file": str(credentials_file),
        "documents": [_document(outcome) for outcome in story.outcomes],
        "tenants": story.counts,
    }


def _document(outcome: DocumentOutcome) -> dict[str, Any]:
    """Confidence is from 0 to 1, seconds are from upload to readable; null when an earlier run has read it."""
    return {
        "file": outcome.document.name,
        "tenant": outcome.document.tenant,
        "location": outcome.document.location,
        "reference_id": outcome.reference_id,
        "invoice_id": outcome.invoice.id if outcome.invoice else None,
        "status": outcome.status,
        "seconds": None if outcome.seconds is None else round(outcome.seconds, 3),
        "fields": {
            cell.field: {"value": cell.value, "confidence": cell.confidence, "match": cell.match, "paper": cell.truth}
            for cell in cells(outcome)
        },
        "read_otherwise": differences(outcome),
        "reasons": outcome.reasons,
    }
