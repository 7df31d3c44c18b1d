"""A person without a mouse, whose keystrokes are counted."""

from playwright.sync_api import Page

# A link or a form that leads elsewhere is on its way from the keystroke on, though the page goes on answering for a moment.
LEAVING = """
const left = event => setTimeout(() => { if (!event.defaultPrevented) window.__leaving = true; });
const LINK = 'a[href]:not([download], [href^="#"])';
document.addEventListener('click', event => { if (event.target.closest?.(LINK)) left(event); }, true);
document.addEventListener('submit', left, true);
addEventListener('pageshow', () => { window.__leaving = false; });
"""
AT_REST = """() => 'ready' in document.documentElement.dataset && !window.__leaving
  && !document.querySelector(':is(form, main)[aria-busy=true]')"""


class Keyboard:
    """`strokes` counts every key, a typed letter too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0
        page.add_init_script(LEAVING)

    def press(self, *keys: str) -> None:
        """After each, what it sets off has come to rest."""
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1
            self._rest()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)
        self._rest()

    def open(self, path: str) -> None:
        """Where counting begins."""
        self.page.goto(path)
        self._rest()
        self.strokes = 0

    def tab_to(self, selector: str, most: int = 80) -> None:
        """Tab until this has the focus. Raises AssertionError where the keyboard does not come to it."""
        for _ in range(most):
            if self.page.evaluate("selector => document.activeElement?.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
            self.strokes += 1
        raise AssertionError(f"{selector} has no focus after {most} times Tab")

    def _rest(self) -> None:
        self.page.wait_for_timeout(20)
        self.page.wait_for_function(AT_REST)
