"""Whether a text has become a part of a page: something ran, or there is an element or attribute that is not ours."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

# Before anything of the page runs. What hostile texts call counts; the dialogs of a browser count too.
COUNTS = """
window.__hits = [];
const count = (...said) => { window.__hits.push(String(said)); };
window.__hit = window.alert = window.confirm = window.prompt = window.print = count;
document.addEventListener('securitypolicyviolation', event => count(`policy: ${event.violatedDirective} ${event.sample}`));
"""

# Elements of the pages themselves: everything else on a page came from a text.
FOREIGN = """() => {
  const found = [...window.__hits];
  const ours = location.origin + '/static/';
  const never = 'iframe embed object base math style marquee foreignobject animate set frame applet plaintext xmp listing';
  const elements = new Set(never.split(' '));
  const tell = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if ('hostile' in (element.dataset ?? {})) tell('marked', element);
    if (elements.has(name.toLowerCase())) tell('element', element);
    if (name === 'script' && !((element.src ?? '').startsWith(ours) || element.type === 'application/json')) tell(name, element);
    if (name === 'link' && !(element.href ?? '').startsWith(ours)) tell('link', element);
    if (name === 'meta' && element.httpEquiv) tell('meta', element);
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) tell('handler', element);
      if (attribute.name === 'style' || attribute.name === 'srcdoc') tell('attribute', element);
      if (/^(href|src|action|formaction|xlink:href|data|poster|background)$/i.test(attribute.name)) {
        const to = new URL(attribute.value, document.baseURI);
        if (to.origin !== location.origin && !['mailto:', 'tel:', 'data:', 'blob:'].includes(to.protocol)) tell('address', element);
        if (to.protocol === 'data:' && !attribute.value.startsWith('data:image/')) tell('address', element);
      }
    }
  }
  return found;
}"""


def install(context: BrowserContext) -> None:
    context.add_init_script(COUNTS)


def foreign(page: Page) -> list[str]:
    """What ran, and what is on the page that is not ours. Empty is good."""
    found: Any = page.evaluate(FOREIGN)
    return found
