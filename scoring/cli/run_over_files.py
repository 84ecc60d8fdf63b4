"""A run over files, one after the other: its progress, the files that fail, the list at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scoring.cli.terminal import echo
from scoring.problem import Place, Problem, render_all
from scoring.words import load_vocabulary

if TYPE_CHECKING:
    from scoring.cli.inputs import InputFiles, RunFile
    from scoring.cli.progress import ProgressBar
    from scoring.problem import InputError
    from scoring.writers.closing_list import ClosingList

_UNUSABLE: Final = 2


class RunOverFiles:
    """Goes through the files that were found; ``status`` is 2 where a path led nowhere."""

    def __init__(self, inputs: InputFiles, phase: str, closing: ClosingList) -> None:
        self._inputs = inputs
        self._phase = phase
        self._bar = _progress_bar() if len(inputs.files) > 1 else None
        self.closing = closing
        self.status = 0
        if inputs.problems:
            echo(render_all(inputs.problems), err=True)
            self.status = _UNUSABLE

    def files(self) -> Iterator[RunFile]:
        """Yield the files, one that is worked on after the other."""
        files = self._inputs.files
        if self._bar is not None:
            self._bar.begin(len(files), self._phase)
        for file in files:
            if self._bar is not None:
                self._bar.step(file.path.name)
            yield file
        self.pause()

    def pause(self) -> None:
        """Leave the terminal to what is printed now."""
        if self._bar is not None:
            self._bar.end()

    def failed(self, file: RunFile, error: InputError) -> int:
        """Tell why a file could not be used, and return the status that this asks for.

        One that was only found, not named, and holds no form is passed over.
        """
        self.pause()
        from scoring.work.formless import holds_no_form  # noqa: PLC0415 - only where one fails

        if file.found and holds_no_form(error):
            self._inputs.pass_over(file.path.name, "no-form")
            return 0
        echo(render_all(error.problems), err=True)
        self.closing.add_unusable(str(file.path), error)
        return _UNUSABLE

    def close(self) -> int:
        """Print what was passed over, and of several files how each form stands.

        Returns the status that it asks for, where no form was found at all.
        """
        self.pause()
        if not self._inputs.several:
            return 0
        for line in self._inputs.reasons():
            echo(line)
        if self.closing.is_empty:
            if not self._inputs.problems:
                place = Place("、".join(map(str, self._inputs.asked)))
                hint = "请检查是不是选错了文件夹。"
                echo(Problem("no-forms", "里面没有自评表", place, hint).render(), err=True)
            return _UNUSABLE
        for line in self.closing.lines():
            echo(line)
        return 0


def _progress_bar() -> ProgressBar:
    from scoring.batch.batch_words import BatchWords  # noqa: PLC0415 - only for several files
    from scoring.cli.progress import ProgressBar  # noqa: PLC0415

    return ProgressBar(load_vocabulary(BatchWords))
