"""`python -m scripts.screenshots`: pictures of the dashboard's main pages, as the demo fills them, into docs/screenshots/.

Needs Chromium (Debian: apt-get install chromium). Starts `payables demo` in a temporary folder, signs in with the link that it
prints, and stops it again.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from tests.harness.chromium import LOOKS, browsing, chromium, context_of
from tests.harness.ports import free_port

PAYABLES = str(Path(sys.executable).with_name("payables"))
FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
PASSWORD = "an even quieter evening"
QUALITY = 62
MOST_BYTES = 1_000_000
# Name of the picture -> address; `list > begin` is the first link on that page which begins so.
PAGES = {
    "queue": "/queue/all",
    "invoice": "/queue/all > /invoices/",
    "uploads": "/uploads",
    "overview": "/overview?days=365&per=month",
    "vendors": "/vendors",
    "exports": "/exports",
    "policies": "/policies",
}


def main() -> None:
    path = chromium()
    if path is None:
        sys.exit("no Chromium: install it (Debian: apt-get install chromium), or name it in PAYABLES_CHROMIUM")
    FOLDER.mkdir(exist_ok=True)
    with _demo() as (base_url, welcome), browsing(path) as browser:
        cookies = _sign_in(browser, base_url, welcome)
        sizes = {
            file.name: file.stat().st_size for look in LOOKS for file in _pictures(browser, base_url, cookies, look)
        }
    for name, size in sizes.items():
        print(f"{name:28} {size / 1000:7.1f} kB")
    print(f"{'in all':28} {sum(sizes.values()) / 1000:7.1f} kB")
    if sum(sizes.values()) > MOST_BYTES:
        sys.exit("the pictures are more than 1 MB together: show fewer pages, or lower QUALITY")


@contextmanager
def _demo() -> Iterator[tuple[str, str]]:
    """Its address, and the link that sets the first password, once its story is told."""
    with tempfile.TemporaryDirectory(prefix="payables-") as folder:
        Path(folder).chmod(0o711)  # as root, the database runs as another user, who has to pass
        port = free_port()
        command = [PAYABLES, "demo", "--data-dir", f"{folder}/data", "--port", str(port)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            link = next((line.split()[-1] for line in process.stdout if "/welcome/" in line), None)
            if link is None:
                sys.exit("the demo ended before it told how to sign in")
            yield f"http://127.0.0.1:{port}", link
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _sign_in(browser: Browser, base_url: str, welcome: str) -> tuple[str, str]:
    """The session's cookie."""
    context = context_of(browser, base_url, None)
    tab = context.new_page()
    tab.goto(welcome)
    for field in tab.locator("input[type=password]").all():
        field.fill(PASSWORD)
    tab.locator("main button").first.click()
    tab.wait_for_url("**/queue/**")
    (cookie,) = (one for one in context.cookies() if one.get("httpOnly"))
    context.close()
    return cookie["name"], cookie["value"]


def _pictures(browser: Browser, base_url: str, cookie: tuple[str, str], look: str) -> Iterator[Path]:
    context = context_of(browser, base_url, cookie, look=look)
    tab = context.new_page()
    for name, address in PAGES.items():
        _open(tab, address)
        file = FOLDER / f"{name}-{look}.webp"
        Image.open(io.BytesIO(tab.screenshot())).save(file, "WEBP", quality=QUALITY, method=6)
        yield file
    context.close()


def _open(tab: Page, address: str) -> None:
    """With all that belongs to the page, its document too."""
    page, _, word = address.partition(" > ")
    tab.goto(page, wait_until="networkidle")
    if word:
        link = tab.locator(f"main a[href^='{word}']:not([href='/invoices/new'])").first.get_attribute("href")
        tab.goto(link or page, wait_until="networkidle")


if __name__ == "__main__":
    main()
