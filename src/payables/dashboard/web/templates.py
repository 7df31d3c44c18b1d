"""Jinja, with everything escaped, and what every page may use."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup

from payables.dashboard.navigation import sections
from payables.dashboard.shown import values as shown
from payables.dashboard.shown.field_names import field_name
from payables.dashboard.shown.names import name_of
from payables.dashboard.shown.sums import total
from payables.dashboard.shown.typed import typed_number
from payables.dashboard.texts import catalogue, text
from payables.dashboard.web import forms
from payables.dashboard.web.address import is_kept
from payables.dashboard.web.origin import address_token
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Refused
from payables.dashboard.web.static import StaticFiles
from payables.dashboard.web.undoing import undo_of
from payables.kit.content_tag import content_tag
from payables.platform.http.exchange import Exchange

FORMATS = ("day", "instant", "money", "number", "percent", "typed_day")


class Templates:
    """Renders pages; called by `Page.show`."""

    def __init__(self, static: StaticFiles) -> None:
        self.static = static
        self.environment = _environment(static)

    def __call__(self, page: Page, template: str, values: dict[str, Any]) -> str:
        return self.environment.get_template(template).render(
            {
                "page": page,
                "session": page.session,
                "env": page.settings.env.value,
                "path": page.path,
                "query": page.query,
                "refusal": page.refusal,
                "locale": page.locale,
                "now": page.exchange.now,
                "sections": sections(page),
                "said": _said(page),
                **values,
            }
        )

    def error(self, exchange: Exchange, refused: Refused) -> str:
        """Of a request that led to no page."""
        return self.environment.get_template("errors/error.html").render(
            refused=refused, request_id=exchange.request_id, path=exchange.path
        )


def _environment(static: StaticFiles) -> Environment:
    environment = Environment(
        loader=PackageLoader("payables.dashboard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    filters: dict[str, Any] = {name: _localized(getattr(shown, name)) for name in FORMATS}
    filters |= {"ago": _ago, "query": _query, "typed": _typed, "person_name": name_of, "total": _localized(total)}
    filters |= {"flat": forms.flat, "digest": content_tag}
    names: dict[str, Any] = {
        "t": text,
        "field_name": field_name,
        "has_text": has_text,
        "sentence": sentence,
        "static": static.address,
        "hidden": hidden,
        "carried": carried,
        "undo_of": undo_of,
    }
    environment.filters.update(filters)
    environment.globals.update(names)
    return environment


def has_text(key: str) -> bool:
    return key in catalogue()


def sentence(code: str, otherwise: str) -> str:
    """Why something is refused, said to people: `otherwise` is what the API says, to programs as well."""
    return text(f"refused.{code}") if has_text(f"refused.{code}") else otherwise


def hidden(page: Page, etag: str | None = None) -> Markup:
    """The fields that every form carries: whose it is and of which account, that it is done once, and what was seen."""
    token, place = (page.session.form_token, page.session.place) if page.session else ("", "")
    fields = {forms.TOKEN: token, forms.PLACE: place, forms.KEY: page.new_key(), forms.ETAG: etag}
    line = '<input type="hidden" name="{}" value="{}">'
    return Markup("").join(Markup(line).format(name, value) for name, value in fields.items() if value)  # noqa: S704


def carried(page: Page, action: str, etag: str | None = None, *, once: bool = True) -> str:
    """The address of a form whose body only the API reads, with what `hidden` puts into others; its token is good for that address
    alone. `once` is not for a form that sends one file after the other, nor where the version already keeps it from being done
    twice."""
    token = address_token(page.session.form_token, action) if page.session else ""
    fields = {forms.TOKEN: token, forms.KEY: page.new_key() if once else None, forms.ETAG: etag}
    return f"{action}?{urlencode({name: value for name, value in fields.items() if value})}"


def _localized(format: Callable[..., str]) -> Any:
    @pass_context
    def apply(context: Any, value: Any, *args: Any) -> str:
        return format(value, *args, context["locale"])

    return apply


@pass_context
def _ago(context: Any, value: str | None) -> str:
    now: datetime = context["now"]
    return shown.ago(value, now, context["locale"])


@pass_context
def _typed(context: Any, value: Any, currency: str | None = None) -> str:
    """As it stands in a field; numbers as the locale writes them."""
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return typed_number(value, context["locale"], currency) if is_number else str(value or "")


def _query(wanted: dict[str, Any], **changes: Any) -> str:
    """`?a=1&b=2` of the given parameters with some of them changed; None takes one away. What a form put in, and what was
    done last, stay behind."""
    kept = {name: value for name, value in {**wanted, **changes}.items() if value not in (None, "") and is_kept(name)}
    return f"?{urlencode(kept)}" if kept else "?"


def _said(page: Page) -> str | None:
    """What the page before has done, as a key of the catalogue: an address cannot put words of its own on a page."""
    key = f"said.{page.done.said}"
    return key if key in catalogue() else None
