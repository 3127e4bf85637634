"""What keeps people out of a page, as axe-core finds it: each fault that is serious or critical."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

# Unless rules are named, only what axe-core itself calls serious or critical.
_RUN = """async only => {
    const options = {resultTypes: ['violations']};
    if (only.length) options.runOnly = {type: 'rule', values: only};
    const found = await axe.run(document, options);
    return found.violations
        .filter(({impact}) => only.length || ['serious', 'critical'].includes(impact))
        .flatMap(({id, nodes}) => nodes.map(
            ({target, html}) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`));
}"""
COLOURS = ("color-contrast", "link-in-text-block")
LANDMARKS = ("region", "landmark-one-main", "page-has-heading-one")


def barriers(page: Page, *only: str) -> list[str]:
    """What is found on a page as it stands; ``only`` names the rules where not all are tried."""
    page.evaluate(_axe())
    found: list[str] = page.evaluate(_RUN, list(only))
    return found


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
