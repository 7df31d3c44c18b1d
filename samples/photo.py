"""A photograph of a receipt: curled paper on a wooden table, seen at an angle, in the light of a window."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter

Pixels = np.ndarray

SIZE = (1080, 1440)  # width, height of the picture
PAPER_SHARE = 0.86  # of the picture's height, at most


def photograph(receipt: Image.Image, table: str, rng: Generator) -> Image.Image:
    """`receipt` is the clean print in RGB; `table` is wood or slate; returns the picture in RGB."""
    width, height = SIZE
    paper = _printed(receipt, rng)
    corners = _corners(receipt, rng)
    across, down = _paper_coordinates(corners, paper.shape[1], paper.shape[0], rng)
    cover = _cover(paper, across, down)
    scene = {"wood": _wood, "slate": _slate}[table](width, height, rng)
    scene *= _shadow_under(cover)[..., None]
    scene = scene * (1 - cover[..., None]) + _sample(paper, across, down) * cover[..., None]
    scene *= _window_light(width, height, rng)[..., None]
    scene *= np.array([1.03, 1.0, 0.93])  # warm white balance
    return _through_the_lens(scene, rng)


def _printed(receipt: Image.Image, rng: Generator) -> Pixels:
    """Thermal print: grey ink that fades unevenly, paper with creases and a slight curl in its shade."""
    pixels = np.asarray(receipt, dtype=np.float64)
    height, width = pixels.shape[:2]
    down, across = np.mgrid[0:height, 0:width]
    fade = 0.80 + 0.10 * np.sin(down / height * 9 + rng.uniform(0, 6)) + 0.05 * np.sin(across / width * 4)
    ink = (255 - pixels) * np.clip(fade, 0.62, 0.95)[..., None]
    shade = 1 - 0.10 * (np.abs(across / width - 0.5) * 2) ** 3
    for _ in range(3):
        place, tilt = rng.uniform(0.12, 0.9) * height, rng.uniform(-0.12, 0.12)
        distance = down - place - tilt * (across - width / 2)
        shade += 0.07 * np.exp(-((distance / 9) ** 2)) - 0.10 * np.exp(-(((distance - 14) / 16) ** 2))
    return np.clip((246 - ink) * shade[..., None], 0, 255)


def _corners(receipt: Image.Image, rng: Generator) -> Pixels:
    """Where the paper's corners lie in the picture: turned a little, nearer at the bottom."""
    width, height = SIZE
    tall = min(PAPER_SHARE * height, 0.66 * width * receipt.height / receipt.width)
    wide = tall * receipt.width / receipt.height
    square = np.array([[-0.47, -0.5], [0.47, -0.5], [0.53, 0.5], [-0.53, 0.5]]) * [wide, tall]
    angle = np.radians(rng.choice([-1, 1]) * rng.uniform(2.5, 5.5))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return square @ turn.T + rng.uniform(-10, 10, (4, 2)) + [width / 2, height / 2]


def _paper_coordinates(corners: Pixels, wide: int, tall: int, rng: Generator) -> tuple[Pixels, Pixels]:
    """For each pixel of the picture, the place on the paper (x, y) that is seen there."""
    source = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], dtype=np.float64)
    h = _homography(corners, source)
    down, across = np.mgrid[0 : SIZE[1], 0 : SIZE[0]].astype(np.float64)
    depth = h[6] * across + h[7] * down + 1
    x = (h[0] * across + h[1] * down + h[2]) / depth
    y = (h[3] * across + h[4] * down + h[5]) / depth
    bend = np.sin(y / tall * np.pi * 1.7 + rng.uniform(0, 3))
    return x + 0.013 * wide * bend, y + 0.006 * tall * np.sin(x / wide * np.pi)


def _homography(src: Pixels, dst: Pixels) -> Pixels:
    """The eight numbers of the projective map that takes four points to four points."""
    rows, right = [], []
    for (x, y), (u, v) in zip(src, dst, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.linalg.solve(np.array(rows), np.array(right))


def _cover(paper: Pixels, across: Pixels, down: Pixels) -> Pixels:
    """How much of each pixel of the picture the paper covers: 0 to 1, in between along its edges."""
    height, width = paper.shape[:2]
    to_edge = np.minimum(np.minimum(across, width - 1 - across), np.minimum(down, height - 1 - down))
    return np.clip(to_edge / 1.5 + 0.5, 0, 1)


def _sample(image: Pixels, across: Pixels, down: Pixels) -> Pixels:
    """Bilinear look-up; places outside are clamped to the edge."""
    x = np.clip(across, 0, image.shape[1] - 1.001)
    y = np.clip(down, 0, image.shape[0] - 1.001)
    left, top = x.astype(int), y.astype(int)
    fx, fy = (x - left)[..., None], (y - top)[..., None]
    upper = image[top, left] * (1 - fx) + image[top, left + 1] * fx
    lower = image[top + 1, left] * (1 - fx) + image[top + 1, left + 1] * fx
    return upper * (1 - fy) + lower * fy


def _wood(width: int, height: int, rng: Generator) -> Pixels:
    """Planks of brown wood with grain along them."""
    down, across = np.mgrid[0:height, 0:width]
    plank = (across + 0.05 * down) // (width / 3.4)
    tone = np.array([0.86, 1.06, 0.94, 1.10, 0.90, 1.0])[plank.astype(int) % 6]
    wobble = _cloud(width, height, rng, 14) * 26 + _cloud(width, height, rng, 40) * 5
    grain = (
        np.sin((across + 0.05 * down + wobble + plank * 37) / 6.5) * 0.05 + np.sin((across + wobble * 1.7) / 17) * 0.06
    )
    gap = np.abs((across + 0.05 * down) % (width / 3.4)) < 4
    brightness = tone * (1 + grain + (_cloud(width, height, rng, 90) - 0.5) * 0.10) * np.where(gap, 0.35, 1.0)
    return np.array([142.0, 99.0, 64.0]) * brightness[..., None]


def _slate(width: int, height: int, rng: Generator) -> Pixels:
    """A dark stone counter: mottled, with pale flecks."""
    weights = {130: 0.20, 40: 0.18, 9: 0.22}
    mottle = sum(_cloud(width, height, rng, cells, stretch=1) * weight for cells, weight in weights.items())
    flecks = Image.fromarray((rng.random((height, width)) > 0.9992).astype(np.uint8) * 255).filter(
        ImageFilter.MaxFilter(3)
    )
    fleck = np.asarray(flecks.filter(ImageFilter.GaussianBlur(1)), dtype=np.float64) / 255
    return np.array([84.0, 92.0, 98.0]) * (0.72 + mottle + fleck * 0.5)[..., None]


def _cloud(width: int, height: int, rng: Generator, cells: int, stretch: int = 5) -> Pixels:
    """Smooth random values from 0 to 1, `cells` across and longer by `stretch` from top to bottom."""
    coarse = (rng.random((max(2, cells // stretch), cells)) * 255).astype(np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC), dtype=np.float64) / 255


def _shadow_under(cover: Pixels) -> Pixels:
    """The paper's own shadow on the table, to the lower right."""
    moved = np.roll(cover, (16, 13), (0, 1))
    blurred = Image.fromarray((moved * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(13))
    return 1 - 0.55 * np.asarray(blurred, dtype=np.float64) / 255


def _window_light(width: int, height: int, rng: Generator) -> Pixels:
    """Brighter towards one upper corner, the shadow of a hand from below, darker edges."""
    down, across = np.mgrid[0:height, 0:width]
    x, y = across / width, down / height
    if rng.random() < 0.5:
        x = 1 - x
    light = 1.04 - 0.26 * (0.6 * x + 0.4 * y)
    hand = 1 / (1 + np.exp((0.94 - y - 0.30 * x + 0.02 * np.sin(x * 9)) * 26))
    edges = 1 - 0.22 * ((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.5
    return light * (1 - 0.30 * hand) * edges


def _through_the_lens(scene: Pixels, rng: Generator) -> Image.Image:
    height, width = scene.shape[:2]
    image = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))
    noise = rng.normal(0, 2.2, (height, width, 1)) + rng.normal(0, 0.8, (height, width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))
