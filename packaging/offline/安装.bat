@echo off
setlocal EnableExtensions DisableDelayedExpansion
chcp 936 >nul 2>nul
title 绩效自评 安装
set "HERE=%~dp0"
set "PYTHON="
set "OPTION="
if not exist "%HERE%program\install.py" goto packed
if not exist "%HERE%program\wheels\*.whl" goto packed

rem 1. A Python that lies in this folder comes first: unpacked, or as the zip file of python.org.
set "CANDIDATE=%HERE%python\python.exe"
if exist "%CANDIDATE%" call :try
if defined PYTHON goto found
set "EMBED="
for %%F in ("%HERE%python-3.*-embed-amd64.zip") do set "EMBED=%%~fF"
if defined EMBED call :unpack
if defined PYTHON goto found

rem 2. The Python launcher, asked for the versions that the bundle serves, but not to fetch one.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=0"
set "CANDIDATE=py"
for %%V in (@NEWEST_FIRST@) do if not defined PYTHON call :try_version %%V
if defined PYTHON goto found

rem 3. python.exe on the PATH, then where installers put it.
set "OPTION="
set "CANDIDATE=python"
call :try
for %%V in (@FOLDERS@) do if not defined PYTHON call :try_folder %%V
if defined PYTHON goto found
goto no_python

:found
"%PYTHON%" %OPTION% -I "%HERE%program\install.py"
if not "%ERRORLEVEL%"=="0" goto failed
echo.
pause
exit /b 0

:try_version
set "OPTION=-%1"
goto try

:try_folder
set "CANDIDATE=%LOCALAPPDATA%\Programs\Python\%1\python.exe"
if exist "%CANDIDATE%" call :try
if defined PYTHON exit /b 0
set "CANDIDATE=%ProgramFiles%\%1\python.exe"
if exist "%CANDIDATE%" call :try
exit /b 0

:try
"%CANDIDATE%" %OPTION% "%HERE%program\probe.py" 2>nul
if not "%ERRORLEVEL%"=="0" exit /b 1
set "PYTHON=%CANDIDATE%"
exit /b 0

:unpack
echo 正在解开 "%EMBED%"
set "EMBED_TO=%TEMP%\ziping-python"
if exist "%EMBED_TO%\" rmdir /s /q "%EMBED_TO%"
mkdir "%EMBED_TO%"
"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "Expand-Archive -LiteralPath $env:EMBED -DestinationPath $env:EMBED_TO -Force" 2>nul
if not exist "%EMBED_TO%\python.exe" "%SystemRoot%\System32\tar.exe" -xf "%EMBED%" -C "%EMBED_TO%" 2>nul
set "CANDIDATE=%EMBED_TO%\python.exe"
if exist "%CANDIDATE%" goto try
echo 没能解开,请把它手工解压到这里的 python 文件夹,再双击 安装.bat。
exit /b 1

:packed
echo 没有找到安装所需的文件。
echo 请先把压缩包全部解压到一个文件夹,再从那个文件夹里双击 安装.bat。
echo.
pause
exit /b 1

:no_python
echo.
echo 这台电脑上没有可用的 Python(要 64 位的 @PYTHONS@)。
echo 下面三种办法任选一种,都不需要管理员权限:
echo   一、从单位的软件中心安装,或请信息中心的同事安装;
echo   二、用 python.org 的安装程序(python-3.13.x-amd64.exe),安装时只为本用户安装;
echo   三、把 python.org 的免安装版(python-3.13.x-embed-amd64.zip)放到本文件夹里,不用解压。
echo 办好以后,再双击一次 安装.bat。
echo.
pause
exit /b 1

:failed
echo.
echo 没有装成。请把这个窗口里的文字拍下来或复制给信息中心的同事。
echo.
pause
exit /b 1
