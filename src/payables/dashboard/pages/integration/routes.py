"""All pages of integration, on one screen."""

from typing import Any

from payables.dashboard.pages.integration import credentials, requests

INTEGRATION: list[Any] = [
    credentials.show_integration,
    credentials.issue_key,
    credentials.rotate_key,
    credentials.revoke_key,
    credentials.make_client,
    credentials.rotate_client,
    credentials.revoke_client,
    credentials.revoke_secret,
    requests.show_requests,
    requests.show_request,
]
