"""Places for work that people wait for: in turn by those who ask."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from payables.extraction.process.fair_places import FairPlaces, NoPlace


class Office:
    """Work that goes on until it is let go."""

    def __init__(self, at_once: int, most: int) -> None:
        self.places = FairPlaces(at_once, most)
        self.served: list[str] = []
        self.gates: list[asyncio.Event] = []

    async def work(self, whose: str) -> None:
        async with self.places.of(whose):
            self.served.append(whose)
            gate = asyncio.Event()
            self.gates.append(gate)
            await gate.wait()

    async def ask(self, *names: str) -> list["asyncio.Task[None]"]:
        tasks = [asyncio.create_task(self.work(name)) for name in names]
        await settle()
        return tasks

    async def finish_all(self) -> None:
        while self.gates:
            self.gates.pop(0).set()
            await settle()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def test_who_asks_for_few_waits_for_one_of_each_other() -> None:
    async def story() -> None:
        office = Office(1, 8)
        await office.ask("a", "a", "a", "a", "b", "c")
        await office.finish_all()
        assert office.served == ["a", "a", "b", "c", "a", "a"]

    run(story())


def test_who_finds_no_place_is_told() -> None:
    async def story() -> None:
        office = Office(1, 3)
        *_, last = await office.ask("a", "a", "a", "a")
        with pytest.raises(NoPlace):
            await last
        await office.finish_all()
        assert office.served == ["a", "a", "a"]

    run(story())


def test_the_last_of_a_crowd_makes_room_for_another() -> None:
    async def story() -> None:
        office = Office(1, 4)
        crowd = await office.ask("a", "a", "a", "a")
        await office.ask("b")
        with pytest.raises(NoPlace):
            await crowd[-1]
        await office.finish_all()
        assert office.served == ["a", "a", "b", "a"]

    run(story())


def test_who_goes_away_passes_the_turn_on() -> None:
    async def story() -> None:
        office = Office(1, 5)
        _, second, third, _ = await office.ask("a", "b", "c", "d")
        third.cancel()
        await settle()
        office.gates.pop(0).set()
        await asyncio.sleep(0)
        second.cancel()
        await settle()
        await office.finish_all()
        assert office.served[-1] == "d"
        await office.ask("e")
        assert office.served[-1] == "e"

    run(story())


def test_one_that_goes_away_at_that_moment_makes_room_without_a_fault() -> None:
    async def story() -> None:
        office = Office(1, 4)
        *_, last = await office.ask("a", "a", "a", "a")
        other = asyncio.create_task(office.work("b"))
        last.cancel()  # whose turn to say so comes after the other's
        await settle()
        assert last.cancelled() and not other.done()
        await office.finish_all()
        assert office.served == ["a", "a", "b", "a"]

    run(story())
