@echo off
rem Starts Ocelli on Windows; see the comments in the script "ocelli", which does the same elsewhere.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul 2>nul

set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"

rem ---- a Java of 17 or newer: JAVA_HOME first, then the PATH
set "JAVA="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if not defined JAVA (
  echo error: no Java of version 17 or newer 1>&2
  echo   from: no java in JAVA_HOME or on the PATH 1>&2
  echo   try:  install a JDK 17 or newer from https://adoptium.net and set JAVA_HOME to it 1>&2
  exit /b 3
)
set "MAJOR=0"
for /f "tokens=3" %%V in ('""%JAVA%" -version 2^>^&1" ^| findstr /i /c:" version "') do (
  for /f "delims=.-+ tokens=1" %%M in ("%%~V") do set "MAJOR=%%M"
)
if %MAJOR% LSS 17 (
  echo error: no Java of version 17 or newer 1>&2
  echo   from: "%JAVA%" is Java %MAJOR% 1>&2
  echo   try:  install a JDK 17 or newer from https://adoptium.net and set JAVA_HOME to it 1>&2
  exit /b 3
)

rem ---- sources, which are built on first use, or a packaged Ocelli
if exist "%ROOT%\mvnw.cmd" (
  set "HOME_DIR=%ROOT%\app\target\ocelli"
  if not exist "%ROOT%\app\target\ocelli\lib\built" (
    echo ocelli: building Ocelli ^(first use, a few minutes while libraries are fetched^) ... 1>&2
    call "%ROOT%\mvnw.cmd" -B -q -f "%ROOT%\pom.xml" -pl app -am -DskipTests -Dspotless.check.skip "-P!strict" package 1>&2
    if errorlevel 1 exit /b 3
  )
) else (
  for %%D in ("%ROOT%\..") do set "HOME_DIR=%%~fD"
)

set "MORE="
if %MAJOR% GEQ 22 set "MORE=--enable-native-access=ALL-UNNAMED"
if %MAJOR% GEQ 23 set "MORE=%MORE% --sun-misc-unsafe-memory-access=allow"
if %MAJOR% GEQ 19 if not defined OCELLI_NO_CDS set "MORE=%MORE% -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%HOME_DIR%\lib\classes.jsa""
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
rem Windows finds a library's neighbours by the PATH.
set "PATH=%HOME_DIR%\lib\native;%PATH%"

set "HEADLESS=true"
if "%~1 %~2"=="video play" set "HEADLESS=false"
"%JAVA%" %MORE% -XX:+UseSerialGC -Xms32m -Xlog:disable -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000 -Dfile.encoding=UTF-8 -Djava.awt.headless=%HEADLESS% "-Djava.library.path=%HOME_DIR%\lib\native" -Dorg.bytedeco.javacpp.pathsFirst=true -Dorg.bytedeco.javacpp.cacheLibraries=false -Dorg.bytedeco.javacpp.logger=slf4j "-Donnxruntime.native.path=%HOME_DIR%\lib\native" "-Docelli.install=%HOME_DIR%" %OCELLI_JAVA_OPTS% -cp "%HOME_DIR%\lib\ocelli.jar" io.ocelli.app.cli.Main %*
exit /b %ERRORLEVEL%
