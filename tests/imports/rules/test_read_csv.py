"""Files as spreadsheets write them."""

import pytest

from payables.imports.errors import TooManyRows, UnreadableFile
from payables.imports.model import Row
from payables.imports.rules.formulas import faults_of
from payables.imports.rules.read_csv import MOST_ROWS, read_csv
from payables.kit.csv_text import LONGEST_LINE

FIELDS = ("erp_vendor_id", "erp_vendor_name", "city")
ALIASES = {"vendor name": "erp_vendor_name"}


def read(data: bytes) -> list[dict[str, str]]:
    return [row.values for row in read_csv(data, FIELDS, ALIASES).rows]


WANTED = [{"erp_vendor_id": "V1", "erp_vendor_name": "Käse, GmbH"}]


@pytest.mark.parametrize(
    "data",
    [
        'erp_vendor_id,erp_vendor_name\r\nV1,"Käse, GmbH"\r\n'.encode(),
        "ERP Vendor ID;Vendor Name\nV1;Käse, GmbH\n".encode(),
        "\ufefferp-vendor-id\tvendor.name\nV1\tKäse, GmbH".encode(),
        'erp_vendor_id,erp_vendor_name\nV1,"Käse, GmbH"\n'.encode("cp1252"),
        "erp_vendor_id;vendor name\nV1;Käse, GmbH\n".encode("utf-16"),
        '"erp_vendor_id";"vendor name";""\n\n"V1";"Käse, GmbH";""\n;;\n'.encode(),
    ],
)
def test_however_it_is_written_it_reads_the_same(data: bytes) -> None:
    assert read(data) == WANTED


def test_rows_are_numbered_as_the_sheet_shows_them() -> None:
    table = read_csv(b"erp_vendor_id\nV1\n\nV2\n", FIELDS, ALIASES)
    assert [row.number for row in table.rows] == [2, 4]


def test_columns_that_mean_nothing_are_named() -> None:
    assert read_csv(b"erp_vendor_id,Colour,\nV1,red,\n", FIELDS, ALIASES).ignored == ["Colour"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no header"),
        (b"\n\n", "no header"),
        (b"colour,shape\nred,round\n", "no column has a known name"),
        (b"erp_vendor_id,ERP Vendor ID\nV1,V2\n", "two columns"),
        (b"erp_vendor_id\nV1\0\n", "no text"),
        (b"\xff\xfe\x00\xd8\x00", "encoding"),
        (b'erp_vendor_id\n"V1\n', "unexpected end"),
        (b'erp_vendor_id\n"V1"x\n', "expected after"),
        (b"erp_vendor_id\nV1,surplus\n", "more cells"),
        (b"erp_vendor_id\n" + b"x" * 10_001 + b"\n", "10000 characters"),
        (b"erp_vendor_id\n" + b"x" * (LONGEST_LINE + 1), "characters"),
        (b",".join([b"a"] * 101), "columns"),
        (b"erp_vendor_id\nV1\n" + b"\n" * 5_001, "blank"),
        ("erp_vendor_id,erp_vendor_name\nV1,M\u00fcller\nV2,bad".encode() + b"\xff\n", "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(data)
    assert reason in str(refusal.value)


def test_a_file_of_too_many_rows_is_refused() -> None:
    with pytest.raises(TooManyRows):
        read(b"erp_vendor_id\n" + b"V\n" * (MOST_ROWS + 1))


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "＝1", "|cmd", "\u200b=1", '"=1']
)
def test_a_formula_is_a_fault(cell: str) -> None:
    assert [fault.type for fault in faults_of(Row(2, {"city": cell}))] == ["formula"]


@pytest.mark.parametrize("cell", ["+1-555-123-4567", "-12.50", "+49 (0)40 123/45", "a=b", "R&D", "o'Hara"])
def test_numbers_and_names_are_none(cell: str) -> None:
    assert faults_of(Row(2, {"city": cell})) == []
