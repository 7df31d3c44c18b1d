"""A small client of the API, as an integrator would write one: token, retries, idempotency keys, pages."""

import asyncio
import hashlib
import random
import uuid
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import httpx2
import msgspec

from payables.app.demo.answers import TokenAnswer, UploadAnswer
from payables.app.demo.credentials import Credential
from payables.app.demo.documents import Document

MOST_ATTEMPTS = 6
LONGEST_PAUSE = 5.0
AGAIN = {429, 502, 503, 504}
PAGE = 100

Shape = TypeVar("Shape")


class RefusedByApi(Exception):
    """The API's own sentence, with the status and the machine code."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code


class Client:
    """Speaks for one client of one account. Writes carry a key, so that repeating them after a lost answer is safe."""

    def __init__(self, base_url: str, credential: Credential) -> None:
        self.credential = credential
        self._run = uuid.uuid4().hex
        self._token: str | None = None
        self._http = httpx2.AsyncClient(
            base_url=base_url, headers={"X-API-Key": credential.api_key}, timeout=35, trust_env=False
        )

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def sign_in(self) -> None:
        """Raises RefusedByApi with status 401 when key, client or secret are not (or no longer) known."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self.credential.client_id,
            "client_secret": self.credential.client_secret,
        }
        answer = _checked(await self._send("POST", "/v1/oauth/token", data=form))
        self._token = msgspec.json.decode(answer.content, type=TokenAnswer).access_token

    async def get(self, path: str, shape: type[Shape], **query: Any) -> Shape:
        return _read(await self._call("GET", path, params=query), shape)

    async def pages(self, path: str, rows: str, shape: type[Shape], **query: Any) -> AsyncIterator[Shape]:
        """Every row of a list; `rows` is the key they stand under."""
        number = 1
        while True:
            page = await self.get(path, dict[str, msgspec.Raw], **query, page=number, limit=PAGE)
            found = msgspec.json.decode(page[rows], type=list[shape])
            for row in found:
                yield row
            if len(found) < PAGE:
                return
            number += 1

    async def post(self, path: str, body: Any, shape: type[Shape]) -> Shape:
        return _read(await self._write("POST", path, body), shape)

    async def patch(self, path: str, body: Any, shape: type[Shape]) -> Shape:
        return _read(await self._write("PATCH", path, body), shape)

    async def upload(self, document: Document, location_id: int) -> str:
        """The reference id. Raises RefusedByApi with code idempotency_key_reused if this content was sent before."""
        data = document.path.read_bytes()
        answer = await self._call(
            "POST",
            "/v1/invoices/upload",
            data={
                "ottimate_location_id": str(location_id),
                "metadata": msgspec.json.encode(document.metadata).decode(),
            },
            files={"file": (document.name, data, document.media_type)},
            headers={"Idempotency-Key": document.key(data)},
        )
        return _read(answer, UploadAnswer).reference_id

    async def _write(self, method: str, path: str, body: Any) -> httpx2.Response:
        content = msgspec.json.encode(body)
        # Of this run: the next one must not get this one's answer replayed, but have its own work done.
        key = hashlib.sha256(f"{self._run} {method} {path} ".encode() + content).hexdigest()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"demo-{key[:40]}"}
        return await self._call(method, path, content=content, headers=headers)

    async def _call(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """Signed in; a token that has ended is replaced once."""
        if self._token is None:
            await self.sign_in()
        answer = await self._send(method, path, **request)
        if answer.status_code == 401:
            await self.sign_in()
            answer = await self._send(method, path, **request)
        return _checked(answer)

    async def _send(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """Repeats what may pass: a lost connection, too many requests, a server that is not there for a moment."""
        options: dict[str, Any] = {**request, "headers": self._headers(request)}
        for attempt in range(1, MOST_ATTEMPTS + 1):
            try:
                answer = await self._http.request(method, path, **options)
            except httpx2.TransportError:
                if attempt == MOST_ATTEMPTS:
                    raise
                await asyncio.sleep(_pause(attempt, None))
                continue
            if attempt == MOST_ATTEMPTS or not _may_pass(answer):
                return answer
            await asyncio.sleep(_pause(attempt, answer.headers.get("retry-after")))
        raise AssertionError("unreachable")

    def _headers(self, request: dict[str, Any]) -> dict[str, str]:
        signed = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return {**signed, **request.get("headers", {})}


def _may_pass(answer: httpx2.Response) -> bool:
    return answer.status_code in AGAIN or (answer.status_code == 409 and "retry-after" in answer.headers)


def _pause(attempt: int, told: str | None) -> float:
    """Seconds: what the server asks for, else twice as long each time; a little by chance, so that clients spread."""
    wanted = float(told) if told and told.isdigit() else 0.1 * 2**attempt
    return min(LONGEST_PAUSE, wanted) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret


def _checked(answer: httpx2.Response) -> httpx2.Response:
    if answer.is_success:
        return answer
    try:
        body = answer.json()
        raise RefusedByApi(answer.status_code, (body["message"] or {}).get("error", ""), _sentence(body))
    except (ValueError, KeyError, TypeError):
        raise RefusedByApi(answer.status_code, "", f"The server answered {answer.status_code}.") from None


def _sentence(body: dict[str, Any]) -> str:
    """Of a refusal about fields, what is wrong with the fields says more."""
    fields = (body["message"] or {}).get("fields") or []
    return " ".join(str(fault["error"]) for fault in fields) or str(body["code"])


def _read(answer: httpx2.Response, shape: type[Shape]) -> Shape:
    return msgspec.json.decode(answer.content, type=shape)
