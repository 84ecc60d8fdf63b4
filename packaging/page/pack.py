"""Compile the modules of a layer and pack it. Runs in the page's own Python, under node (`pack.mjs`).

A layer is files with their paths: a line of JSON that lists path and size of each, then their
contents one after the other. Modules are compiled by the Python that will load them; the packed bytes
depend on nothing of the machine.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
import zlib
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

from compression import zstd

WITH_TEXTS = ("scoring/", "pyodide/", "_pyodide/")
"""Packages whose docstrings are used: descriptions of models, help on functions of the runtime."""


def pack(source: Path, target: Path, how: str, level: int) -> None:
    """Pack the files below a folder, by ``gzip`` (browsers unpack it) or ``zstd`` (Python does)."""
    names, contents = [], []
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        name, content = made(path.relative_to(source).as_posix(), path.read_bytes())
        names.append([name, len(content)])
        contents.append(content)
    head = json.dumps(names, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    plain = b"".join([head, *contents])
    if how == "gzip":
        squeezer = zlib.compressobj(level, zlib.DEFLATED, 31)
        target.write_bytes(squeezer.compress(plain) + squeezer.flush())
    else:
        of = zstd.CompressionParameter
        options = {of.compression_level: level, of.window_log: 25, of.checksum_flag: 1}
        target.write_bytes(zstd.compress(plain, options=options))


def made(name: str, content: bytes) -> tuple[str, bytes]:
    """Return a file as the page has it: a module compiled, what is squeezed already loosened."""
    if name.endswith(".py"):
        return f"{name}c", compiled(name, content)
    if name.endswith(".json.gz"):
        # Squeezed anew together with its likes it takes a tenth.
        return name, gzip.compress(gzip.decompress(content), compresslevel=0, mtime=0)
    return name, content


def compiled(name: str, source: bytes) -> bytes:
    """Return the compiled module, with a digest of its source by which the program knows itself."""
    inner = name.partition("site-packages/")[2] or name.rpartition("python3.14/")[2]
    tree = ast.parse(source)
    if not inner.startswith(WITH_TEXTS):
        _drop_texts(tree)
    code = compile(tree, inner, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, hashlib.sha256(source).digest()[:8], False))


def _drop_texts(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
            if not node.body:
                node.body.append(ast.Pass(lineno=1, col_offset=0))
