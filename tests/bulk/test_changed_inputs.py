"""An input that is no longer what was planned ends the run: no record of another file is scored."""

from __future__ import annotations

import pytest

from scoring.batch.walk import OutputFolder
from scoring.bulk.piece_work import BatchRecipe
from scoring.bulk.plan import SIZES, plan_inputs
from scoring.bulk.worker import BulkSettings
from scoring.problem import InputError
from tests.bulk.conftest import write_lines
from tests.folders import EXAMPLES


@pytest.fixture
def inputs(examples, tmp_path):
    """A file of each kind."""
    import pyarrow
    import pyarrow.parquet

    folder = tmp_path / "报送"
    folder.mkdir()
    write_lines(folder / "全省.jsonl", examples)
    (folder / "一份.yaml").write_bytes(EXAMPLES[0].read_bytes())
    table = pyarrow.table({"id": ["1", "1"], "project": ["甲", "甲"], "name": ["一", "二"]})
    pyarrow.parquet.write_table(table, folder / "表.parquet")
    return folder


@pytest.mark.parametrize("name", ["全省.jsonl", "一份.yaml", "表.parquet"])
@pytest.mark.parametrize("code", ["input-changed", "unreadable"])
def test_a_file_that_was_changed_or_is_gone_is_named(inputs, tmp_path, name, code):
    output = tmp_path / "出"
    own = OutputFolder(output, (), lambda _: False)
    plan = plan_inputs([inputs], own, output, SIZES)
    recipe = BatchRecipe(BulkSettings(), output)
    (task,) = (recipe.task(piece, "") for piece in plan.pieces if piece.name == name)
    path = inputs / name
    if code == "unreadable":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    with pytest.raises(InputError) as error:
        list(recipe.worker().run([task]))
    (problem,) = error.value.problems
    assert (problem.code, problem.place.file) == (code, name)
