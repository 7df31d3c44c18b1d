"""Files that come inside a JSON body, and addresses that files are to be fetched from
(contract/invoices-and-catalog.md section 3.3, raw_images and image_urls)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from payables.extraction.sniff import EXTENSIONS, expected, sniff
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.text import clean_text
from payables.kit.web_address import WebAddress, parse_web_address

MAX_IMAGES = 20
LONGEST_NAME = 100  # of a fetched file
MEDIA_TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class SentImage:
    """A file whose first bytes are what its name promises; nothing more was looked at."""

    filename: str
    media_type: str
    data: bytes


def read_sent_images(sent: Mapping[str, Any], largest: int) -> tuple[list[SentImage] | None, list[FieldError]]:
    """The files of a body, None where it says nothing about files; an empty list takes all away."""
    if sent.get("raw_images") is not None:
        return read_images(sent["raw_images"], largest)
    return ([] if sent.get("image_urls") == [] else None), []


def read_image_urls(sent: Mapping[str, Any]) -> tuple[list[WebAddress], list[FieldError]]:
    """The addresses of a body, none where it says nothing about them or wants all files gone."""
    urls = sent.get("image_urls")
    if urls is None or urls == []:
        return [], []
    if not isinstance(urls, list):
        return [], [FieldError("image_urls", "Send a list of addresses.", "invalid")]
    if sent.get("raw_images"):
        sentence = "Send either raw_images or image_urls: each replaces all files."
        return [], [FieldError("image_urls", sentence, "conflicting_files")]
    if len(urls) > MAX_IMAGES:
        return [], [FieldError("image_urls", f"An invoice has at most {MAX_IMAGES} files.", "too_many_files")]
    found: list[WebAddress] = []
    faults: list[FieldError] = []
    for n, url in enumerate(urls):
        try:
            found.append(_address(url))
        except BadValueError as error:
            faults.append(FieldError(f"image_urls[{n}]", error.sentence, error.code))
    return found, faults


def _address(url: Any) -> WebAddress:
    if not isinstance(url, str):
        raise BadValueError("invalid", "Send the address as text.")
    return parse_web_address(url)


def name_of(address: WebAddress) -> str:
    """What a file is called whose address ends so: a last part without a known extension may be a secret of its own."""
    if expected(address.filename) not in MEDIA_TYPES:
        return "file"
    shown = "".join(character for character in address.filename if character.isprintable())
    return shown.replace("\\", "/").rsplit("/", 1)[-1].strip(" .")[:LONGEST_NAME] or "file"


def fetched_image(data: bytes, filename: str) -> SentImage:
    """A file that came from an address: what it is, its first bytes say. Raises BadValueError."""
    kind = sniff(data)
    if kind not in MEDIA_TYPES:
        raise BadValueError("unsupported_file_type", "It is no PDF, JPG or PNG.")
    name = filename if expected(filename) == kind else f"{filename}.{EXTENSIONS[kind][0].lstrip('.')}"
    return SentImage(name, MEDIA_TYPES[kind], data)


def read_images(sent: Any, largest: int, path: str = "raw_images") -> tuple[list[SentImage], list[FieldError]]:
    """The files of a body, and what is wrong with the others."""
    if not isinstance(sent, list):
        return [], [FieldError(path, "Send a list of files.", "invalid")]
    if len(sent) > MAX_IMAGES:
        return [], [FieldError(path, f"An invoice has at most {MAX_IMAGES} files.", "too_many_files")]
    images: list[SentImage] = []
    faults: list[FieldError] = []
    for n, raw in enumerate(sent):
        try:
            images.append(_read(raw, largest))
        except BadValueError as error:
            faults.append(FieldError(f"{path}[{n}]", error.sentence, error.code))
    return images, faults


def read_image(name: str, data: bytes, largest: int) -> SentImage:
    """A file that was sent: its name promises a format, and its first bytes keep it. Raises BadValueError."""
    kind = _kind_of(name)
    if not data:
        raise BadValueError("empty_file", "The file is empty.")
    if len(data) > largest:
        raise BadValueError("file_too_large", f"A file has at most {largest} bytes.")
    if sniff(data) != kind:
        raise BadValueError("mistyped_file", "The content is not what the filename's extension says.")
    return SentImage(_plain_name(name), MEDIA_TYPES[kind], data)


def _read(raw: Any, largest: int) -> SentImage:
    name, text = (raw.get("filename"), raw.get("data")) if isinstance(raw, dict) else (None, None)
    if not isinstance(name, str) or not isinstance(text, str) or not name.strip():
        raise BadValueError("required", "A file has a filename and its base64 data.")
    _kind_of(name)
    return read_image(name, _decoded(text, largest), largest)


def _kind_of(name: str) -> str:
    kind = expected(name)
    if kind not in MEDIA_TYPES:
        raise BadValueError("unsupported_file_type", "The filename must end in pdf, jpg, jpeg or png.")
    return kind


def _decoded(text: str, largest: int) -> bytes:
    if len(text) > largest * 4 // 3 + 4:
        raise BadValueError("file_too_large", f"A file has at most {largest} bytes.")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadValueError(
            "invalid_base64", "The data must be base64, without line breaks or a data: prefix."
        ) from None
    return data


def _plain_name(name: str) -> str:
    """The last part of the name only: a path of the sender's machine is nobody's business, `../` least of all."""
    return clean_text(name.replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " ").strip(), 255)
