"""A class of parameters in a handler's signature."""

import asyncio
from dataclasses import dataclass
from inspect import signature
from typing import Annotated

import pytest
from litestar.params import QueryParameter

from payables.platform.http.declared import declared
from payables.platform.http.parameter_groups import Parameters, spread

Size = Annotated[int | None, QueryParameter(name="box_size", required=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Parameters):
    size: Size = None
    lid: Annotated[str | None, QueryParameter(required=False)] = "on"


async def open_box(id: str, box: Box, page: Annotated[int | None, QueryParameter(required=False)] = None) -> str:
    return f"{id} {box.size} {box.lid} {page}"


def test_its_fields_stand_in_the_signature_in_its_place() -> None:
    assert list(signature(spread(open_box)).parameters) == ["id", "size", "lid", "page"]


def test_its_fields_are_declared_under_the_names_that_clients_send() -> None:
    known = declared(spread(open_box), (), documented=None, may_be_empty=False)
    assert known.query == {"box_size", "lid", "page"}
    assert known.integers == {"box_size", "page"}


def test_the_handler_gets_them_as_one_object() -> None:
    assert asyncio.run(spread(open_box)(id="a", size=3, lid="off", page=2)) == "a 3 off 2"


def test_a_handler_without_groups_stays_as_it_is() -> None:
    async def plain(id: str) -> None: ...

    assert spread(plain) is plain


def test_a_field_without_a_default_is_a_fault_of_the_program() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Needs(Parameters):
        size: Size

    async def take(box: Needs) -> None: ...

    with pytest.raises(AssertionError, match="size of Needs needs a default"):
        spread(take)
