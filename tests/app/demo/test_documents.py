"""The samples and a person's own files."""

from pathlib import Path

import pytest

from payables.app.demo.documents import Document, find_files, read_samples, waves
from payables.app.demo.errors import NoDocuments, NoFolder
from payables.app.demo.masterdata import read_master
from payables.app.demo.provisioning import approver, read_demo_org


def test_every_sample_is_there_and_originals_come_before_their_copies() -> None:
    samples = read_samples()
    names = [sample.name for sample in samples]
    assert all(sample.path.is_file() for sample in samples)
    assert all(names.index(s.copy_of) < names.index(s.name) for s in samples if s.copy_of)
    originals, copies = waves(samples)
    assert {copy.copy_of for copy in copies} <= {original.name for original in originals}


def test_every_sample_goes_to_a_place_of_the_org_file_that_has_an_approver_and_its_dimensions() -> None:
    org = read_demo_org()
    accounts = {account.structure.key: account for account in org.accounts}
    for sample in read_samples():
        assert sample.truth
        account = accounts[sample.tenant]
        company = next(
            company
            for company in account.structure.companies
            if sample.location in [location.name for location in company.locations]
        )
        known = read_master()[company.key].types()
        assert company.name == sample.truth.company
        assert all(id in known for line in sample.truth.coding for id in line), sample.name
        assert "@" in approver(account, sample.location)


def test_the_accountant_of_the_place_is_asked_rather_than_the_administrator() -> None:
    accounts = {account.structure.key: account for account in read_demo_org().accounts}
    assert approver(accounts["corner-cafe"], "Main Street") == "theo@corner-cafe.example"
    assert approver(accounts["nordwind-holding"], "Lyon") == "camille@nordwind.example"
    assert approver(accounts["nordwind-holding"], "Savannah") == "dale@nordwind.example"


def test_a_master_row_has_texts_only_since_yaml_reads_off_as_a_truth_value() -> None:
    for company in read_master().values():
        for row in [*company.dimensions, *company.vendors]:
            assert all(isinstance(value, str) for value in row.values()), row


def test_documents_are_found_by_their_endings_and_the_rest_is_counted(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.xml", "c.jpeg", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "nowhere")
    found, more = find_files(tmp_path, 2)
    assert [path.name for path in found] == ["a.xml", "b.PDF"]
    assert more == 1


def test_a_folder_without_documents_is_refused_and_so_is_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments):
        find_files(tmp_path, 10)
    with pytest.raises(NoFolder):
        find_files(tmp_path / "nowhere", 10)


def test_the_key_of_an_upload_depends_on_content_and_name_and_fits_the_contract(tmp_path: Path) -> None:
    first, second = (Document(tmp_path / name, "t", "l") for name in ("a.pdf", "発票 [1].pdf"))
    assert first.key(b"x") == first.key(b"x")
    assert len({first.key(b"x"), first.key(b"y"), second.key(b"x")}) == 3
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in second.key(b"x"))


def test_a_sample_came_when_it_was_written_in_whatever_year_the_demo_runs(tmp_path: Path) -> None:
    dated = next(sample for sample in read_samples() if sample.truth and sample.truth.invoice_date)
    assert dated.truth
    assert dated.metadata == {"received_on": str(dated.truth.invoice_date)}
    assert Document(tmp_path / "own.pdf", "acme", "Main").metadata == {}
