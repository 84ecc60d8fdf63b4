@echo off
setlocal EnableExtensions DisableDelayedExpansion
chcp 936 >nul 2>nul
title 绩效自评 @TITLE@
set "ROOT=%USERPROFILE%\ziping"
set "PYTHON=%ROOT%\env\Scripts\python.exe"
if not exist "%PYTHON%" set "PYTHON=%ROOT%\env\python.exe"
if not exist "%PYTHON%" goto missing
if not exist "%ROOT%\launch.py" goto missing

rem The names of dropped files are never put on a command line here: names with & ^ %% , ; = ( ) would be
rem torn apart. launch.py takes them from the command line that Explorer started this window with.
rem Only this one line needs delayed expansion: what it inserts is not read again.
set "ZIPING_TASK=@TASK@"
setlocal EnableDelayedExpansion
set "ZIPING_DROPPED=!cmdcmdline!"
setlocal DisableDelayedExpansion
"%PYTHON%" -I "%ROOT%\launch.py"
echo.
pause
rem Not "exit /b": of a dropped a&b.xlsx, cmd would go on with b.xlsx.
exit

:missing
echo 还没有安装。请先双击 安装.bat,装好以后再用这个图标。
echo.
pause
exit
