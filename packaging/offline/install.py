"""Install from the bundle into the user's own folder: no network, no administrator.

安装.bat and 安装.sh run this with a Python that probe.py accepted. It makes ``~/ziping/env`` (a virtual
environment; of an embeddable Python, which cannot make one, a copy) and the launchers. What was
installed before comes back if the new one does not work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
ROOT = Path.home() / "ziping"
ENV = ROOT / "env"
TASKS = {"新建填报表": "form", "自查": "check", "计分": "score"}


class Failed(Exception):
    """What went wrong and what to do, in the words of the person at the screen."""


def install() -> None:
    """Make the environment and the launchers, or leave everything as it was."""
    say(f"装到 {ROOT}")
    old = ROOT / "env.old"
    try:
        shutil.rmtree(old, ignore_errors=True)
        ROOT.mkdir(parents=True, exist_ok=True)
        if ENV.exists():
            ENV.rename(old)
    except OSError as error:
        raise Failed(f"不能改动 {ROOT}：{error}。请关掉正在运行的自评程序，再试一次。") from error
    try:
        make_environment()
        add_packages()
        version = run(["-m", "scoring", "--version"], "装好的程序不能启动").strip()
    except BaseException:
        shutil.rmtree(ENV, ignore_errors=True)
        if old.exists():
            old.rename(ENV)
        raise
    shutil.rmtree(old, ignore_errors=True)
    shutil.copyfile(HERE / "launch.py", ROOT / "launch.py")
    places = windows_launchers() if WINDOWS else linux_launchers()
    say(f"装好了：{version}")
    for place in places:
        say(f"  {place}")
    say("不想要时，删掉上面列出的这些就行。")


def make_environment() -> None:
    """Make the folder that holds the interpreter and the packages."""
    own = Path(sys.executable).resolve().parent
    pth = sorted(own.glob("python3*._pth"))
    if not pth:
        import venv  # noqa: PLC0415  (an embeddable Python has none)

        try:
            venv.create(ENV, with_pip=False, symlinks=not WINDOWS)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Failed(f"不能建立运行环境 {ENV}：{error}") from error
        return
    # Without "import site" an embeddable Python does not look at installed packages.
    shutil.copytree(own, ENV)
    with (ENV / pth[0].name).open("a", encoding="utf-8") as file:
        file.write("\nimport site\n")


def python() -> Path:
    """Return the interpreter of the environment."""
    places = [ENV / place for place in ("Scripts/python.exe", "python.exe", "bin/python")]
    return next(place for place in places if place.exists())


def add_packages() -> None:
    """Install exactly what the list names, with the hashes that it names, from the bundle alone."""
    say("正在安装，请稍候……")
    wheels = HERE / "wheels"
    (pip,) = wheels.glob("pip-*.whl")
    run(
        [
            str(pip / "pip"),
            "install",
            "--isolated",
            "--no-index",
            "--no-cache-dir",
            "--no-compile",
            "--no-warn-script-location",
            "--disable-pip-version-check",
            "--only-binary=:all:",
            "--require-hashes",
            f"--find-links={wheels}",
            f"--requirement={HERE / 'requirements.txt'}",
        ],
        "安装组件时出错（安装包可能没有复制完整，请重新复制一次）",
    )


def run(arguments: Sequence[str], failure: str) -> str:
    """Run the environment's Python and return what it prints."""
    # pip reads configuration of the machine even when isolated, unless its file is the null device.
    settings = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
    done = subprocess.run(
        [str(python()), "-I", "-X", "utf8", *arguments],
        env={**settings, "PIP_CONFIG_FILE": os.devnull},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(f"{done.stdout.strip()}\n\n{failure}。")
    return done.stdout


def windows_launchers() -> list[str]:
    """Put the launchers into the installation and into a folder on the desktop; say where they are."""
    bundle = HERE.parent
    inner = python().relative_to(ROOT)
    (ROOT / "ziping.bat").write_text(
        f'@"%~dp0{inner}" -I -m scoring %*\n', encoding="ascii", newline="\r\n"
    )
    told = [f"{ROOT}（程序）"]
    for folder in (ROOT, desktop() / "绩效自评"):
        try:
            folder.mkdir(exist_ok=True)
            for name in TASKS:
                shutil.copyfile(bundle / f"{name}.bat", folder / f"{name}.bat")
        except OSError as error:
            told.append(f"没能在 {folder} 放图标（{error.strerror}）；请用安装包里的图标，作用相同")
        else:
            if folder != ROOT:
                told.append(f"{folder}（图标：{'、'.join(TASKS)}）")
    return told


def desktop() -> Path:
    """Return the folder of the desktop, which may have been moved."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415

        key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                moved, _ = winreg.QueryValueEx(opened, "Desktop")
            return Path(os.path.expandvars(moved))
        except OSError:
            pass
    return Path.home() / "Desktop"


def linux_launchers() -> list[str]:
    """Put the command and the entries of the menu in their places; say where they are."""
    command = Path.home() / ".local/bin/ziping"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.unlink(missing_ok=True)
    command.symlink_to(ENV / "bin/ziping")
    menu = Path.home() / ".local/share/applications"
    menu.mkdir(parents=True, exist_ok=True)
    for name, task in TASKS.items():
        words = [str(python()), "-I", str(ROOT / "launch.py"), task]
        entry = menu / f"ziping-{task}.desktop"
        entry.write_text(
            "[Desktop Entry]\nType=Application\nTerminal=true\nCategories=Office;\n"
            f"Name=绩效自评 {name}\nExec={' '.join(map(quoted, words))} %F\n",
            encoding="utf-8",
        )
        entry.chmod(0o755)
    return [
        f"{ROOT}（程序）",
        f"{command}（命令 ziping；新开一个终端后可用）",
        f"{menu}/ziping-*.desktop（开始菜单里的 绩效自评：{'、'.join(TASKS)}）",
    ]


def quoted(word: str) -> str:
    """Return a word as an Exec line of a desktop entry wants it: escaped once there, once as a value."""
    for sign in '\\"`$':
        word = word.replace(sign, "\\" + sign)
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def say(line: str) -> None:
    """Print at once: the person looks at this window."""
    print(line, flush=True)


if __name__ == "__main__":
    try:
        install()
    except (Failed, OSError) as error:
        say(str(error))
        sys.exit(1)
