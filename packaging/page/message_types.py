"""Write the messages of the page as TypeScript (``page/src/messages.ts``), from their models.

python packaging/page/message_types.py
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "page" / "src" / "messages.ts"
_HEAD = "// Made from scoring/page/messages by packaging/page/message_types.py; changed there.\n"
_PLAIN = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


def message_types() -> str:
    """Return the TypeScript of all messages, and of a submission."""
    from scoring.page import messages  # noqa: PLC0415
    from scoring.page.messages.message import PageBody  # noqa: PLC0415
    from scoring.page.operations import OPERATIONS  # noqa: PLC0415
    from scoring.records.submission import Submission  # noqa: PLC0415

    models: dict[str, type[Any]] = {}
    for found in pkgutil.iter_modules(messages.__path__):
        module = importlib.import_module(f"{messages.__name__}.{found.name}")
        for name, value in inspect.getmembers(module, inspect.isclass):
            if (
                issubclass(value, PageBody)
                and value is not PageBody
                and value.__module__ == module.__name__
            ):
                models[name] = value
    declared: dict[str, str] = {}
    for name in sorted(models):
        # The page may leave out what has a default; the engine always says everything.
        mode: Any = "validation" if name.endswith(("Ask", "Given")) else "serialization"
        _declare(name, models[name].model_json_schema(mode=mode), declared)
    _declare("Submission", Submission.model_json_schema(by_alias=True), declared)
    lines = [_HEAD, *(declared[name] for name in sorted(declared))]
    ops = "".join(
        f'  "{op}": {{ ask: {what.ask.__name__}; answer: {what.answer.__name__} }};\n'
        for op, what in OPERATIONS.items()
    )
    lines.append(
        f"/** Every operation: what it asks and what it answers. */\nexport interface Operations {{\n{ops}}}\n"
    )
    return "\n".join(lines)


def _declare(name: str, schema: dict[str, Any], declared: dict[str, str]) -> None:
    for inner, definition in schema.get("$defs", {}).items():
        if inner not in declared:
            declared[inner] = ""
            declared[inner] = _interface(inner, definition)
    declared[name] = _interface(name, schema)


def _interface(name: str, schema: dict[str, Any]) -> str:
    said = _comment(schema.get("description", ""), "")
    if "properties" not in schema:
        body = _type(schema) if schema.get("type") != "object" else "Record<string, never>"
        return f"{said}export type {name} = {body};\n"
    required = set(schema.get("required", ()))
    fields = "".join(
        f"{_comment(field.get('description', ''), '  ')}  {_key(key)}{'' if key in required else '?'}: {_type(field)};\n"
        for key, field in schema["properties"].items()
    )
    return f"{said}export interface {name} {{\n{fields}}}\n"


def _key(key: str) -> str:
    return key if key.isidentifier() else f'"{key}"'


def _comment(text: str, indent: str) -> str:
    first = text.split("\n\n", maxsplit=1)[0].replace("\n", " ").replace("*/", "* /").strip()
    return f"{indent}/** {first} */\n" if first else ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " | ".join(dict.fromkeys(_type(one) for one in schema[key]))
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(one) for one in schema['prefixItems'])}]"
        return f"readonly ({_type(schema.get('items', {}))})[]"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"Record<string, {_type(more) if isinstance(more, dict) else 'unknown'}>"
    return _PLAIN.get(str(kind), "unknown")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(message_types(), encoding="utf-8", newline="\n")
