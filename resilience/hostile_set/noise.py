"""Pictures on which there is nothing to read, however long one looks; the same ones every time."""

import io
import random

from PIL import Image, ImageDraw


def noise_jpeg(width: int, height: int) -> bytes:
    """Small dark scraps as if a page were full of letters."""
    return saved(scraps(width, height), "JPEG", quality=60)


def scraps(width: int, height: int, step: int = 22) -> Image.Image:
    chance = random.Random("scraps 2026")
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    for y in range(0, height - step, step):
        for x in range(0, width - step, step // 2):
            corners = [(x + chance.randrange(step // 2), y + chance.randrange(step - 4)) for _ in range(4)]
            draw.line(corners, fill=0, width=2)
    return image


def grain(width: int, height: int) -> Image.Image:
    return Image.frombytes("L", (width, height), random.Random("grain 2026").randbytes(width * height))


def checkers(side: int) -> Image.Image:
    tile = Image.frombytes("L", (2, 2), b"\x00\xff\xff\x00")
    image = Image.new("L", (side, side))
    for step in (2 << n for n in range(20)):
        if step == 2:
            image.paste(tile, (0, 0))
        if step >= side:
            break
        part = image.crop((0, 0, step, step))
        for place in ((step, 0), (0, step), (step, step)):
            image.paste(part, place)
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()
