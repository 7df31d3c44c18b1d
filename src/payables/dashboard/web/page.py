"""One request for a page, as its handler sees it: who asks, what was typed, and the API."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from babel import Locale

from payables.access.model.people import Session
from payables.dashboard.shown.typed import LARGEST, whole_number
from payables.dashboard.shown.values import locale_of
from payables.dashboard.web.address import is_kept, parameters
from payables.dashboard.web.calls import Called, Calls
from payables.dashboard.web.done import Done, done_before, with_seal
from payables.dashboard.web.forms import Form
from payables.dashboard.web.replies import Refused, Reply, Shown, see_other
from payables.dashboard.web.state import SiteState
from payables.kit.errors import Refusal
from payables.kit.ids import racc
from payables.platform.caller import Caller, Feature, Permission
from payables.platform.http.body import Content
from payables.platform.http.errors import AlreadyReported, IdempotencyKeyReused
from payables.platform.http.exchange import Exchange
from payables.platform.settings import Settings

HIDDEN = {403, 404}


@dataclass(slots=True)
class Page:
    """`calls` is there where somebody is signed in to an account, `connection` always. `refusal` is why a form was refused
    that is shown again, with what was typed in `form`."""

    exchange: Exchange
    connection: Any
    settings: Settings
    session: Session | None
    calls: Calls | None
    content: Content
    state: SiteState
    form: Form = field(default_factory=Form)
    refusal: Refused | Refusal | None = None
    reply: Reply | None = None
    cookies: list[str] = field(default_factory=list)
    is_old: bool = False  # what was sent had been done some time before
    again: Any = None  # the page that a form stands on, of `@action`
    # Of the fields that a refusal names, by what the API calls them.
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.exchange.path

    @property
    def at(self) -> str:
        """The path of what is shown, where its links and filters lead: of a form that was refused, or done in part, that of the
        page it stands on."""
        if self.again is None:
            return self.path
        return self.again.path(self.exchange.scope.get("path_params", {}))

    @property
    def query(self) -> dict[str, str]:
        """The last value of each parameter."""
        return dict(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        kept = self.exchange.state  # read once: a page asks for its filters one by one
        if "parameters" not in kept:
            kept["parameters"] = parameters(self.exchange)
        return kept["parameters"]

    @property
    def kept(self) -> dict[str, str]:
        """What of the address goes along to the next page: queue, filters, company."""
        return {name: value for name, value in self.pairs if is_kept(name)}

    @property
    def done(self) -> Done:
        """What the page before has done, if this address was made by it."""
        return done_before(self.query, self.state.secret_key, self.session and self.session.id)

    def number(self, name: str, most: int = LARGEST) -> int | None:
        """A whole number of the address, from 0 to `most`; None for anything else."""
        return whole_number(self.query.get(name, ""), most)

    @property
    def locale(self) -> Locale:
        """How the browser's language writes dates and numbers."""
        return locale_of(self.exchange.header(b"accept-language"))

    @property
    def account(self) -> str:
        """The id of the account, as the API writes it."""
        assert self.session is not None and self.session.account_id is not None, "this page is for people in an account"
        return racc(self.session.account_id)

    @property
    def company_id(self) -> int | None:
        """The company that the person has chosen to look at."""
        return self.session.company_id if self.session else None

    @property
    def caller(self) -> Caller | None:
        """Who the person is in the account; None for whoever is in none."""
        return self.session.caller if self.session else None

    def may(self, permission: Permission | None, feature: Feature | None = None) -> bool:
        """Whether to offer something; what counts is what the API says when it is done."""
        caller = self.caller
        if caller is None:
            return False
        return (permission is None or caller.may(permission)) and (feature is None or feature in caller.features)

    async def get(self, path: str, query: dict[str, Any] | None = None) -> Any:
        """The JSON of an answer. Raises Refused."""
        return (await self.ask(path, query)).data

    async def ask(self, path: str, query: dict[str, Any] | None = None) -> Called:
        """The same with its ETag, or with content that is not JSON."""
        return await self._calls().call("GET", path, query)

    async def find(self, path: str, query: dict[str, Any] | None = None) -> Any:
        """None where the person may not see it, or it is not there."""
        try:
            return await self.get(path, query)
        except Refused as refused:
            if refused.status in HIDDEN:
                return None
            raise

    async def post(
        self, path: str, json: Any = None, *, etag: str | None = None, only_new: bool = False, **query: Any
    ) -> Called:
        """Once for one rendering of its form, however often it is sent; `only_new`: not in place of what is there.

        Raises Refused, and DoneBefore as everything here that changes something: what was answered then was too large to
        be kept, or a secret."""
        calls, key = self._calls(), self.form.key
        return self._noted(await calls.call("POST", path, query, json=json, etag=etag, key=key, only_new=only_new))

    async def tried(self, path: str, json: Any) -> Any:
        """The JSON of what the API says would be: nothing is changed, so it is asked as often as the form is shown. Raises
        Refused."""
        return (await self._calls().call("POST", path, json=json)).data

    async def patch(self, path: str, json: Any, *, etag: str | None = None, **query: Any) -> Called:
        return self._noted(await self._calls().call("PATCH", path, query, json=json, etag=etag, key=self.form.key))

    async def delete(self, path: str, json: Any = None, *, etag: str | None = None, **query: Any) -> Called:
        """Once for one rendering of its form, as `post`: sent twice, it finds what it was told before."""
        return self._noted(await self._calls().call("DELETE", path, query, json=json, etag=etag, key=self.form.key))

    async def forward(self, path: str, *, method: str = "POST", listed: str | None = None, **query: Any) -> Called:
        """The body as the browser sent it, to a route of the API that takes files; if its form carries a key as `once`."""
        kind = self.exchange.header(b"content-type") or ""
        form, body = self.form, self.content
        call = self._calls().call(method, path, query, content=body, media_type=kind, etag=form.etag, key=form.key)
        return await self.once(call, listed)

    async def once(self, call: Awaitable[Called], listed: str | None = None) -> Called:
        """What takes a file. Nobody can tell whether that is the same one when the form is sent again, so its key does for one:
        DoneBefore leads then to where what was taken in is `listed`."""
        try:
            return self._noted(await call)
        except Refused as refused:
            if refused.code != IdempotencyKeyReused.code:
                raise
            raise DoneBefore(self, "file_done_before", listed) from refused

    def show(self, template: str, *, status: int = 200, **values: Any) -> Reply:
        """A page; shown again after a refusal, with that one's status."""
        return Shown(template, values, self.refusal.status if self.refusal else status)

    def go(self, path: str, /, **query: Any) -> Reply:
        """On to a page; `said="archived"` shows the text `said.archived` there. Of a form that was sent some time before it is not
        said that it did anything: since then it may have been undone, or somebody else may have changed it."""
        if query.get("said") is None:
            return see_other(path, **query)
        if self.is_old:
            query = {**query, "said": "done_before", "of": None}
        return see_other(path, **with_seal(query, self.state.secret_key, self.session and self.session.id))

    def seen(self, etag: str | None, of: str | None = None) -> str | None:
        """The version that a form is filled in for. When it comes back it still is the one that was on the page, though another
        is stored by now, until the person has been told of that one. `of`: the path that it is sent to, where other forms stand
        beside it."""
        if of not in (None, self.path):
            return etag
        return etag if self.is_stale or not self.form.etag else self.form.etag

    @property
    def is_stale(self) -> bool:
        """Whether the person is told now that another version is stored than the one that was on the page."""
        return self.refusal is not None and self.refusal.status == 412

    def new_key(self) -> str:
        """For one rendering of a form."""
        return uuid4().hex

    def typed(self, name: str, otherwise: Any = "") -> Any:
        """What stands in a field: what was typed and refused, else what is stored."""
        if self.refusal is not None and name in self.form:
            return self.form.text(name)
        return "" if otherwise is None else otherwise

    def fault(self, *names: str, label: str | None = None) -> str | None:
        """What the refusal says of a field, under any of its names in the API. `label`: what the field is called, which the list
        at the top of the page calls it by too."""
        if self.refusal is None:
            return None
        faults = fields_of(self.refusal)
        found = [name for name in names if name in faults]
        if label:
            self.labels.update((name, str(label)) for name in found if name not in self.labels)
        return faults[found[0]] if found else None

    def _noted(self, called: Called) -> Called:
        if called.status == AlreadyReported.status:
            raise DoneBefore(self)
        self.is_old = self.is_old or called.is_old
        return called

    def _calls(self) -> Calls:
        assert self.calls is not None, "this page is for people in an account"
        return self.calls


class DoneBefore(Exception):
    """This form was sent before and is done, and what it answered then is not kept."""

    def __init__(self, page: Page, said: str = "done_before", listed: str | None = None) -> None:
        self.page = page
        self.said = said
        self.listed = listed
        super().__init__()

    @property
    def reply(self) -> Reply:
        """On to where that is told: the page that the form stands on, if no other is named."""
        if self.listed:
            return self.page.go(self.listed, said=self.said)
        return self.page.go(self.page.at, **self.page.kept, said=self.said)


def fields_of(refusal: Refused | Refusal) -> dict[str, str]:
    """Field -> what is wrong with it."""
    if isinstance(refusal, Refused):
        return {fault["field"]: fault["error"] for fault in refusal.fields}
    return {fault.field: fault.error for fault in refusal.fields}
