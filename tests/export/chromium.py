"""A headless Chromium for tests, driven over a pipe by its DevTools protocol; it needs only the browser itself."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 30.0


def executable() -> str | None:
    """Where the browser is, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One browser with one page. Remembers every request, every error and every word on the console."""

    def __init__(self, profile: Path, width: int = 1400, height: int = 900) -> None:
        theirs, self._writing = os.pipe()
        self._reading, answers = os.pipe()
        self._process = subprocess.Popen(
            self._command(profile, theirs, answers), pass_fds=(theirs, answers), stderr=subprocess.DEVNULL
        )
        os.close(theirs)
        os.close(answers)
        self._rest, self._number, self._session = b"", 0, ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.resize(width, height)

    @staticmethod
    def _command(profile: Path, reading: int, writing: int) -> list[str]:
        browser = executable()
        assert browser
        # The browser speaks on its descriptors 3 and 4, whatever numbers ours have.
        moves = f'exec 8<&{reading} 9>&{writing}; exec 3<&8 4>&9 8<&- 9>&-; exec "$@"'
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        flags += [
            "--remote-debugging-pipe",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-extensions",
        ]
        return ["bash", "-c", moves, "browser", browser, *flags, "--lang=zh-CN", f"--user-data-dir={profile}"]

    def close(self) -> None:
        """End the browser."""
        self._process.kill()
        self._process.wait()
        os.close(self._writing)
        os.close(self._reading)

    def call(self, method: str, **parameters: Any) -> Any:
        """The result of a method of the protocol."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _PATIENCE
        while True:
            answer = self._next(deadline)
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def _next(self, deadline: float) -> Mapping[str, Any] | None:
        while b"\0" not in self._rest:
            if not select.select([self._reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
                return None
            chunk = os.read(self._reading, 1 << 20)
            if not chunk:
                raise EOFError("the browser has gone")
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._remember(message.get("method", ""), message.get("params", {}))
        return message

    def _remember(self, method: str, event: Mapping[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(event["exceptionDetails"])[:800])
        elif method == "Log.entryAdded":
            self.complaints.append(json.dumps(event["entry"])[:800])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(json.dumps(event["args"])[:800])
        elif method == "Page.javascriptDialogOpening":
            self.complaints.append(f"dialog: {event['message']}")

    def open(self, url: str, ready: str = "document.documentElement?.dataset.ready") -> None:
        """Go to an address, afresh, and wait until `ready`."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=url)
        self.wait(ready)

    def run(self, expression: str) -> Any:
        """The value of an expression in the page."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:800])
        return result["result"].get("value")

    def wait(self, expression: str, patience: float = 15.0) -> Any:
        """Wait until an expression holds, and answer with its value."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            value = self.run(expression)
            if value:
                return value
            time.sleep(0.02)
        raise TimeoutError(expression)

    def text(self, selector: str = "body") -> str:
        """What a person reads in an element."""
        return str(self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def click(self, selector: str) -> None:
        """Press an element where it stands."""
        find = f"const found = document.querySelector({json.dumps(selector)});"
        measure = "found.scrollIntoView({block: 'center'}); const box = found.getBoundingClientRect();"
        middle = "return [box.x + box.width / 2, box.y + box.height / 2];"
        spot = self.run(f"(() => {{ {find} {measure} {middle} }})()")
        self.click_at(*spot)

    def click_at(self, x: float, y: float) -> None:
        """Press the left button at a point of the window."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=text)

    def key(self, name: str, code: int = 0) -> None:
        """Press and release a key by its name (`Enter`, `ArrowDown`, `/`)."""
        text = {"text": "\r" if name == "Enter" else name} if len(name) == 1 or name == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=name, windowsVirtualKeyCode=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Give the window a size in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    def screenshot(self, path: Path) -> None:
        """Keep what the window shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
