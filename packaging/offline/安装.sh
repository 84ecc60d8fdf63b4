#!/bin/sh
# Finds a Python that the bundle serves, and lets program/install.py do the rest.
here=$(cd -- "$(dirname -- "$0")" && pwd) || exit 1
if [ ! -f "$here/program/install.py" ]; then
    echo "没有找到安装所需的文件。请先把压缩包全部解压,再运行 安装.sh。"
    exit 1
fi
for version in @NEWEST_FIRST@ 3; do
    command -v "python$version" >/dev/null 2>&1 || continue
    if "python$version" "$here/program/probe.py"; then
        exec "python$version" -I "$here/program/install.py"
    fi
done
echo "这台电脑上没有可用的 Python(要 64 位的 @PYTHONS@)。"
echo "麒麟、统信等系统自带的 Python 版本常常偏低,请让信息中心的同事从系统的软件源装一个,再运行 安装.sh。"
exit 1
