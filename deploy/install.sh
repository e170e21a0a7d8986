#!/bin/sh
# 在没有互联网的 Linux 电脑上安装：sh install.sh [安装到哪个文件夹]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$HOME/jixiao"}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本" >&2; exit 1; }
"$python" -m venv "$target"
"$target/bin/pip" install --quiet --no-index --find-links "$here/wheels" 'jixiao[postgresql]'
echo "安装好了。启动工作台：$target/bin/jixiao serve"
