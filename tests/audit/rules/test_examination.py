import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.rules.chains import ACCOUNT, KEY, OTHER, OTHER_KEY, export, sentences, verdict

from payables.audit.rules.canonical import Digits, canonical
from payables.audit.rules.examination import MOST_BYTES, MOST_TOLD
from payables.audit.rules.heads import head_line, read_head
from payables.kit.ids import racc

LINES = export(6)
HEAD = read_head(LINES[-1])


@pytest.mark.parametrize("count", [0, 1, 6])
def test_an_untouched_export_is_in_order(count: int) -> None:
    found = verdict(export(count))
    assert (found.entries, found.faults) == (count, []) and found.head and found.head.head.seq == count


def test_somebody_else_can_check_it_with_json_and_sha256_alone() -> None:
    previous = "0" * 64
    for line in LINES[:-1]:
        whole = json.loads(line)
        text = line.decode().removeprefix('{"entry":').rsplit(',"hash":', 1)[0]
        assert sha256(text.encode()).hexdigest() == whole["hash"]
        assert whole["entry"]["previous"] == previous
        previous = whole["hash"]
    assert json.loads(LINES[-1])["head"]["hash"] == previous


def test_an_edit_is_found_at_its_entry() -> None:
    lines = [*LINES]
    lines[2] = lines[2].replace(b"110.00", b"990.00")
    assert sentences(lines).startswith("3: Entry 3 was changed")


def test_an_edit_with_a_hash_of_its_own_breaks_the_next_link() -> None:
    assert sentences(_rehashed(2, last=2)) == "4: Entry 4 does not continue entry 3: one of them was replaced."


def test_an_edit_with_all_hashes_made_anew_has_no_signature() -> None:
    said = sentences(_rehashed(2, last=5))
    assert said.startswith("7: The head was signed for entry 6") and said.count("\n") == 0


@pytest.mark.parametrize("place", [0, 3])
def test_a_deletion_is_found_where_it_was(place: int) -> None:
    lines = LINES[:place] + LINES[place + 1 :]
    assert f"{place + 1}: Entry {place + 1} is missing before entry {place + 2}." in sentences(lines)


def test_several_missing_entries_are_one_fault() -> None:
    assert sentences([LINES[0], *LINES[4:]]) == "2: Entries 2 to 4 are missing before entry 5."


def test_without_its_last_entry_the_head_does_not_fit() -> None:
    assert "6: The head was signed for entry 6" in sentences(LINES[:5] + LINES[6:])


def test_a_doubled_entry_is_found() -> None:
    assert sentences([*LINES[:3], *LINES[2:]]).startswith("4: Entry 3 stands where entry 4 belongs")


def test_a_swap_is_found() -> None:
    lines = [*LINES]
    lines[1], lines[2] = lines[2], lines[1]
    assert "2: Entry 2 is missing before entry 3." in sentences(lines)


def test_an_entry_of_another_account_is_found() -> None:
    lines = [*LINES]
    lines[3] = export(6, OTHER)[3]
    assert f"4: Entry 4 belongs to the account {racc(OTHER)}, the others to {racc(ACCOUNT)}." in sentences(lines)


def test_the_head_of_another_account_is_found() -> None:
    assert f"The head is of the account {racc(OTHER)}" in sentences([*LINES[:-1], export(6, OTHER)[-1]])


def test_a_file_without_head_was_cut() -> None:
    assert sentences(LINES[:-1]) == "0: It does not end in a signed head: it was cut after entry 6."
    assert sentences([]) == "0: It does not end in a signed head: it was cut after entry 0."


def test_an_older_head_under_a_longer_chain_is_found() -> None:
    assert "7: The head was signed for entry 3" in sentences([*LINES[:-1], export(3)[-1]])


def test_a_cut_with_an_older_head_is_found_by_a_saved_one_only() -> None:
    cut = export(3)
    assert sentences(cut) == ""
    assert (
        sentences(cut, saved=HEAD) == "0: Your saved head was signed for entry 6, the export ends with 3: it was cut."
    )


def test_a_chain_made_anew_and_signed_is_found_by_a_saved_head() -> None:
    """As whoever had the database and the key could do it."""
    forged = _rehashed(2, last=5)
    forged[-1] = head_line(KEY.sign(replace(HEAD.head, hash=json.loads(forged[-2])["hash"])))
    assert sentences(forged) == ""
    assert "6: Entry 6 is not the one that your saved head was signed for" in sentences(forged, saved=HEAD)


def test_a_saved_head_that_fits_is_silent() -> None:
    assert sentences(export(9), saved=HEAD) == ""
    assert sentences(LINES, saved=read_head(export(0)[-1])) == ""


def test_a_saved_head_of_another_account_is_said_to_be_so() -> None:
    assert "Your saved head is of the account" in sentences(LINES, saved=read_head(export(6, OTHER)[-1]))


def test_a_signature_of_another_key_is_not_trusted() -> None:
    foreign = export(6, key=OTHER_KEY)
    assert "which is not the one you trust" in sentences(foreign)
    assert sentences(foreign, trusted=(KEY.public, OTHER_KEY.public)) == ""
    assert "not signed with a key that you trust" in sentences(LINES, saved=read_head(foreign[-1]))


def test_a_forged_signature_is_found() -> None:
    head = json.loads(LINES[-1])
    forged = json.loads(export(6, key=OTHER_KEY)[-1])
    mixed = canonical({**head, "signature": forged["signature"]}).encode() + b"\n"
    assert "7: The head was changed or forged" in sentences([*LINES[:-1], mixed])


def test_something_behind_the_head_is_found() -> None:
    assert sentences([*LINES, b"\n"]) == "8: Something follows the signed head, which is the end of an export."
    assert "Something follows" in sentences([*LINES, LINES[-1]])


@pytest.mark.parametrize(
    "form",
    [
        {},  # blanks, escapes
        {"separators": (",", ":")},  # escapes
        {"ensure_ascii": False},  # blanks
        {"sort_keys": False, "indent": None, "ensure_ascii": False},
    ],
)
def test_another_form_of_the_same_content_is_refused_and_called_so(form: dict[str, Any]) -> None:
    lines = export(6, after='{"total": "110.00", "note": "Größe"}')
    whole = json.loads(lines[2])
    lines[2] = json.dumps(dict(reversed(whole.items())), **form).encode() + b"\n"
    assert sentences(lines).startswith("3: Only its form is another")


@pytest.mark.parametrize(
    "line",
    [b"\n", b"{}\n", b"\0\n", b"\xff\xfe\n", b'{"entry":{},"hash":"' + b"0" * 64 + b'"}\n', b"x" * 5000, b"[" * 9000],
)
def test_a_line_that_is_no_entry_is_said_to_be_so(line: bytes) -> None:
    lines = [*LINES]
    lines[2] = line
    assert (
        sentences(lines).splitlines()[0] == "3: It is not an entry as an export writes them. Entry 3 is expected here."
    )


def test_a_huge_line_is_refused_unread() -> None:
    lines = [*LINES]
    lines[2] = b'{"entry":' + b" " * MOST_BYTES
    assert sentences(lines).startswith(f"3: It has more than {MOST_BYTES} bytes")


@pytest.mark.parametrize("seq", ["1" * 30, "1" * 5000, "-1", "1.0", "1e3", "null", '"1"', "true"])
def test_a_number_that_is_none_is_a_fault_like_any_other(seq: str) -> None:
    lines = [*LINES]
    lines[2] = lines[2].replace(b'"seq":3', f'"seq":{seq}'.encode())
    assert sentences(lines).startswith("3: ")


def test_what_a_forger_wrote_does_not_reach_the_terminal_as_it_is() -> None:
    lines = [*LINES]
    lines[2] = lines[2].replace(racc(ACCOUNT).encode(), b"\\u001b[2J" + b"x" * 10_000)
    assert "\x1b" not in sentences(lines) and len(sentences(lines)) < 2000


def test_many_faults_are_counted_and_the_first_are_told() -> None:
    found = verdict([b"\n"] * 1000)
    assert (found.fault_count, len(found.faults)) == (1001, MOST_TOLD)


@given(st.data())
def test_any_single_mutation_of_bytes_is_found(data: st.DataObject) -> None:
    whole = b"".join(LINES)
    place = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["replace", "insert", "delete", "cut"]))
    byte = data.draw(st.binary(min_size=1, max_size=1))
    changed = {
        "replace": whole[:place] + byte + whole[place + 1 :],
        "insert": whole[:place] + byte + whole[place:],
        "delete": whole[:place] + whole[place + 1 :],
        "cut": whole[:place],
    }[kind]
    assert (changed == whole) == (sentences(changed.splitlines(keepends=True)) == "")


@given(st.data())
def test_any_single_mutation_of_lines_is_found(data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.integers(0, len(LINES) - 1), min_size=2, max_size=2, unique=True))
    lines = [*LINES]
    match data.draw(st.sampled_from(["delete", "double", "move", "swap", "replace"])):
        case "delete":
            del lines[one]
        case "double":
            lines.insert(other, lines[one])
        case "move":
            lines.insert(other, lines.pop(one))
        case "swap":
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines[one] = lines[other]
    assert (lines == LINES) == (sentences(lines) == "")


@given(st.integers(0, 5), st.data())
def test_any_single_mutation_of_a_value_is_found(number: int, data: st.DataObject) -> None:
    """Written again in canonical form, as a careful forger would."""
    whole = json.loads(LINES[number])
    name = data.draw(st.sampled_from(sorted(whole["entry"])))
    value = data.draw(st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])))
    changed = {**whole["entry"], name: value}
    lines = [*LINES]
    lines[number] = (canonical({"entry": _digits(changed), "hash": whole["hash"]}) + "\n").encode()
    assert (lines == LINES) == (sentences(lines) == "")


def _rehashed(place: int, last: int) -> list[bytes]:
    """An edit at `place` with fitting hashes from there to `last`, and the old head."""
    lines, previous = [*LINES], None
    for number in range(place, last + 1):
        text = lines[number].removeprefix(b'{"entry":')[:-76]
        if previous is None:
            text = text.replace(b"110.00", b"990.00")
        else:
            old = json.loads(text)["previous"]
            text = text.replace(old.encode(), previous.encode())
        previous = sha256(text).hexdigest()
        lines[number] = b'{"entry":' + text + b',"hash":"' + previous.encode() + b'"}\n'
    return lines


def _digits(value: Any) -> Any:
    """Floats of Python's own parser, as the digits they were written with."""
    if isinstance(value, float):
        return Digits(f"{value:.2f}")
    if isinstance(value, dict):
        return {key: _digits(each) for key, each in value.items()}
    return value


@pytest.mark.parametrize("depth", [600, 990, 3_000, 100_000])
def test_a_line_as_deep_as_no_export_is_told_by_its_number(depth: int) -> None:
    deep = b'{"entry":{"seq":1,"after":' + b"[" * depth + b"]" * depth + b'},"hash":"' + b"0" * 64 + b'"}\n'
    assert sentences([deep, *LINES[1:]]).startswith("1: ")
