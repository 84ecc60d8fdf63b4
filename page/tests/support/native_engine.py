"""The page's engine behind a pipe, for tests of the page: frames in, frames out, natively.

Each frame stands behind its length (32 bits, big end first).
"""

from __future__ import annotations

import os
import sys
from struct import pack, unpack

from scoring.page.engine import PageEngine
from scoring.page.frames import pack_frame, unpack_frame


def main() -> None:
    """Answer until the pipe ends."""
    coming = sys.stdin.buffer
    # What a library prints must not come between the frames.
    going = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def send(frame: bytes) -> None:
        going.write(pack(">I", len(frame)) + frame)
        going.flush()

    engine = PageEngine(lambda text: send(pack_frame(text)))
    while len(length := coming.read(4)) == 4:
        frame = unpack_frame(coming.read(unpack(">I", length)[0]))
        assert frame is not None, "a frame that is none"
        answer = engine.answer(frame.text, frame.files)
        send(pack_frame(answer.text, answer.files))


main()
