"""Debian's Chromium for tests, driven by Playwright: what a page asks for and complains about is remembered."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Opens the page of samples at an address: the fixture `open_page`.
Open = Callable[..., Any]

NAMES = ("chromium", "chromium-browser", "google-chrome")


def missing() -> str:
    """What is not there and how to get it, in one line; empty where a browser can be driven."""
    if not any(map(shutil.which, NAMES)):
        return "no chromium; on Debian and Ubuntu: apt-get install chromium"
    return "" if find_spec("playwright") else "no playwright; pip install -e '.[dev]'"


def writes_chinese() -> bool:
    """Whether there is a font with Chinese; without one a browser prints boxes, which are no text."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout)


@contextmanager
def launched() -> Iterator[Any]:
    """A browser without a window and without a network."""
    from playwright.sync_api import sync_playwright

    executable = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def until(page: Any, expression: str, patience: float = 15.0) -> Any:
    """Wait until an expression holds, and answer with its value.

    Playwright's own waiting evaluates text inside the page, which the policy of the page forbids.
    """
    deadline = time.monotonic() + patience
    while not (value := page.evaluate(expression)):
        if time.monotonic() > deadline:
            raise TimeoutError(expression)
        time.sleep(0.02)
    return value


class Watched:
    """A page in a window of its own, with every request, error and word on the console since the last `forget`."""

    def __init__(self, browser: Any, width: int = 1400, height: int = 900) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True, reduced_motion="reduce"
        )
        self.context.set_default_timeout(8000)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: Path, address: str) -> Any:
        """Go to a page afresh and wait until it is ready."""
        self.page.goto("about:blank")
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(path.as_uri() + address)
        until(self.page, "document.documentElement.dataset.ready")
        return self.page

    def asked_for(self) -> set[str]:
        """Everything that was asked for, without the parts behind `#`."""
        return {url.partition("#")[0] for url in self.requests if not url.startswith("blob:")}
