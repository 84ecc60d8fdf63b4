"""Compares pictures coarsely: the same to the eye passes, a lost block or a dark page does not.

A picture is kept as a small grey PNG and compared on a grid of fields some letters wide, so that another
version of a font or of the browser changes little. ``ZIPING_PICTURES=renew`` writes the kept pictures
anew instead of comparing; look at them before they are committed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageFilter

WIDTH = 240
"""Pixels across a kept picture."""
FIELD = 8
"""Pixels across a field of the grid, in a kept picture."""
LENGTH = 0.04
"""How much longer or shorter a picture may be, as a share."""
SHADE = 16
"""Steps of grey (of 255) by which a field may differ: another font changes 10, a lost block 30."""
FIELDS = 0.01
"""Share of fields that may differ by more."""


def small(picture: bytes) -> Image.Image:
    """Return a picture as it is kept: grey, ``WIDTH`` pixels across."""
    with Image.open(io.BytesIO(picture)) as opened:
        grey = opened.convert("L")
    return grey.resize((WIDTH, round(grey.height * WIDTH / grey.width)), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> str:
    """Say how two small pictures differ; empty where they are the same to the eye."""
    if abs(one.height - other.height) > LENGTH * other.height:
        return f"{one.height} pixels long instead of {other.height}"
    grid = (WIDTH // FIELD, max(other.height // FIELD, 1))
    pairs = list(zip(_fields(one, grid), _fields(other, grid), strict=True))
    apart = [abs(a - b) for a, b in pairs]
    far = [at for at, by in enumerate(apart) if by > SHADE]
    if len(far) <= FIELDS * len(apart):
        return ""
    rows = sorted({at // grid[0] for at in far})
    return (
        f"{len(far)} of {len(apart)} fields differ, from {rows[0] * 100 // grid[1]} % "
        f"to {(rows[-1] + 1) * 100 // grid[1]} % of the height"
    )


def _fields(picture: Image.Image, grid: tuple[int, int]) -> Sequence[int]:
    blurred = picture.filter(ImageFilter.BoxBlur(FIELD / 2))
    return blurred.resize(grid, Image.Resampling.BOX).tobytes()


def check(picture: bytes, kept: Path, seen: Path) -> None:
    """Compare a picture with the kept one; where they differ, leave it in the folder ``seen``."""
    now = small(picture)
    if os.environ.get("ZIPING_PICTURES") == "renew":
        kept.parent.mkdir(parents=True, exist_ok=True)
        # With fewer greys the broad fields of a chart would be kept in another shade than they have.
        now.quantize(32).save(kept, optimize=True)
        return
    assert kept.exists(), f"no picture {kept.name}: ZIPING_PICTURES=renew makes it"
    with Image.open(kept) as opened:
        unlike = difference(now, opened.convert("L"))
    if unlike:
        (seen / kept.name).write_bytes(picture)
    assert not unlike, (
        f"{kept.name}: {unlike}. Look at {seen / kept.name}; if it is as it should be, "
        "run again with ZIPING_PICTURES=renew and commit the new picture."
    )
