"""The one file: code, styles, static answers and layers in one document whose policy names its scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from fetch import HERE, PAGE


def document(
    version: str, code: str, layers: Mapping[str, bytes], answers: Mapping[str, Any], notices: Any
) -> bytes:
    """Return the page."""
    dist = PAGE / "dist"
    scripts = {
        "OLD_BROWSER": (HERE / "old_browser.js").read_text("utf-8"),
        "PAGE": code,
    }
    engine = [block("engine-worker", "text/plain", (dist / "worker.js").read_text("utf-8"))]
    for name, packed in layers.items():
        engine.append(block(f"layer-{name}", "text/plain", base64.b64encode(packed).decode()))
    words = {
        **scripts,
        "POLICY": policy(scripts.values()),
        "VERSION": version,
        "STYLE": (dist / "page.css").read_text("utf-8"),
        "DATA": "\n".join(
            block(name, "application/json", as_json(content))
            for name, content in (("static-answers", answers), ("notices", notices))
        ),
        "ENGINE": "\n".join(engine),
    }
    template = (HERE / "page.html").read_text("utf-8")
    return re.sub(r"@([A-Z_]+)@", lambda found: words[found[1]], template).encode()


def policy(scripts: Any) -> str:
    """Return the policy: the scripts are named by their digests, and nothing is connected to."""
    names = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {names} blob: 'wasm-unsafe-eval'",
            "worker-src blob:",
            "style-src 'unsafe-inline'",
            "img-src blob: data:",
            "frame-src blob:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def block(name: str, kind: str, text: str) -> str:
    """Return an element that holds a text and runs nothing."""
    if "</script" in text.lower() or "<!--" in text:
        raise SystemExit(f"{name}: would end its element")
    return f'<script type="{kind}" id="{name}">{text}</script>'


def as_json(content: Any) -> str:
    """Return JSON in which no sign can begin an element."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
