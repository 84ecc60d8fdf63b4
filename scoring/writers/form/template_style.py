"""The looks of a workbook's cells as plain records: colours of a theme become colours."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any, Final
from xml.etree.ElementTree import fromstring

from openpyxl.styles.colors import COLOR_INDEX

from scoring.writers.form.form_layout import CellStyle

_LINES: Final = (
    "", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot",
    "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot",
)  # fmt: skip
_PATTERNS: Final = (
    "", "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical",
    "darkDown", "darkUp", "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical",
    "lightDown", "lightUp", "lightGrid", "lightTrellis", "gray125", "gray0625",
)  # fmt: skip
"""Kinds of lines and patterns, by their numbers in a format."""
_UNDERLINES: Final = {"single": 1, "double": 2, "singleAccounting": 33, "doubleAccounting": 34}
_SCRIPTS: Final = {"superscript": 1, "subscript": 2}
_ALIGNED: Final = {
    "left": "left", "center": "center", "right": "right", "fill": "fill", "justify": "justify",
    "centerContinuous": "center_across", "distributed": "distributed",
}  # fmt: skip
_STANDING: Final = {
    "top": "top", "center": "vcenter", "bottom": "bottom", "justify": "vjustify",
    "distributed": "vdistributed",
}  # fmt: skip
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ORDER: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
"""The colours of a theme by the numbers that cells give them."""
_USUAL_TEXT: Final = 1
_USUAL_SIZE: Final = 11.0


class Styles:
    """Reads how cells of a workbook look; cells that look alike share a record."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = _theme_colours(theme)
        self._read: dict[int, tuple[CellStyle, bool]] = {}

    def of(self, cell: Any) -> tuple[CellStyle, bool]:
        """Return the look of a cell, and whether it has a gradient, which is left out."""
        key = cell.style_id
        if key not in self._read or cell.coordinate in cell.parent.merged_cells:
            # Of a merged area the lines on the far sides are added while it is read.
            self._read[key] = self._style(cell)
        return self._read[key]

    def _style(self, cell: Any) -> tuple[CellStyle, bool]:
        font, at, border, fill = cell.font, cell.alignment, cell.border, cell.fill
        has_gradient = fill.tagname == "gradientFill"
        pattern = 0 if has_gradient else _index(_PATTERNS, fill.patternType)
        front = "" if not pattern else self._colour(fill.fgColor)
        back = "" if not pattern else self._colour(fill.bgColor)
        lines = {
            side: getattr(border, side) for side in ("left", "right", "top", "bottom", "diagonal")
        }
        drawn = {side: _index(_LINES, line.style if line else None) for side, line in lines.items()}
        colours = {
            side: self._colour(line.color) if drawn[side] else "" for side, line in lines.items()
        }
        diagonal = bool(border.diagonalUp) + 2 * bool(border.diagonalDown)
        style = CellStyle(
            font_name=str(font.name or "宋体"),
            font_size=float(font.sz or _USUAL_SIZE),
            bold=bool(font.b),
            italic=bool(font.i),
            underline=_UNDERLINES.get(font.u or "", 0),
            font_strikeout=bool(font.strike),
            font_script=_SCRIPTS.get(font.vertAlign or "", 0),
            font_color=self._colour(font.color, of_text=True),
            align=_ALIGNED.get(at.horizontal or "", ""),
            valign=_STANDING.get(at.vertical or "", "bottom"),
            text_wrap=bool(at.wrap_text),
            shrink=bool(at.shrink_to_fit),
            indent=int(at.indent or 0),
            rotation=_rotation(int(at.textRotation or 0)),
            num_format=str(cell.number_format),
            pattern=pattern,
            # Of a solid pattern, what lies in front covers the cell.
            bg_color=front if pattern == 1 else back,
            fg_color="" if pattern == 1 else front,
            left=drawn["left"],
            left_color=colours["left"],
            right=drawn["right"],
            right_color=colours["right"],
            top=drawn["top"],
            top_color=colours["top"],
            bottom=drawn["bottom"],
            bottom_color=colours["bottom"],
            diag_type=diagonal if drawn["diagonal"] else 0,
            diag_border=drawn["diagonal"] if diagonal else 0,
            diag_color=colours["diagonal"] if diagonal else "",
        )
        return style, has_gradient

    def _colour(self, colour: Any, *, of_text: bool = False) -> str:
        """Return a colour as ``#RRGGBB``; empty for the usual one."""
        if colour is None:
            return ""
        tint = float(colour.tint or 0)
        if colour.type == "rgb":
            return _tinted(str(colour.rgb)[-6:], tint)
        if colour.type == "theme":
            number = int(colour.theme)
            if of_text and number == _USUAL_TEXT and not tint:
                return ""
            return _tinted(self._theme[number], tint) if number < len(self._theme) else ""
        if colour.type == "indexed" and int(colour.indexed) < len(COLOR_INDEX):
            return _tinted(str(COLOR_INDEX[int(colour.indexed)])[-6:], tint)
        return ""


def _index(names: tuple[str, ...], name: str | None) -> int:
    return names.index(name) if name in names else 0


def _rotation(degrees: int) -> int:
    """Return a rotation as a format has it: 0 to 90 upwards, below 0 downwards, 270 letters stacked."""
    return 270 if degrees == 255 else 90 - degrees if degrees > 90 else degrees


def _theme_colours(theme: bytes | None) -> list[str]:
    """Return the colours of a theme in the order in which cells name them."""
    if not theme:
        return []
    scheme = next(fromstring(theme).iter(f"{_DRAWING}clrScheme"), None)
    found = {}
    for entry in () if scheme is None else scheme:
        colour = next(iter(entry), None)
        if colour is not None:
            found[entry.tag.removeprefix(_DRAWING)] = (
                colour.get("lastClr") or colour.get("val") or ""
            )
    return [found.get(name, "000000") for name in _ORDER]


def _tinted(rgb: str, tint: float) -> str:
    """Return a colour made lighter or darker, as a workbook counts it."""
    if not tint:
        return f"#{rgb.upper()}"
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, colourful = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = hls_to_rgb(hue, min(max(light, 0.0), 1.0), colourful)
    return "#" + "".join(f"{int(part * 255 + 0.001):02X}" for part in parts)
