"""The pictures in docs/, drawn anew: `python tests/pictures.py`, after a change of the page.

`pngquant --force --ext .png docs/*.png` makes them a third as large.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import chromium

ROOT = Path(__file__).parent.parent
SEEDS, PAIR = ROOT / "seeds", ROOT / "tests" / "pair"
# Name, what is built for it, the address on the page.
PICTURES = (
    ("graph.png", SEEDS, "view=graph&entity=place-1482d8d930171892"),
    ("overview.png", PAIR, ""),
    ("targets.png", PAIR, "view=targets&place=西岭县"),
)
SIZE = {"width": 1360, "height": 820}
_SETTLED = 1500  # milliseconds after which nothing moves any more


def main() -> None:
    """Build what is shown, open it, and keep the pictures."""
    from kg.pipeline import builder

    if reason := chromium.missing():
        sys.exit(reason)
    with tempfile.TemporaryDirectory() as name, chromium.launched() as browser:
        built = {source: Path(name) / source.name for _, source, _ in PICTURES}
        for source, out in built.items():
            builder.build([source], out)
        for picture, source, address in PICTURES:
            page = browser.new_page(viewport=SIZE, color_scheme="light", locale="zh-CN")
            page.goto(f"{(built[source] / 'graph.html').as_uri()}#{address}")
            page.wait_for_timeout(_SETTLED)
            if "view=targets" in address:  # one opened, with both of its sentences
                page.locator("tr").nth(2).locator("button").first.click()
                page.wait_for_timeout(_SETTLED)
            page.screenshot(path=ROOT / "docs" / picture)
            page.close()


if __name__ == "__main__":
    main()
