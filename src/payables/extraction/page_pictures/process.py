"""The parent of the processes that show pages. It has loaded what they need, so that each costs a few milliseconds."""

import sys

from PIL import JpegImagePlugin as JpegImagePlugin
from PIL import PngImagePlugin as PngImagePlugin
from PIL import TiffImagePlugin as TiffImagePlugin
from PIL import WebPImagePlugin as WebPImagePlugin

from payables.extraction.limits import Limits
from payables.extraction.page_pictures.draw import draw
from payables.extraction.page_pictures.sizes import sizes
from payables.extraction.page_pictures.wire import Asked, Found, Want, decode_asked, encode
from payables.extraction.page_pictures.words import words
from payables.extraction.pdf.faces import drawn_digits
from payables.extraction.process.one_answer import OneAnswer
from payables.extraction.process.zygote import main


def _answer(sent: bytes, limits: Limits) -> bytes:
    return encode(_found(decode_asked(sent), limits))


def _found(asked: Asked, limits: Limits) -> Found:
    if asked.want is Want.SIZES:
        return Found(sizes=sizes(asked.data, limits))
    if asked.want is Want.PICTURE:
        return Found(picture=draw(asked.data, asked.page, asked.quarters, asked.width, limits))
    said, picture_only = words(asked.data, asked.page, limits)
    return Found(words=said, picture_only=picture_only)


def _refused(code: str, detail: str) -> bytes:
    return encode(Found(code=code, detail=detail))


class ShowingZygote(OneAnswer):
    """People look at papers all day: it stays for an hour after the last."""

    idle_seconds = 3600.0
    answer = staticmethod(_answer)
    refused = staticmethod(_refused)


if __name__ == "__main__":
    drawn_digits()
    main(int(sys.argv[1]), ShowingZygote)
