"""The query page and the search in a real browser: they work, and nothing is asked of another host."""

from __future__ import annotations

from typing import Any

import pytest
from serving import Server

pytestmark = pytest.mark.browser


def test_the_editor_runs_a_shipped_query_and_the_search_leads_to_a_page(server: Server, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{server.root}/query?lang=zh#targets")
    page.click(".yasqe_queryButton >> visible=true")
    page.wait_for_selector("text=高标准农田")
    page.goto(f"{server.root}/?lang=zh")
    page.fill("input[type=search]", "gems")
    page.wait_for_selector("#found li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('格尔木市')")
    context.close()
    assert [url for url in asked if not url.startswith((server.root, "data:"))] == []
    assert told == []
