"""Build the offline bundle (离线安装包): wheels of jixiao and all it needs, and scripts that install them.

    python deploy/make_bundle.py FOLDER

The wheels are for the kind of machine and the Python this runs on; the name of the archive says which.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
SCRIPTS = ("install.sh", "install.bat", "离线安装说明.txt")


def main(folder: Path) -> Path:
    """Build the bundle into a folder and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        wheels = Path(work) / "wheels"
        _pip("wheel", "--quiet", "--wheel-dir", str(wheels), f"{ROOT}[postgresql]")
        version = next(wheels.glob("jixiao-*.whl")).name.split("-")[1]
        path = folder / f"jixiao-{version}-{_machine()}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for wheel in sorted(wheels.iterdir()):
                archive.write(wheel, f"wheels/{wheel.name}")
            for script in SCRIPTS:
                _add(archive, script)
    return path


def _add(archive: zipfile.ZipFile, name: str) -> None:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
    archive.writestr(entry, (HERE / name).read_bytes())


def _machine() -> str:
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return sysconfig.get_platform().replace("-", "_") + "-" + python


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


if __name__ == "__main__":
    if shutil.disk_usage(".").free < 1 << 30:
        sys.exit("磁盘剩余空间不足 1 GB，离线安装包没有生成。")
    print(main(Path(sys.argv[1])))
