; The installer for Windows: for one user, without an administrator. Built by packaging/windows/build_setup.py, which
; defines VERSION, NUMBERS (four of them), FOLDER (the built program), ICON, SIZE (in KiB) and OUT.
;
;   setup.exe /S [/DESKTOP=1] [/LOGIN=1] [/D=C:\folder]      installs, or upgrades in place, without asking
;   uninstall.exe /S                                         removes; what was written stays

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64
Name "Bench Companion"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Bench Companion"
InstallDirRegKey HKCU "Software\Bench Companion" "Folder"
BrandingText "Bench Companion ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Bench Companion"
VIAddVersionKey "FileDescription" "Installer of Bench Companion"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "2026 The authors of Bench Companion. No licence has been chosen yet: all rights reserved."

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Bench Companion"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define KIND "BenchCompanion.Monograph"
!define ID "BenchCompanion.BenchCompanion"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\benchapp.exe"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString BITS ${LANG_ENGLISH} "This is for 64-bit Windows. This computer runs a 32-bit Windows; nothing was changed."
LangString BITS ${LANG_GERMAN} "Dies ist für 64-Bit-Windows. Auf diesem Computer läuft ein 32-Bit-Windows; es wurde nichts geändert."
LangString OLD ${LANG_ENGLISH} "This needs Windows 10 or newer; nothing was changed."
LangString OLD ${LANG_GERMAN} "Dies braucht Windows 10 oder neuer; es wurde nichts geändert."
LangString RUNS ${LANG_ENGLISH} "Bench Companion is running. Close it, then go on: its incubations are kept, and what falls due meanwhile rings when it is opened again."
LangString RUNS ${LANG_GERMAN} "Bench Companion läuft. Bitte schließen, dann weiter: Die Inkubationen bleiben, und was inzwischen fällig wird, klingelt beim nächsten Öffnen."
LangString MAIN ${LANG_ENGLISH} "Program"
LangString MAIN ${LANG_GERMAN} "Programm"
LangString DESKTOP ${LANG_ENGLISH} "Icon on the desktop"
LangString DESKTOP ${LANG_GERMAN} "Symbol auf dem Desktop"
LangString LOGIN ${LANG_ENGLISH} "Start at login, so that alarms ring"
LangString LOGIN ${LANG_GERMAN} "Bei der Anmeldung starten, damit Alarme klingeln"
LangString MONOGRAPH ${LANG_ENGLISH} "Compound monograph"
LangString MONOGRAPH ${LANG_GERMAN} "Substanz-Monographie"
LangString KEPT ${LANG_ENGLISH} "What you wrote stays in"
LangString KEPT ${LANG_GERMAN} "Was Sie geschrieben haben, bleibt in"

; A program that runs holds its own file: it cannot be opened for writing.
!macro WAIT_UNTIL_CLOSED
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\benchapp.exe"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\benchapp.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Quit
  ${Loop}
!macroend

Section "$(MAIN)" SEC_MAIN
  SectionIn RO
  !insertmacro WAIT_UNTIL_CLOSED
  ; What an older version brought and this one does not must not stay among its libraries.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Bench Companion.lnk" "$INSTDIR\benchapp.exe"
  WriteRegStr HKCU "Software\Bench Companion" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Bench Companion"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\benchapp.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Bench Companion"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "$(MONOGRAPH)"
  WriteRegStr HKCU "Software\Classes\${KIND}" "AppUserModelID" "${ID}"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\benchapp.exe,0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\benchapp.exe" "%1"'
  ; Windows knows a file by what follows its last dot: for *.monograph.json this offers the program beside others.
  WriteRegStr HKCU "Software\Classes\.json\OpenWithProgids" "${KIND}" ""
  WriteRegStr HKCU "Software\Classes\.monograph" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\Applications\benchapp.exe" "FriendlyAppName" "Bench Companion"
  WriteRegStr HKCU "Software\Classes\Applications\benchapp.exe\SupportedTypes" ".json" ""
  WriteRegStr HKCU "Software\Classes\Applications\benchapp.exe\shell\open\command" "" '"$INSTDIR\benchapp.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section /o "$(DESKTOP)" SEC_DESKTOP
  CreateShortCut "$DESKTOP\Bench Companion.lnk" "$INSTDIR\benchapp.exe"
SectionEnd

Section /o "$(LOGIN)" SEC_LOGIN
  WriteRegStr HKCU "${RUN}" "Bench Companion" '"$INSTDIR\benchapp.exe" --in-background'
SectionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(BITS)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ; An upgrade keeps what was chosen before.
  ${If} ${FileExists} "$DESKTOP\Bench Companion.lnk"
    !insertmacro SelectSection ${SEC_DESKTOP}
  ${EndIf}
  ReadRegStr $0 HKCU "${RUN}" "Bench Companion"
  ${If} $0 != ""
    !insertmacro SelectSection ${SEC_LOGIN}
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DESKTOP=" $0
  ${IfNot} ${Errors}
  ${AndIf} $0 == "1"
    !insertmacro SelectSection ${SEC_DESKTOP}
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/LOGIN=" $0
  ${IfNot} ${Errors}
  ${AndIf} $0 == "1"
    !insertmacro SelectSection ${SEC_LOGIN}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro WAIT_UNTIL_CLOSED
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\benchapp.exe"
  Delete "$INSTDIR\uninstall.exe"
  ; The folder itself only where nothing else lies in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Bench Companion.lnk"
  Delete "$DESKTOP\Bench Companion.lnk"
  DeleteRegValue HKCU "${RUN}" "Bench Companion"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Bench Companion"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegKey HKCU "Software\Classes\.monograph"
  DeleteRegKey HKCU "Software\Classes\Applications\benchapp.exe"
  DeleteRegValue HKCU "Software\Classes\.json\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.json\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.json"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${If} ${FileExists} "$LOCALAPPDATA\benchapp\*.*"
    DetailPrint "$(KEPT) $LOCALAPPDATA\benchapp"
  ${EndIf}
SectionEnd
