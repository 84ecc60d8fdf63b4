"""``serve``: the page in this computer's browser, with the engine of this installation behind it."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from scoring.cli.terminal import echo, typed_path
from scoring.page.kept_ledger import KeptLedger
from scoring.page.page_code import page_file
from scoring.page.server import PORTS, PageServer, ServedCode

_FILES: Final = {"": "served.html", "page.js": "page.js", "page.css": "page.css"}


def serve_page(folder: Path | None, *, open_browser: bool) -> int:
    """Serve the page until Ctrl+C; the ledger of reviews is kept in ``folder``."""
    code = served_code()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    server = _listening(code, folder, PORTS)
    echo(f"绩效自评：{server.address}")
    echo("只有这台电脑打得开；地址里的一串字符等于钥匙，请不要给别人。")
    if server.server_port != PORTS[0]:
        echo(
            "说明：平时的端口被占用，这次地址不同，浏览器里以前存的草稿看不到。先停下另一个再运行就有。"
        )
    if folder is not None:
        echo(f"复核时签署的认定记入台账：{typed_path(KeptLedger(folder).path)}")
    echo("要停下，请在这个窗口按 Ctrl+C。")
    if open_browser:
        # Some browsers let the caller wait until they are closed.
        threading.Thread(target=_open, args=(server.address,), daemon=True).start()
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()
    echo("已停下。")
    return 0


def _open(address: str) -> None:
    if not webbrowser.open(address):
        echo("没有打开浏览器，请把上面的地址抄到浏览器里。")


def served_code() -> ServedCode:
    """Return what is served; refused where the page's code is not on this computer."""
    files = {address: page_file(name) for address, name in _FILES.items()}
    return ServedCode({address: file.read_bytes() for address, file in files.items()})


def _listening(code: ServedCode, folder: Path | None, ports: Iterable[int]) -> PageServer:
    """Return a server at the first port that is free, or at any."""
    for port in ports:
        with suppress(OSError):
            return PageServer(code, folder=folder, port=port)
    return PageServer(code, folder=folder)
