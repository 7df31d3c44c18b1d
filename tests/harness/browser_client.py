"""A person's browser without its scripts: cookies, forms as their pages make them, redirects that are looked at."""

import re
from html.parser import HTMLParser
from typing import Any

import httpx2

from harness.api import NO_TLS


class Browser(httpx2.Client):
    """`cookies`: of a session (harness.people). A form is sent as its page has it, with what is typed over it."""

    def __init__(self, base_url: str, cookies: dict[str, str] | None = None) -> None:
        headers = {"accept": "text/html", "origin": base_url, "sec-fetch-site": "same-origin"}
        options: dict[str, Any] = {"timeout": 60, "trust_env": False, "verify": NO_TLS, "follow_redirects": False}
        super().__init__(base_url=base_url, headers=headers, cookies=cookies or {}, **options)

    def open(self, path: str) -> "Seen":
        """GET; redirects are followed."""
        answer = self.get(path, follow_redirects=True)
        return Seen(self, answer)

    def send_form(self, form: "SeenForm", typed: dict[str, Any] | None = None) -> "Seen":
        """POST of a form with what is typed over its fields (a list is several values, None takes a field out)."""
        fields = {**form.fields, **(typed or {})}
        data = {name: value for name, value in fields.items() if value is not None}
        return Seen(self, self.post(form.action, data=data))


class Seen:
    """A page as it was answered."""

    def __init__(self, browser: Browser, answer: httpx2.Response) -> None:
        self.browser = browser
        self.answer = answer
        self.status = answer.status_code
        self.location = plain(answer.headers.get("location"))
        self.text = answer.text
        reader = _Reader()
        reader.feed(answer.text)
        self.forms = reader.forms
        self.words = " ".join(" ".join(reader.words).split())
        self.links = reader.links

    def form(self, action: str) -> "SeenForm":
        """The form that is sent to this path: the one that is posted, where filters lead there too."""
        leading = [form for form in self.forms if form.action.split("?")[0] == action]
        found = [form for form in leading if form.method == "post"] or leading
        assert len(found) == 1, f"{len(found)} forms for {action} among {[form.action for form in self.forms]}"
        return found[0]

    def send(self, action: str, typed: dict[str, Any] | None = None) -> "Seen":
        """The form of this page, filled in; what it answers, a redirect not followed."""
        return self.browser.send_form(self.form(action), typed)

    def follow(self) -> "Seen":
        assert self.location is not None, f"{self.status}: {self.words[:500]}"
        return self.browser.open(self.answer.headers["location"])


def plain(location: str | None) -> str | None:
    """An address without the seal of what was done before it."""
    return re.sub(r"&_seal=[0-9a-f]+", "", location) if location else None


class SeenForm:
    """A form: where it goes and what stands in its fields."""

    def __init__(self, action: str, method: str) -> None:
        self.action = action
        self.method = method
        self.fields: dict[str, Any] = {}

    def add(self, name: str, value: str) -> None:
        if name not in self.fields:
            self.fields[name] = value
        elif isinstance(self.fields[name], list):
            self.fields[name].append(value)
        else:
            self.fields[name] = [self.fields[name], value]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SeenForm] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self._form: SeenForm | None = None
        self._select: str | None = None
        self._option: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._form = SeenForm(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self._form)
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "textarea":
            self._area = given.get("name")
            self._put(self._area, "")
        elif tag == "option" and self._select and "selected" in given:
            self._put(self._select, given.get("value") or "")
        elif tag == "input":
            self._input(given)

    def _input(self, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        if kind not in ("submit", "button", "file"):
            self._put(given.get("name"), given.get("value") or ("on" if kind == "checkbox" else ""))

    def _put(self, name: str | None, value: str) -> None:
        if self._form is not None and name:
            self._form.add(name, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.fields[self._area] += data
        self.words.append(data)
