"""How to go on: three commands that work as they are pasted into a shell."""

import shlex
from pathlib import Path

from payables.app.demo.credentials import Credential

TOKEN = r"""KEY={key}
TOKEN=$(curl -s {url}/v1/oauth/token -H "X-API-Key: $KEY" \
  -d grant_type=client_credentials -d client_id={client_id} \
  -d client_secret={client_secret} \
  | sed 's/.*"access_token":"\([^"]*\)".*/\1/')"""  # noqa: S105 - a shell command

LIST = r"""curl -s "{url}/v1/invoices?limit=3" -H "X-API-Key: $KEY" -H "Authorization: Bearer $TOKEN" """

UPLOAD = r"""curl -s {url}/v1/invoices/upload -H "X-API-Key: $KEY" -H "Authorization: Bearer $TOKEN" \
  -F ottimate_location_id={location_id} -F {file}"""


def commands(url: str, credential: Credential, location_id: int, file: Path) -> list[tuple[str, str]]:
    """What each does, and the command."""
    token = TOKEN.format(
        url=url, key=credential.api_key, client_id=credential.client_id, client_secret=credential.client_secret
    )
    upload = UPLOAD.format(url=url, location_id=location_id, file=shlex.quote(f'file=@"{file}"'))
    return [
        ("Get a token (it lasts an hour)", token),
        ("List invoices", LIST.format(url=url).rstrip()),
        ("Upload a file: put yours in the place of this one", upload),
    ]
