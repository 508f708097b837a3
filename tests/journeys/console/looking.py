"""What is wrong with a page that is shown: for those who cannot see it well, in its words, in its width."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

WEB: Final = Path(__file__).parents[3] / "web"
AXE: Final = WEB / "node_modules" / "axe-core" / "axe.min.js"
UNSAID: Final = re.compile(r"undefined|\bNaN\b|\[object|\{\{|\}\}|Invalid Date|操作被拒绝（|This was refused \(")
RAW_KEY: Final = re.compile(r"\b[a-z]+[A-Za-z]*(\.[a-z][A-Za-z]*){1,3}\b")
"""What an untranslated key looks like; addresses of people and pages are taken out first."""

CHECK: Final = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(" | ")}`);
}"""
IS_WIDE: Final = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def faults_of(page: Page) -> Iterator[str]:
    """What is wrong with the page that is shown."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    yield from page.evaluate(CHECK)
    text = page.locator("body").inner_text()
    yield from (f"says {match[0]}" for match in UNSAID.finditer(text))
    plain = re.sub(r"\S+@\S+|https?://\S+|\S+\.(xlsx|csv|json|pdf|zip)\b", "", text)
    yield from (f"says {match[0]}" for match in RAW_KEY.finditer(plain) if "example" not in match[0])
    if page.evaluate(IS_WIDE):
        yield "is wider than the window"
