"""Words by which a figure of a text is known: for that of a row, or for the year of a project."""

from scoring.documents.part import DocumentPart


class FigureWords(DocumentPart):
    """What stands beside a figure that is, or is not, what a row counts."""

    done: tuple[str, ...]
    """Before a figure: it is what was reached."""
    done_at_last: tuple[str, ...]
    """Those before which a cause may stand that names nothing of the row."""
    planned: tuple[str, ...]
    """Before a figure: it is what was to be reached."""
    undone: tuple[str, ...]
    """Behind a figure: it was not reached."""
    undone_before: tuple[str, ...]
    undone_tails: tuple[str, ...]
    """Words that may follow and name nothing else."""
    settled: tuple[str, ...]
    """In the same reason: what was not done has been done since."""
    unless: tuple[str, ...]
    """In the same clause: the figure is of a part, a change, a plan or another time."""
    unless_undone: tuple[str, ...]
    unless_target: tuple[str, ...]
    measures: tuple[str, ...]
    """Endings of names that say how something is counted."""
    fillers: tuple[str, ...]
    """Words that name nothing."""
    shortest_name: int
    """So many letters of a name, without its ending, must stand in a clause."""


class NameYearWords(DocumentPart):
    """When another year in a project's name is no fault."""

    furthest: int
    """So many years off, and no more, it may be the wrong one."""
    behind: tuple[str, ...]
    """Straight behind the year: it is a beginning, an end, or one of several years."""
    carried: tuple[str, ...]
    """In the name or the yearly goal: the work of another year is done or paid in this one."""
