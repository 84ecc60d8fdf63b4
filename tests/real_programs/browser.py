"""Chromium for tests: one start a session, without network, in which pages are opened and measured.

Tests take the fixture ``browser``. It speaks the DevTools protocol over a pipe: no port is opened, no
driver is needed. Pages are opened from their files; every request that a page makes is noted.
"""

from __future__ import annotations

import base64
import json
import os
import selectors
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WAIT = 60
"""Seconds that one answer of the browser may take."""
NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pings",
)
STEADY = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=zh-CN",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)

START = """
import fcntl, os, sys
high = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for end, wanted in zip(high, (3, 4)):
    os.dup2(end, wanted)
    os.close(end)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Moves the ends of the pipes to where the browser reads and writes, and becomes the browser."""


class Missing(Exception):
    """Something that the machine lacks; the text says what."""


def program() -> str | None:
    """Return the browser of this machine."""
    if os.name != "posix":
        return None  # the pipe is handed over as on a POSIX system
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@dataclass
class Opened:
    """A page in the browser, and everything that it said and asked for."""

    browser: Browser
    session: str
    said: list[str] = field(default_factory=list)
    """Console messages and errors."""
    requests: list[str] = field(default_factory=list)
    """Addresses that were asked for, the page's own first."""

    def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Run one command of the DevTools protocol."""
        return self.browser.call(method, parameters, self.session)

    def value(self, script: str) -> Any:
        """Return what a JavaScript expression yields."""
        answer = self.do("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def resize(self, width: int, height: int = 800, scale: float = 1) -> None:
        """Show the page in a window of ``width`` CSS pixels; zoom 200 % is half the width, scale 2."""
        self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=False,
        )  # fmt: skip

    def prefer(self, **features: str) -> None:
        """Set what a person prefers (``prefers_color_scheme="dark"``)."""
        chosen = [{"name": k.replace("_", "-"), "value": v} for k, v in features.items()]
        self.do("Emulation.setEmulatedMedia", features=chosen)

    def press(self, key: str, code: int) -> None:
        """Press and release a key (``Tab``, 9)."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.do(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )  # fmt: skip

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        size = self.do("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.do(
            "Page.captureScreenshot", captureBeyondViewport=True, clip=clip, optimizeForSpeed=True
        )
        return base64.b64decode(shot["data"])

    def printed(self) -> bytes:
        """Return the page as PDF, on the paper that it asks for."""
        made = self.do("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(made["data"])

    def tree(self) -> list[dict[str, Any]]:
        """Return the nodes of the accessibility tree that a screen reader would find, in order."""
        nodes = self.do("Accessibility.getFullAXTree")["nodes"]
        named = {node["nodeId"]: node for node in nodes}
        found, waiting = [], [nodes[0]]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting += [named[at] for at in reversed(node.get("childIds", ())) if at in named]
        return [node for node in found if not node.get("ignored")]


class Browser:
    """One running Chromium with a profile in ``folder``."""

    def __init__(self, folder: Path) -> None:
        found = program()
        if found is None:
            raise Missing("not on this machine: Chromium (chromium)")
        reading, sending = os.pipe(), os.pipe()
        self._said = (folder / "browser.log").open("wb")
        ends = (sending[0], reading[1])
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, ends), found, *STEADY, *NO_NETWORK,
             f"--user-data-dir={folder}/profile"],
            stdin=subprocess.DEVNULL, stdout=self._said, stderr=self._said, pass_fds=ends,
            start_new_session=True,
        )  # fmt: skip
        os.close(sending[0])
        os.close(reading[1])
        self._in, self._out = reading[0], sending[1]
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self._in, selectors.EVENT_READ)
        self._rest, self._number = b"", 0
        self._pages: dict[str, Opened] = {}
        self._loaded: set[str] = set()
        try:
            self.version: str = self.call("Browser.getVersion", {})["product"]
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the browser."""
        try:
            self._send("Browser.close", {})
            self._process.wait(20)
        except (OSError, subprocess.TimeoutExpired):
            self._process.terminate()
            self._process.wait()
        self._waiting.close()
        os.close(self._in)
        os.close(self._out)
        self._said.close()

    @contextmanager
    def open(self, path: Path, width: int = 1000) -> Iterator[Opened]:
        """Open a file in a tab of its own, loaded to the end; the tab is closed afterwards."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        page = Opened(self, attached["sessionId"])
        self._pages[page.session] = page
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.do(f"{domain}.enable")
        page.resize(width)
        page.do("Page.navigate", url=path.absolute().as_uri())
        while page.session not in self._loaded:
            self._take()
        try:
            yield page
        finally:
            self.call("Target.closeTarget", {"targetId": target})
            del self._pages[page.session]

    def call(
        self, method: str, parameters: dict[str, Any], session: str | None = None
    ) -> dict[str, Any]:
        """Run one command and return its result; what pages do in the meantime is noted."""
        number = self._send(method, parameters, session)
        while True:
            message = self._take()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return dict(message["result"])

    def _send(self, method: str, parameters: dict[str, Any], session: str | None = None) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        text = json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
        while text:
            text = text[os.write(self._out, text) :]
        return self._number

    def _take(self) -> dict[str, Any]:
        """Return the next message of the browser."""
        end = time.monotonic() + WAIT
        while b"\0" not in self._rest:
            if not self._waiting.select(max(end - time.monotonic(), 0)):
                raise TimeoutError("the browser does not answer")
            got = os.read(self._in, 1 << 20)
            if not got:
                raise RuntimeError(
                    f"the browser ended: {Path(self._said.name).read_text()[-3000:]}"
                )
            self._rest += got
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        page = self._pages.get(message.get("sessionId", ""))
        if page is not None and "method" in message:
            self._note(page, message["method"], message["params"])
        return message

    def _note(self, page: Opened, method: str, told: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded.add(page.session)
            case "Network.requestWillBeSent":
                page.requests.append(told["request"]["url"])
            case "Runtime.consoleAPICalled":
                page.said.append(" ".join(str(a.get("value", a)) for a in told["args"]))
            case "Runtime.exceptionThrown":
                page.said.append(told["exceptionDetails"]["text"])
            case "Log.entryAdded":
                page.said.append(told["entry"]["text"])
