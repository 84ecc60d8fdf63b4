"""What the launchers do: files dropped on them go in, a folder beside each file comes out.

``ZIPING_TASK`` (or the first argument) is form, check or score. On Windows the dropped files stand in
``ZIPING_DROPPED``: the whole command line that Explorer started the window with, read here because cmd
would tear names with ``& ^ % , ; =`` apart. Elsewhere they are arguments.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError
from scoring.records.submission import Submission
from scoring.work.library import Library

RESULTS = "自评结果"
MOST_ASKED = 5
ENDINGS = {
    0: "完成。",
    1: "完成；有地方要人看一看，见上面和结果里的说明。",
    2: "有文件不能用，原因和改法见上面。",
}


def dropped(command_line: str) -> list[str]:
    """Return the files on a command line such as ``cmd.exe /c ""C:\\计分.bat" "D:\\a b.xlsx" D:\\c&d.xlsx"``.

    Explorer puts a path in quotes only where it holds a blank; a path never holds a quote itself.
    """
    found = re.search(r'\s/c "(.*)"\s*$', command_line, re.IGNORECASE | re.DOTALL)
    if found is None:
        return []
    words = [quoted or bare for quoted, bare in re.findall(r'"([^"]+)"|([^ \t"]+)', found[1])]
    return words[1:]


def ask(question: str) -> str:
    """Return what a person types; nothing if there is nobody."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def asked_files() -> list[str]:
    """Let a person drag files into the window, which types their paths."""
    print("把要处理的文件拖到这个窗口里（可以逐个拖入几个，用空格隔开），再按回车键。")
    line = ask("文件：")
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]+)"|([^ \t"]+)', line)]


def by_folder(files: Iterable[str]) -> dict[Path, list[str]]:
    """Return the files by the folder that they lie in, in their order."""
    found: dict[Path, list[str]] = {}
    for file in files:
        found.setdefault(Path(file).absolute().parent, []).append(file)
    return found


def score_or_check(task: str, files: Sequence[str]) -> tuple[int, list[Path]]:
    """Run the command on the files of each folder; return the status and the folders with results."""
    status, written = 0, []
    chosen: str | None = None
    for folder, names in by_folder(files).items():
        results = folder / RESULTS
        nameless = [name for name in names if names_no_set(name)]
        rest = [name for name in names if name not in nameless]
        if nameless and chosen is None:
            print("系统导出的表没有写明按哪个指标体系计分：" + "、".join(map(str, nameless)))
            chosen = asked_set()
        for group, option in ((rest, []), (nameless, ["--set", chosen or ""])):
            if group:
                call = [task, *option, "-o", str(results), "--", *group]
                status = max(status, main(call))
        if results.is_dir():
            written.append(results)
    return status, written


def names_no_set(file: str) -> bool:
    """Tell whether a file is a form that does not say by which set it is to be scored."""
    return any(
        problem.code == "no-set"
        for given in handed_in(file)
        if isinstance(given, InputError)
        for problem in given.problems
    )


def handed_in(file: str) -> list[Submission | InputError]:
    """Return what a file hands in, or what is wrong with it."""
    try:
        return [given for _, given in submissions_of(file)]
    except InputError as error:
        return [error]


def asked_set() -> str:
    """Let a person choose an indicator set; nothing if none is chosen, which the command then tells."""
    sets = Library().choices()
    for number, found in enumerate(sets, 1):
        print(f"  {number}  {found.shown}（{found.id}）")
    for _ in range(MOST_ASKED):
        answer = ask("按哪个指标体系？输入序号后按回车键：")
        if answer.isdecimal() and 1 <= int(answer) <= len(sets):
            return sets[int(answer) - 1].id
        print("没有这个序号，请再输入一次。" if answer else "请输入上面的一个序号。")
    return ""


def new_form(files: Sequence[str]) -> tuple[int, list[Path]]:
    """Write a workbook to fill: from the dropped file beside it, or an empty one on the desktop."""
    folder = Path(files[0]).absolute().parent if files else here()
    target = free(folder / "填报表.xlsx")
    call = ["form", "-o", str(target)]
    if not files:
        call += ["--set", asked_set()]
    else:
        nameless = names_no_set(files[0])
        is_form = nameless or any(isinstance(found, Submission) for found in handed_in(files[0]))
        if nameless or not is_form:
            call += ["--set", asked_set()]
        call += [files[0]] if is_form and asked_whole() else ["--targets", files[0]]
    status = main(call)
    return status, [] if status else [folder]


def asked_whole() -> bool:
    """Let a person say what of a form goes into the new one: all of it, or only its targets."""
    print("  1  全部带入，接着填这份表")
    print("  2  只带入单位和指标，填另一个年度")
    return ask("这份表怎么用？输入序号后按回车键（直接回车为 1）：") != "2"


def here() -> Path:
    """Return the folder that a person sees first."""
    desktop = Path.home() / "Desktop"
    return desktop if desktop.is_dir() else Path.home()


def free(path: Path) -> Path:
    """Return the path, or the next one with a number that is not taken."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}({number}){path.suffix}")
    return found


def show(folder: Path) -> None:
    """Open a folder in the file manager; without one, its name has been told already."""
    try:
        if sys.platform == "win32":
            os.startfile(folder)
        else:
            subprocess.Popen(
                ["xdg-open", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
    except OSError:
        pass


def launch() -> int:
    """Do the task of the launcher; return its exit status."""
    given = os.environ.get("ZIPING_TASK")
    task, files = (given, []) if given else (sys.argv[1], sys.argv[2:])
    files = files or dropped(os.environ.get("ZIPING_DROPPED", ""))
    if task == "form":
        status, folders = new_form(files)
    else:
        files = files or asked_files()
        if not files:
            print("没有文件。把文件拖到图标上，或拖进窗口里。")
            return 2
        status, folders = score_or_check(task, files)
    print()
    print(ENDINGS[status])
    for folder in folders:
        print(f"结果在 {folder}")
        show(folder)
    if given is None and sys.stdin.isatty():  # the batch files wait themselves
        ask("按回车键关闭窗口。")
    return status


if __name__ == "__main__":
    try:
        sys.exit(launch())
    except KeyboardInterrupt:
        sys.exit("已中断。")
