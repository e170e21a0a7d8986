@echo off
rem Offline installation on Windows: install.bat [folder]
chcp 65001 >nul
setlocal
set "target=%~1"
if "%target%"=="" set "target=%LOCALAPPDATA%\jixiao-program"
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo 需要 Python 3.11 或更新的版本 & exit /b 1)
py -3 -m venv "%target%" || exit /b 1
"%target%\Scripts\pip" install --quiet --no-index --find-links "%~dp0wheels" "jixiao[postgresql]" || exit /b 1
echo 安装好了。启动工作台："%target%\Scripts\jixiao" serve
