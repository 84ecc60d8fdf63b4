"""The page's engine at the end of a pipe: frames in, frames out; what the process of an engine runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from struct import Struct
from typing import Final

from scoring.page.engine import PageEngine
from scoring.page.frames import pack_frame, unpack_frame

HEAD: Final = Struct(">I?")
"""Before each frame: how long it is, and whether it is the answer or only tells how far it is."""


def serve_pipe(folder: Path | None = None) -> None:
    """Answer messages until the pipe ends; the ledger of a review is kept in ``folder``."""
    coming = sys.stdin.buffer
    going = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not get between the frames

    def send(frame: bytes, *, is_answer: bool) -> None:
        going.write(HEAD.pack(len(frame), is_answer) + frame)
        going.flush()

    engine = PageEngine(lambda text: send(pack_frame(text), is_answer=False), folder)
    while len(head := coming.read(HEAD.size)) == HEAD.size:
        message = unpack_frame(coming.read(HEAD.unpack(head)[0]))
        if message is None:
            return
        answer = engine.answer(message.text, message.files)
        send(pack_frame(answer.text, answer.files), is_answer=True)


if __name__ == "__main__":
    serve_pipe()
