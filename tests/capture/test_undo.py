"""Undo goes one step back, however often it is pressed; further back goes who names the arrangement."""

from typing import Any

import pytest

from capture.test_several_documents import arrived, detail, invoices, pages, step
from extraction.papers import INVOICE
from extraction.test_parts import OTHER, TERMS
from harness.api import error_of
from harness.tenants import Tenant
from harness.worker import finished

pytestmark = pytest.mark.usefixtures("worker")


def arranged(tenant: Tenant, id: str) -> tuple[int, list[list[int]]]:
    """Which arrangement holds, and its parts."""
    shown = detail(tenant, id)
    return shown["arrangement"], [part["pages"] for part in shown["parts"]]


def test_undo_pressed_twice_undoes_one_step(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, OTHER, serial="U1"))
    assert arranged(tenant, upload["id"]) == (0, [[1], [2]])
    assert step(tenant, upload["id"], "undo").status_code == 200
    finished(tenant, upload["id"])
    again = step(tenant, upload["id"], "undo")
    assert (again.status_code, error_of(again)) == (409, "arrangement_not_named")
    assert "arrangement 1 holds now" in again.json()["code"]
    assert arranged(tenant, upload["id"]) == (1, [[1, 2]])
    assert step(tenant, upload["id"], "undo", {"arrangement": 1}).status_code == 200
    assert arranged(tenant, upload["id"]) == (0, [[1], [2]])


def test_who_names_the_arrangement_undoes_that_one_and_only_once(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="U2"))
    for parts in ([[1], [2]], [[2], [1]]):
        step(tenant, upload["id"], "split", {"parts": parts})
        finished(tenant, upload["id"])
    assert arranged(tenant, upload["id"]) == (2, [[2], [1]])
    assert step(tenant, upload["id"], "undo", {"arrangement": 2}).status_code == 200
    answer = step(tenant, upload["id"], "undo", {"arrangement": 2})
    assert (answer.status_code, error_of(answer)) == (409, "arrangement_changed")
    assert "Arrangement 2 is not the one that holds, which is 1" in answer.json()["code"]
    assert arranged(tenant, upload["id"]) == (1, [[1], [2]])
    assert error_of(step(tenant, upload["id"], "undo")) == "arrangement_not_named"
    assert step(tenant, upload["id"], "undo", {"arrangement": 1}).status_code == 200
    assert invoices(tenant, upload["id"])[0]["id"] == upload["invoice_ids"][0]
    assert error_of(step(tenant, upload["id"], "undo", {"arrangement": 0})) == "nothing_to_undo"


WRONG = [
    ("undo", {"arrangement": "1"}),
    ("undo", {"arrangement": True}),
    ("undo", {"arrangement": 1.0}),
    ("undo", {"plan": 1}),
    ("split", {"parts": [["1"], [2]]}),
    ("split", {"parts": [[1.0], [2]]}),
    ("split", {"parts": [[True], [2]]}),
    ("split", {"parts": [[None], [2]]}),
    ("split", {"parts": [[10**25], [2]]}),
    ("split", {"parts": [1, 2]}),
    ("split", {"parts": {"1": [2]}}),
    ("split", {}),
    ("merge", {"uploads": [7]}),
    ("merge", {"uploads": "all"}),
]


def test_numbers_that_are_none_are_refused_and_change_nothing(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="U3"))
    for verb, body in WRONG:
        answer = step(tenant, upload["id"], verb, body)
        assert answer.status_code == 400, (verb, body, answer.text)
        assert answer.json()["message"]["fields"], (verb, body)
    not_json: list[Any] = [b'{"parts": [[NaN], [2]]}', b'{"parts": [[1e999], [2]]}', b"[[1], [2]]", b""]
    for content in not_json:
        path = f"/v1/invoices/uploads/{upload['id']}/split"
        answer = tenant.api().post(path, content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400, (content, answer.text)
    assert arranged(tenant, upload["id"]) == (0, [])


def test_an_arrangement_that_could_not_be_read_is_undone_and_the_file_keeps_its_pages(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, (), serial="U4"))
    step(tenant, upload["id"], "split", {"parts": [[2], [1]]})
    divided = finished(tenant, upload["id"])
    assert divided["no_of_pages"] == 2
    undone = step(tenant, upload["id"], "undo", {"arrangement": 1}).json()
    assert (undone["no_of_pages"], undone["invoice_ids"]) == (2, upload["invoice_ids"])


def test_faults_without_end_are_told_in_part(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="U5"))
    answer = step(tenant, upload["id"], "split", {"parts": [[7] * 5000, *([9] * 50 for _ in range(100))]})
    assert answer.status_code == 400
    assert len(answer.json()["message"]["fields"]) <= 20
