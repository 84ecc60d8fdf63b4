"""A batch from end to end: inputs planned, pieces scored on all cores, outputs put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from scoring.batch.walk import OWN_FOLDER, OutputFolder, Skipped
from scoring.bulk.analysis_files import (
    LISTS,
    analysis_files,
    list_files,
    list_head,
    write_analysis,
)
from scoring.bulk.bulk_words import BulkWords
from scoring.bulk.manifest import Manifest, manifest_path
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.piece_work import PARTS, BatchRecipe, PieceTask
from scoring.bulk.plan import SIZES, BatchPlan, PieceSizes, plan_inputs
from scoring.bulk.shared_recipe import SharedRecipe
from scoring.bulk.tally import BatchTally
from scoring.bulk.worker import BulkSettings
from scoring.files.atomic import FilesTogether, remove_left_over
from scoring.pool.engine import InThisProcess, PieceEngine
from scoring.pool.process_pool import ProcessPool
from scoring.pool.worker_count import worker_count
from scoring.problem import InputError, Place, Problem
from scoring.words import load_vocabulary
from scoring.work.library import Library

_FEWEST_PIECES: Final = 4
"""With fewer it takes longer to start the processes than they save."""
_MEMORY_OF_ONE: Final = 500_000_000
_BLOCK: Final = 4_000_000


class BatchProgress(Protocol):
    """Is called as a batch goes on."""

    def begin(self, total: int, done: int) -> None:
        """So many lines and forms lie ahead, of which so many were done by an earlier run."""

    def step(self, count: int) -> None:
        """So many more are done."""

    def end(self) -> None:
        """The work is done or was stopped."""


@dataclass(slots=True)
class BatchRun:
    """What came of a batch."""

    tally: BatchTally
    skipped: list[Skipped]
    resumed: int = 0
    """Pieces that an earlier run had done."""
    pieces: int = 0
    discarded: int = 0
    """Pieces of an earlier run that are of no use: inputs, settings or program are others now."""
    written: list[str] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    """What is to be said of the columns of tables."""


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """What is asked of a batch besides its inputs."""

    bulk: BulkSettings
    against: str | None = None
    """The set by which all is scored a second time, to see what it moves."""
    workers: int | None = None
    """None for as many as there are processors."""
    scheduler: str | None = None
    """The address of the Dask scheduler whose processes do the work; None for this machine."""
    restart: bool = False
    """Whether nothing of an earlier run is used."""
    sizes: PieceSizes = SIZES


def score_batch(
    paths: Sequence[Path], output: Path, settings: BatchSettings, progress: BatchProgress
) -> BatchRun:
    """Score all records of some files and folders into ``output``.

    Raises :class:`InputError` if a path does not exist, a set cannot be used, nothing can be written
    or a cluster cannot be used.
    """
    if output.is_file():
        raise InputError([_no_folder(output)])
    library = Library(settings.bulk.sets)
    for wanted, option in ((settings.bulk.set, "--set"), (settings.against, "--against")):
        if wanted is not None:
            library.scorer(wanted, Place(option))
    words = load_vocabulary(BulkWords)
    names = output_names(words) | list_files(settings.against)
    store = PieceStore(output, PARTS)
    plan = plan_inputs(
        paths,
        _own(output, [*names.values(), *analysis_files(settings.against)]),
        store.folder,
        settings.sizes,
    )
    recipe = BatchRecipe(settings.bulk, output, settings.against)
    digest = recipe.digest()
    tasks = [recipe.task(piece, digest) for piece in plan.pieces]
    if settings.restart:
        store.remove()
    run = BatchRun(BatchTally(), plan.skipped, pieces=len(tasks), remarks=plan.remarks)
    run.discarded = store.keep_only(task.key for task in tasks)
    open_tasks = [task for task in tasks if not store.is_sound(task.key)]
    run.resumed = len(tasks) - len(open_tasks)
    _score(open_tasks, tasks, recipe, settings, progress)
    for task in tasks:
        run.tally.merge(store.tally(task.key))
    _write(output, names, store, tasks, plan, recipe)
    run.written = [*names.values(), *analysis_files(settings.against)]
    store.remove()
    return run


def output_names(words: BulkWords) -> dict[str, str]:
    """Return the files that a batch writes, by what stands in them."""
    files = words.files
    return {
        "submissions": f"{files['submissions']}.jsonl",
        "rows": f"{files['rows']}.jsonl",
        "aside": f"{files['aside']}.jsonl",
        "aside_text": f"{files['aside']}.txt",
    }


def _own(output: Path, names: Iterable[str]) -> OutputFolder:
    own = {(output / name).absolute() for name in names}
    return OutputFolder(output, (OWN_FOLDER,), lambda path: path.absolute() in own)


def _score(
    tasks: Sequence[PieceTask], all_tasks: Sequence[PieceTask], recipe: BatchRecipe,
    settings: BatchSettings, progress: BatchProgress,
) -> None:  # fmt: skip
    """Do the pieces that are not done."""
    ahead = sum(task.piece.weight for task in tasks)
    total = sum(task.piece.weight for task in all_tasks)
    progress.begin(total, total - ahead)
    engine = _engine(recipe, len(tasks), settings)
    try:
        done: Iterator[str] = engine.map("run", ([task] for task in tasks), _lost)
        for task, _ in zip(tasks, done, strict=True):
            progress.step(task.piece.weight)
    finally:
        engine.close()
        progress.end()


def _engine(recipe: BatchRecipe, pieces: int, settings: BatchSettings) -> PieceEngine:
    if settings.scheduler is not None and pieces:
        from scoring.pool.dask_cluster import DaskCluster  # noqa: PLC0415 - few have a cluster

        return DaskCluster(SharedRecipe.leave_mark(recipe), settings.scheduler)
    count = worker_count(
        pieces, settings.workers, fewest=_FEWEST_PIECES, memory_of_one=_MEMORY_OF_ONE
    )
    return ProcessPool(recipe, count) if count > 1 else InThisProcess(recipe.worker())


def _lost(task: PieceTask) -> str:
    hint = "请关闭别的程序，或加 --workers 1 再运行一次；做完的部分不用重做。"
    message = "计分的程序两次被系统中断"
    raise InputError([Problem("worker-died", message, Place(task.piece.name), hint)])


def _write(
    output: Path, names: dict[str, str], store: PieceStore, tasks: Sequence[PieceTask],
    plan: BatchPlan, recipe: BatchRecipe,
) -> None:  # fmt: skip
    """Put all outputs in place: all or none."""
    remove_left_over(output)
    with FilesTogether() as files:
        for part, name in names.items():
            files.append(output / name, list_head(part) if part in LISTS else b"")
            for task in tasks:
                with store.part(task.key, part).open("rb") as opened:
                    while block := opened.read(_BLOCK):
                        files.append(output / name, block)
        kept = (store.part(task.key, "analysis").read_bytes() for task in tasks)
        write_analysis(kept, Library(recipe.settings.sets), recipe.against, output, files)
        manifest = Manifest(recipe.settings, recipe.settings.digest(), plan.paths)
        files.write(manifest_path(output), manifest.to_json())


def _no_folder(folder: Path) -> Problem:
    hint = "-o 后面写文件夹的名字；结果有几份文件，写在这个文件夹里。"
    return Problem("output-failed", "不能写入：这是一个文件，不是文件夹", Place(str(folder)), hint)
