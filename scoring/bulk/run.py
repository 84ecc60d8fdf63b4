"""A batch from end to end: inputs planned, pieces scored on all cores, outputs put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from scoring.batch.walk import OWN_FOLDER, OutputFolder, Skipped
from scoring.bulk.earlier_outputs import EarlierOutputs
from scoring.bulk.output_tables import check_pyarrow
from scoring.bulk.outputs import BatchOutputs
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.piece_watch import PieceWatch
from scoring.bulk.piece_work import BatchRecipe, OutputFormat, PieceTask
from scoring.bulk.plan import SIZES, PieceSizes, plan_inputs
from scoring.bulk.shared_recipe import SharedRecipe
from scoring.bulk.tally import BatchTally
from scoring.bulk.worker import BulkSettings
from scoring.pool.engine import InThisProcess, PieceEngine
from scoring.pool.process_pool import ProcessPool
from scoring.pool.worker_count import worker_count
from scoring.problem import InputError, Place, Problem
from scoring.work.library import Library

_FEWEST_PIECES: Final = 4
"""With fewer it takes longer to start the processes than they save."""
_MEMORY_OF_ONE: Final = 500_000_000


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
    duplicates: int = 0
    """Submissions whose id another one bears as well."""
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Earlier outputs that somebody had changed, as they are called now."""
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
    format: OutputFormat = "jsonl"
    findings: bool = False
    """Whether each submission is reviewed as well."""


def score_batch(
    paths: Sequence[Path], output: Path, settings: BatchSettings, progress: BatchProgress
) -> BatchRun:
    """Score all records of some files and folders into ``output``.

    Raises :class:`InputError` if a path does not exist, a set cannot be used, nothing can be written
    or a cluster cannot be used.
    """
    from scoring.ledger.lock import RunLock  # noqa: PLC0415 - a browser may lack SQLite

    if output.is_file():
        raise InputError([_no_folder(output)])
    lock = RunLock(output / OWN_FOLDER, output, "结果文件夹")
    lock.acquire()
    try:
        return _locked(paths, output, settings, progress)
    finally:
        lock.release()


def _locked(
    paths: Sequence[Path], output: Path, settings: BatchSettings, progress: BatchProgress
) -> BatchRun:
    """Score the records, while nobody else writes into ``output``."""
    library = Library(settings.bulk.sets)
    for wanted, option in ((settings.bulk.set, "--set"), (settings.against, "--against")):
        if wanted is not None:
            library.scorer(wanted, Place(option))
    if settings.format == "parquet":
        check_pyarrow("--format parquet")
    recipe = BatchRecipe(
        settings.bulk, output, settings.against, settings.format, settings.findings
    )
    outputs = BatchOutputs(recipe)
    store = outputs.store
    earlier = EarlierOutputs(output)
    earlier.check(outputs.names)
    plan = plan_inputs(paths, _own(output, outputs.names), store.folder, settings.sizes)
    digest = recipe.digest()
    tasks = [recipe.task(piece, digest) for piece in plan.pieces]
    if settings.restart:
        store.remove()
    run = BatchRun(BatchTally(), plan.skipped, pieces=len(tasks), remarks=plan.remarks)
    run.discarded = store.keep_only(task.key for task in tasks)
    open_tasks = [task for task in tasks if not store.is_sound(task.key)]
    run.resumed = len(tasks) - len(open_tasks)
    _score(open_tasks, tasks, recipe, store, settings, progress)
    for task in tasks:
        run.tally.merge(store.tally(task.key))
    keys = [task.key for task in tasks]
    run.kept = earlier.keep_changed(outputs.words.files["kept"])
    earlier.begin(outputs.names)
    run.duplicates = outputs.write(keys, run.tally, plan.paths)
    run.written = outputs.names
    earlier.note(run.written)
    store.remove()
    return run


def _own(output: Path, names: Iterable[str]) -> OutputFolder:
    own = {(output / name).absolute() for name in names}
    return OutputFolder(output, (OWN_FOLDER,), lambda path: path.absolute() in own)


def _score(
    tasks: Sequence[PieceTask], all_tasks: Sequence[PieceTask], recipe: BatchRecipe,
    store: PieceStore, settings: BatchSettings, progress: BatchProgress,
) -> None:  # fmt: skip
    """Do the pieces that are not done."""
    ahead = sum(task.piece.weight for task in tasks)
    total = sum(task.piece.weight for task in all_tasks)
    progress.begin(total, total - ahead)
    engine = _engine(recipe, len(tasks), settings)
    try:
        # Of a piece that ends every process it shows under watch which record it is.
        lost = list(_done(engine, "run", tasks, progress))
        watches = {task.key: PieceWatch(store, task.key) for task in lost}
        for watch in watches.values():
            watch.forget()
        while lost:
            before = {task.key: watches[task.key].noted for task in lost}
            lost = list(_done(engine, "run_watched", lost, progress))
            for task in lost:
                if watches[task.key].noted == before[task.key]:
                    raise InputError([_dead(task)])
    finally:
        engine.close()
        progress.end()


def _done(
    engine: PieceEngine, how: str, tasks: Sequence[PieceTask], progress: BatchProgress
) -> Iterator[PieceTask]:
    """Do some pieces and yield those that ended every process that took them."""
    done: Iterator[str | None] = engine.map(how, ([task] for task in tasks), lambda _: None)
    for task, key in zip(tasks, done, strict=True):
        if key is None:
            yield task
        else:
            progress.step(task.piece.weight)


def _engine(recipe: BatchRecipe, pieces: int, settings: BatchSettings) -> PieceEngine:
    if settings.scheduler is not None and pieces:
        from scoring.pool.dask_cluster import DaskCluster  # noqa: PLC0415 - few have a cluster

        return DaskCluster(SharedRecipe.leave_mark(recipe), settings.scheduler)
    count = worker_count(
        pieces, settings.workers, fewest=_FEWEST_PIECES, memory_of_one=_MEMORY_OF_ONE
    )
    return ProcessPool(recipe, count) if count > 1 else InThisProcess(recipe.worker())


def _dead(task: PieceTask) -> Problem:
    """Return the problem of a piece that ends processes before any of its records is begun."""
    hint = "请关闭别的程序，或加 --workers 1 再运行一次；做完的部分不用重做。"
    message = "计分的程序两次被系统中断"
    return Problem("worker-died", message, Place(task.piece.name), hint)


def _no_folder(folder: Path) -> Problem:
    hint = "-o 后面写文件夹的名字；结果有几份文件，写在这个文件夹里。"
    return Problem("output-failed", "不能写入：这是一个文件，不是文件夹", Place(str(folder)), hint)
