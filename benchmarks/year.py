"""What the papers of a year cost: sixty projects, all papers beside the scoring of the sixty.

Run from a checkout: ``python benchmarks/year.py``. Only the ratio of one run means anything.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scoring.readers.submissions import parse_submissions
from scoring.words import load_vocabulary
from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library
from scoring.work.score import score_all, score_submission
from scoring.work.year.make import make_year
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.write.book import fill_workbook

ROOT = Path(__file__).parents[1]
PROJECTS = 60
ROUNDS = 2
RECORD = """\
schema: ziping/year/1
year: 2022
department: 深圳市政务服务数据管理局
texts: {自评工作: 按制度办理。}
"""


def year_folder(folder: Path, library: Library) -> Path:
    """Make the folder: the six published forms ten times, as workbooks that were filled in."""
    layout = load_vocabulary(FillLayout)
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    for number in range(PROJECTS):
        path = examples[number % len(examples)]
        [(_, form)] = parse_submissions(path.read_text("utf-8"), path.name)
        project = form.project.model_copy(
            update={
                "name": f"{form.project.name}{number:02}",
                "code": f"{form.project.code}{number:02}",
            }
        )
        form = form.model_copy(update={"project": project, "unplaced": (), "repairs": ()})
        content = fill_workbook(fill_in_plan(library, form.set, form), layout)
        inside = folder / "填报" / form.unit
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number:02}-{project.name}.xlsx").write_bytes(content)
    (folder / "部门年度.yaml").write_text(RECORD, "utf-8")
    return folder


def seconds(task: Callable[[], object]) -> float:
    """Return the processor time of a task."""
    gc.collect()
    start = time.process_time()
    task()
    return time.process_time() - start


def main() -> None:
    library = Library()
    with tempfile.TemporaryDirectory() as name:
        folder = year_folder(Path(name) / "2022", library)
        files = sorted((folder / "填报").rglob("*.xlsx"))

        def score() -> None:
            for file in files:
                list(score_all(file, None, library))

        def make() -> None:
            for path in folder.iterdir():
                if path.is_dir() and path.name != "填报":
                    shutil.rmtree(path)
            make_year(folder, library)

        def again() -> None:
            make_year(folder, library)

        forms = [found.submission for file in files for found in score_all(file, None, library)]

        def alone() -> None:
            for form in forms:
                score_submission(form, library)

        score()
        make_year(folder, library)
        scored = min(seconds(score) for _ in range(ROUNDS))
        made = min(seconds(make) for _ in range(ROUNDS))
        bare = min(seconds(alone) for _ in range(ROUNDS))
        kept = min(seconds(again) for _ in range(ROUNDS))
        papers = [path for path in folder.rglob("*") if path.suffix == ".docx"]
        largest = max(path.stat().st_size for path in papers)
    print(f"{PROJECTS} workbooks read and scored: {scored:.2f} s")
    print(f"all papers of them ÷ that: {made / scored:.1f} ({made:.2f} s, goal ≤ 10)")
    print(f"the same ÷ scoring alone, nothing read: {made / bare:.0f} ({bare:.2f} s)")
    print(f"nothing changed ÷ that: {kept / scored:.2f}")
    print(f"largest of {len(papers)} documents: {largest / 1000:.0f} kB (goal < 1000)")


if __name__ == "__main__":
    main()
