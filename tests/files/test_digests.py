"""The program knows itself by its sources, compiled or not."""

import hashlib

import pytest

from scoring.files.digests import module_or_folder, source_pieces


def test_a_compiled_module_counts_as_its_source(tmp_path):
    source = b"print(1)\n"
    plain, compiled = tmp_path / "plain", tmp_path / "compiled"
    (plain / "__pycache__").mkdir(parents=True)
    compiled.mkdir()
    (plain / "one.py").write_bytes(source)
    (plain / "__pycache__/one.cpython-311.pyc").write_bytes(b"of some day")
    head = b"magic..." + hashlib.sha256(source).digest()[:8]
    (compiled / "one.pyc").write_bytes(head + b"code")
    assert list(source_pieces(plain)) == list(source_pieces(compiled))
    (plain / "one.py").write_bytes(b"print(2)\n")
    assert list(source_pieces(plain)) != list(source_pieces(compiled))
    assert module_or_folder(compiled, "one.py") == compiled / "one.pyc"
    with pytest.raises(LookupError):
        module_or_folder(plain, "two.py")
