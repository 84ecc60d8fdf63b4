"""A batch by the machines of a cluster, which read its inputs and write its pieces in shared folders."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Final, Self

from scoring.batch.output_log import unwritable
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.piece_work import PARTS, BatchRecipe, PieceWorker
from scoring.problem import InputError, Place, Problem

_MARK: Final = "mark"


@dataclass(frozen=True, slots=True)
class SharedRecipe:
    """A recipe for other machines: each must find the folder of outputs under the same path."""

    recipe: BatchRecipe
    mark: str
    """What stands in that folder as long as the run goes on."""

    @classmethod
    def leave_mark(cls, recipe: BatchRecipe) -> Self:
        """Return the recipe for the machines that find a mark which is left now.

        Raises :class:`InputError` if it cannot be written.
        """
        mark = secrets.token_hex(16)
        folder = PieceStore(recipe.output, PARTS).folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _MARK).write_text(mark, "ascii")
        except OSError as error:
            raise unwritable(folder, error) from error
        # A worker elsewhere stands in another folder.
        sets = recipe.settings.sets
        settings = replace(recipe.settings, sets=None if sets is None else sets.absolute())
        shared = replace(recipe, settings=settings, output=recipe.output.absolute())
        return cls(shared, mark)

    def worker(self) -> PieceWorker:
        """Return a worker of these settings."""
        return self.recipe.worker()

    def digest(self) -> str:
        """Return the digest of all that decides what comes of a record, as it lies on this machine.

        Raises :class:`InputError` where the folder of outputs is another one, or none.
        """
        output = self.recipe.output
        try:
            found = (PieceStore(output, PARTS).folder / _MARK).read_text("ascii")
        except (OSError, ValueError):
            found = ""
        if found != self.mark:
            message = f"在这个工作进程的电脑上打不开结果文件夹 {output}，或那是另一个文件夹"
            hint = (
                "请把输入和 -o 的文件夹放在各台电脑都能用同样的路径读写的共享文件夹里，再运行一次。"
            )
            raise InputError([Problem("cluster-no-folder", message, Place(str(output)), hint)])
        return self.recipe.digest()
