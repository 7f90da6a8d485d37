"""The command line, and the start of the program."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchapp import __version__
from benchapp.domain.messages import BenchError, Message

if TYPE_CHECKING:
    import argparse

    from PySide6.QtWidgets import QApplication

    from benchapp.app.application import Application
    from benchapp.base.paths import DataFolder
    from benchapp.store.settings import DeviceSettings
    from benchapp.system.single import SingleRun


# The status with which the event loop ends when the program is to be started again at once.
RESTART = 64
# When starting is over, and what only it needed can go.
SETTLED_MS = 4000
# Where a benchmark says when it started this process, on the monotonic clock; the program ends when it is painted.
STARTED = "BENCHAPP_STARTED_NS"
# Until when it is timed: "answer" for the calculators' being ready, else the first paint.
UNTIL = "BENCHAPP_UNTIL"


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    import argparse  # noqa: PLC0415 (a double click has no arguments)

    made = argparse.ArgumentParser(
        prog="benchapp", description="Bench Companion: compound reference, dilution calculator, incubation timer."
    )
    made.add_argument("file", nargs="?", type=Path, help="a monograph or a list of compounds to open")
    made.add_argument("--version", action="version", version=f"Bench Companion {__version__}")
    made.add_argument("--data", metavar="DIR", type=Path, help="keep the journal in this folder")
    made.add_argument("--self-test", action="store_true", help="walk one bench day off-screen; status 0 or 1")
    made.add_argument("--tour", metavar="DIR", type=Path, help="make pictures of every page in this folder")
    made.add_argument("--on-screen", action="store_true", help="make the tour in real windows of this system")
    made.add_argument("--language", metavar="CODE", choices=("en", "de"), default="en", help="of the tour")
    made.add_argument("--verify", metavar="FILE", type=Path, help="recompute the worked examples of an answer key")
    made.add_argument("--check-monograph", metavar="FILE", type=Path, nargs="+", help="check monograph files")
    made.add_argument("--plan", metavar="FILE", type=Path, help="plan the request in a JSON file, answer as JSON")
    made.add_argument(
        "--preview", metavar="FILE", type=Path, help="read a list of compounds, say as JSON what it gives"
    )
    made.add_argument(
        "--read", metavar=("FIELD", "TEXT"), nargs=2, help="say as JSON how a typed text is read; status 1 if refused"
    )
    made.add_argument("--now", metavar="ISO", default="", help="of --read: the present, for times; else the clock's")
    made.add_argument("--sheet", metavar="NAME", default="", help="of the list: the sheet of a workbook")
    made.add_argument("--encoding", metavar="NAME", default="", help="of the list: its code page, for example gb18030")
    made.add_argument("--solvent", metavar="NAME", default="", help="of the list: of solubilities that name none")
    made.add_argument(
        "--column", metavar="FIELD=HEADING", action="append", default=[],
        help="of the list: which column is a field, for example \"molar_mass=Salt MW\" or molar_mass=3",
    )  # fmt: skip
    made.add_argument("--heading-row", metavar="N", type=int, help="of the list: row of the headings, 0 for none")
    made.add_argument("--in-background", action="store_true", help="start minimised, as at login")
    made.add_argument(
        "--time-to-window", action="store_true", help="print milliseconds from process start to the painted window"
    )
    return made


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; a text to be read may begin with a dash ("-5mg"), which argparse takes for an option."""
    place = arguments.index("--read") + 2 if "--read" in arguments else len(arguments)
    if place >= len(arguments) or arguments[place].startswith("--"):
        return parser().parse_args(arguments)
    asked = parser().parse_args([*arguments[:place], "text", *arguments[place + 1 :]])
    asked.read = [asked.read[0], arguments[place]]
    return asked


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; give the exit status."""
    # Nothing that starting makes is garbage; looking for some costs a tenth of the way to the window.
    gc.disable()
    if len(arguments) < 2 and not "".join(arguments).startswith("-"):
        # A double click on the program, as packaging/bench.py times it, or on a file.
        file = Path(arguments[0]) if arguments else None
        return show_or_picture(None, timed=STARTED in os.environ, file=file)
    asked = parsed(arguments)
    if not asked.time_to_window:
        gc.enable()
    if asked.verify is not None:
        from benchapp.commands.checks import verify  # noqa: PLC0415 (the window does not need it)

        return verify(asked.verify)
    if asked.check_monograph is not None:
        from benchapp.commands.checks import check_monographs  # noqa: PLC0415

        return check_monographs(asked.check_monograph)
    if asked.plan is not None:
        from benchapp.commands.plan import plan  # noqa: PLC0415

        return plan(asked.plan)
    if asked.read is not None:
        field, text = asked.read
        return _read(field, text, asked.now)
    if asked.preview is not None:
        from benchapp.commands.preview import preview  # noqa: PLC0415

        said = {"sheet": asked.sheet, "encoding": asked.encoding, "solvent": asked.solvent, "column": asked.column}
        return preview(asked.preview, asked.data, heading_row=asked.heading_row, **said)
    if asked.self_test:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from benchapp.selftest.self_test import self_test  # noqa: PLC0415

        return self_test()
    if asked.tour is not None:
        if not asked.on_screen:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from benchapp.selftest.screenshots import make_tour  # noqa: PLC0415

        return make_tour(asked.tour, asked.language)
    return show_or_picture(asked.data, timed=asked.time_to_window, minimised=asked.in_background, file=asked.file)


def _read(field: str, text: str, told: str) -> int:
    from datetime import UTC, datetime  # noqa: PLC0415

    from benchapp.commands.read import read  # noqa: PLC0415

    try:
        now = datetime.fromisoformat(told) if told else datetime.now(UTC)
    except ValueError:
        sys.stderr.write(f"benchapp --now: {told} is no time. Type for example 2026-11-28T16:00.\n")
        return 2
    # Without a zone it is a time of this computer's.
    return read(field, text, now.astimezone())


def show_or_picture(data: Path | None, *, timed: bool, minimised: bool = False, file: Path | None = None) -> int:
    """Run the program in its window; where there is no display, say so and make pictures instead."""
    from benchapp.system.machine import has_display  # noqa: PLC0415

    if has_display():
        return show_window(data, timed=timed, minimised=minimised, file=file)
    from benchapp.selftest.screenshots import make_tour  # noqa: PLC0415
    from benchapp.ui.text.message_texts import say  # noqa: PLC0415

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path("tour").resolve()
    sys.stdout.write(say(Message.NO_DISPLAY, {"folder": str(folder)}) + "\n")
    return make_tour(folder)


def show_window(data: Path | None, *, timed: bool, minimised: bool = False, file: Path | None = None) -> int:
    """Run the program in its window.

    Args:
        data: The data folder; None for the usual place.
        timed: Print the time to the first painted window, and end.
        minimised: Start out of the way, as at login; an alarm comes up all the same.
        file: A list or monograph to be shown for import; in the program that runs already, where one does.
    """
    _import_what_needs_no_qt()
    from benchapp.app.start import crash  # noqa: PLC0415
    from benchapp.store.settings import load_settings  # noqa: PLC0415
    from benchapp.system.machine import identify  # noqa: PLC0415

    # isort: split
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    identify()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Bench Companion")
    application.setDesktopFileName("benchapp")
    folder = _data_folder(data)
    _take_look(application, load_settings(folder.settings))
    single = _claim(folder, file)
    if isinstance(single, int):
        return single
    if file is not None:
        # This program asks itself, and answers with its first beat.
        single.ask_to_come_forward(file)
    crash.watch(folder.crash, _show_crash)
    last_words = crash.last_words(folder.faults)
    faults = crash.watch_faults(folder.faults)
    status = RESTART
    while status == RESTART:
        try:
            program = _make_program(application, folder)
        except BenchError as error:
            if _show_problem(error, again=True):
                continue
            single.release()
            return 1
        except Exception as error:  # noqa: BLE001 (a defect; without a window nobody would learn of it)
            sys.excepthook(type(error), error, error.__traceback__)
            application.exec()
            single.release()
            return 1
        status = _run(application, program, single, last_words, timed=timed, minimised=minimised)
        last_words = ""
    single.release()
    if faults is not None:
        faults.close()
    return status


def _make_program(application: QApplication, folder: DataFolder) -> Application:
    """Make the program with the settings, the language and the time zone of this moment.

    Raises:
        BenchError: The journal cannot be opened.
    """
    from PySide6.QtCore import QThreadPool  # noqa: PLC0415

    from benchapp.app.application import Application  # noqa: PLC0415
    from benchapp.app.services import Computer  # noqa: PLC0415
    from benchapp.store.installation import identify_installation  # noqa: PLC0415
    from benchapp.store.settings import load_settings  # noqa: PLC0415
    from benchapp.system.clocks import SystemClock, system_zone  # noqa: PLC0415
    from benchapp.system.machine import machine_id  # noqa: PLC0415

    settings = load_settings(folder.settings)
    _take_look(application, settings)
    machine = machine_id()
    zone = system_zone()
    clock = SystemClock(zone.zone, identify_installation(folder.installation, machine).id)
    program = Application(Computer(application, clock, machine, QThreadPool()), folder, settings)
    if not zone.found:
        program.note_zone_unknown()
    return program


def _take_look(application: QApplication, settings: DeviceSettings) -> None:
    """Take language and look, so that what is asked before there is a program has them, and its large buttons."""
    from benchapp.app.start.locale_setup import choose_language  # noqa: PLC0415
    from benchapp.ui.widgets.theme import Theme  # noqa: PLC0415

    choose_language(settings.language)
    theme = Theme(application)
    theme.load_typeface()
    theme.take(settings.theme, theme.guess_system_dark)


def _data_folder(data: Path | None) -> DataFolder:
    """Return the data folder: the one that was asked for, or the usual one."""
    from benchapp.base.paths import DataFolder, default_data_folder  # noqa: PLC0415

    return DataFolder(data if data is not None else default_data_folder())


def _claim(folder: DataFolder, file: Path | None) -> SingleRun | int:
    """Claim the data folder for this program; give the exit status where another one has it, or it cannot be used.

    Args:
        folder: The data folder.
        file: What the program that has it already is asked to open.
    """
    from benchapp.store.file_errors import check_folder  # noqa: PLC0415
    from benchapp.system.single import SingleRun  # noqa: PLC0415

    while True:
        try:
            check_folder(folder.root)
            single = SingleRun(folder.lock, folder.request)
        except (BenchError, OSError) as error:
            if not isinstance(error, BenchError):
                reason = error.strerror or str(error)
                error = BenchError(Message.FOLDER_UNUSABLE, file=str(folder.root), reason=reason)
            if _show_problem(error, again=True):
                continue
            return 1
        claimed = single if single.take() else _claim_taken(single, folder, file)
        if claimed is not None:
            return claimed


def _claim_taken(single: SingleRun, folder: DataFolder, file: Path | None) -> SingleRun | int | None:
    """Find out who has the folder; give what is claimed all the same, the exit status, or None to try again."""
    holder = single.holder()
    if holder.elsewhere:
        if not _ask_override(folder, holder.host):
            _say(Message.LOCKED_ELSEWHERE, host=holder.host)
            return 0
        return single if single.override() else None
    if single.ask_to_come_forward(file) and single.is_answered():
        if holder.in_sight:
            _say(Message.ALREADY_RUNNING)
        else:
            elsewhere = Message.RUNNING_IN_OTHER_SESSION
            _show_problem(BenchError(elsewhere, file=str(folder.root), owner=holder.owner))
        return 0
    if single.held() is None and _ask_override(folder, "") and single.override():
        # Nothing proves that a program runs: the person decides.
        return single
    return None if _show_problem(_unanswered(folder, holder.pid), again=True) else 1


def _unanswered(folder: DataFolder, pid: int) -> BenchError:
    """Return why a folder cannot be claimed that a program holds, or seems to, which does not answer.

    Args:
        folder: The data folder.
        pid: Process number of that program; 0 where the lock file does not tell.
    """
    from benchapp.store.file_errors import trouble_with  # noqa: PLC0415

    try:
        folder.lock.open("rb").close()
    except PermissionError as error:
        forbidden = trouble_with(folder.lock, error)
        if forbidden is not None:
            return forbidden
    except OSError:
        # Gone meanwhile: the next try finds out.
        pass
    if not pid:
        return BenchError(Message.RUNNING_UNNAMED, file=str(folder.root))
    return BenchError(Message.RUNNING_UNANSWERED, file=str(folder.root), pid=pid)


def _run(
    application: QApplication,
    program: Application,
    single: SingleRun,
    last_words: str,
    *,
    timed: bool,
    minimised: bool,
) -> int:
    """Run the program until it ends; give the status."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    from benchapp.ui.widgets.window_placement import fit  # noqa: PLC0415
    from benchapp.ui.window.first_paint import FirstPaint  # noqa: PLC0415

    fit(program.window)
    painted = FirstPaint(program.window)
    painted.seen.connect(gc.enable)
    # The window has its frame now.
    painted.seen.connect(partial(fit, program.window))
    if timed and os.environ.get(UNTIL) != "answer":
        painted.seen.connect(_print_time)
        painted.seen.connect(application.quit)
    else:
        if timed:
            program.services.registry.loaded.connect(_print_time)
            program.services.registry.loaded.connect(application.quit)
        painted.seen.connect(program.begin)
    program.restart_wanted.connect(partial(application.exit, RESTART))
    painted.seen.connect(partial(_watch_for_requests, single, program))
    if minimised:
        # A minimised window is never painted, so nothing waits for it.
        program.window.showMinimized()
        gc.enable()
        painted.seen.disconnect()
        QTimer.singleShot(0, program.begin)
        _watch_for_requests(single, program)
    else:
        program.window.show()
    if last_words:
        _show_crash(last_words, last_time=True)
    QTimer.singleShot(SETTLED_MS, program, _let_go_of_code)
    status = application.exec()
    try:
        program.end()
    except BenchError as error:
        _show_problem(error)
    program.window.hide()
    program.window.deleteLater()
    return status


def _let_go_of_code() -> None:
    from benchapp.base import paths  # noqa: PLC0415
    from benchapp.system.memory import release_code_pages  # noqa: PLC0415 (not before the first paint)

    libraries = paths.libraries()
    if libraries is not None:
        release_code_pages(libraries)


def _import_what_needs_no_qt() -> None:
    """Import it before PySide6, which looks through the source of every module imported after it."""
    import benchapp.base.clock  # noqa: PLC0415
    import benchapp.base.paths  # noqa: PLC0415
    import benchapp.store.installation  # noqa: PLC0415
    import benchapp.store.journal.anchors  # noqa: PLC0415
    import benchapp.store.journal.snapshot  # noqa: PLC0415
    import benchapp.store.library.library  # noqa: PLC0415
    import benchapp.store.settings  # noqa: PLC0415
    import benchapp.system.clocks  # noqa: PLC0415
    import benchapp.ui.text.compound_texts  # noqa: PLC0415
    import benchapp.ui.text.entry_texts  # noqa: PLC0415
    import benchapp.ui.text.formatting  # noqa: F401, PLC0415


def _watch_for_requests(single: SingleRun, program: Application) -> None:
    """Come forward as soon as another start asks for it; at the next beat, where the system does not tell of files."""
    from PySide6.QtCore import QFileSystemWatcher  # noqa: PLC0415

    look = partial(_come_forward, single, program)
    # It goes with the window: after a start in place the program before would take what is meant for this one.
    watcher = QFileSystemWatcher(program.window)
    watcher.directoryChanged.connect(look)
    watcher.addPath(str(program.services.folder.root))
    # A drive of the network tells of nothing that another computer writes.
    program.services.heartbeat.beat.connect(look)
    program.services.heartbeat.passed.connect(look)
    look()


def _come_forward(single: SingleRun, program: Application, _told: object = None) -> None:
    wanted = single.asked()
    if wanted is not None:
        program.window.come_forward()
    if wanted:
        program.rooms.compounds.open_file(wanted)


def _say(code: Message, **values: str) -> None:
    from benchapp.ui.text.message_texts import say  # noqa: PLC0415

    sys.stdout.write(say(code, values) + "\n")


# The dialogs are imported when one is needed.


def _show_problem(error: BenchError, *, again: bool = False) -> bool:
    if not _is_seen():
        from benchapp.ui.text.message_texts import say_error  # noqa: PLC0415

        sys.stderr.write(say_error(error) + "\n")
        return False
    from benchapp.ui.window.blocking_dialogs import show_problem  # noqa: PLC0415

    return show_problem(error, again=again)


def _ask_override(folder: DataFolder, host: str) -> bool:
    if not _is_seen():
        return False
    from benchapp.ui.window.blocking_dialogs import ask_override  # noqa: PLC0415

    return ask_override(str(folder.root), host)


def _is_seen() -> bool:
    """Return whether somebody can answer a dialog: off-screen it would wait for ever."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    return QGuiApplication.platformName() not in {"offscreen", "minimal"}


def _show_crash(report: str, *, last_time: bool = False) -> None:
    from benchapp.ui.window.blocking_dialogs import show_crash  # noqa: PLC0415

    show_crash(report, last_time=last_time)


def _print_time() -> None:
    sys.stdout.write(f"{milliseconds_since_start():.0f}\n")
    sys.stdout.flush()


def milliseconds_since_start() -> float:
    """Return how long this process has run; since the interpreter read this module where the system does not tell."""
    told = os.environ.get(STARTED)
    if told:
        return (time.monotonic_ns() - int(told)) / 1e6
    try:
        started = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19]
        ticks = os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - int(started) / ticks) * 1000
    except (OSError, ValueError, AttributeError):
        return (time.monotonic() - _READ_AT) * 1000


_READ_AT = time.monotonic()
