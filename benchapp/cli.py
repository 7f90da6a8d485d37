"""The command line, and the start of the program."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchapp.app.fast_start.start_time import ends_at_the_answer, is_timed, print_time
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from benchapp.app.program.application import Application
    from benchapp.base.paths import DataFolder
    from benchapp.store.settings import DeviceSettings
    from benchapp.system.single import SingleRun


# The status with which the event loop ends when the program is to be started again at once.
RESTART = 64
# When starting is over, and what only it needed can go.
SETTLED_MS = 4000


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; give the exit status."""
    # Nothing that starting makes is garbage; looking for some costs a tenth of the way to the window.
    gc.disable()
    if len(arguments) < 2 and not "".join(arguments).startswith("-"):
        # A double click on the program, as packaging/bench.py times it, or on a file.
        file = Path(arguments[0]) if arguments else None
        return show_or_picture(None, timed=is_timed(), file=file)
    from benchapp.app.start.command_line import parsed  # noqa: PLC0415 (a double click has no arguments)

    asked = parsed(arguments)
    if not asked.time_to_window:
        gc.enable()
    from benchapp.commands.dispatch import answer  # noqa: PLC0415

    status = answer(asked)
    if status is not None:
        return status
    if asked.self_test:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from benchapp.selftest.self_test import self_test  # noqa: PLC0415

        return self_test()
    if asked.tour is not None:
        if not asked.on_screen:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        import faulthandler  # noqa: PLC0415

        from benchapp.selftest.screenshots import make_tour  # noqa: PLC0415

        if sys.stderr is not None:
            faulthandler.enable()
        return make_tour(asked.tour, asked.language)
    return show_or_picture(asked.data, timed=asked.time_to_window, minimised=asked.in_background, file=asked.file)


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
    from benchapp.app.fast_start import early_imports  # noqa: F401, PLC0415

    # isort: split
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
    status = _run_again(application, folder, single, last_words, timed=timed, minimised=minimised)
    single.release()
    if faults is not None:
        faults.close()
    return status


def _run_again(
    application: QApplication, folder: DataFolder, single: SingleRun, last_words: str, *, timed: bool, minimised: bool
) -> int:
    """Make the program and run it, and again as long as it is to be started in place; give the status."""
    from benchapp.store.settings import load_settings  # noqa: PLC0415

    typed, collect_garbage = None, _collector(application)
    while True:
        try:
            program = _make_program(application, folder)
        except BenchError as error:
            if _show_problem(error, again=True):
                continue
            return 1
        except Exception as error:  # noqa: BLE001 (a defect; without a window nobody would learn of it)
            sys.excepthook(type(error), error, error.__traceback__)
            application.exec()
            return 1
        if typed is not None:
            program.show_typed(typed)
            typed = None
        status = _run(application, program, single, last_words, collect_garbage, timed=timed, minimised=minimised)
        if status != RESTART:
            return status
        typed, last_words = program.carried, ""
        _take_look(application, load_settings(folder.settings))


def _make_program(application: QApplication, folder: DataFolder) -> Application:
    """Make the program with the settings and the time zone of this moment.

    Raises:
        BenchError: The journal cannot be opened.
    """
    from PySide6.QtCore import QThreadPool  # noqa: PLC0415

    from benchapp.app.program.application import Application  # noqa: PLC0415
    from benchapp.app.services import Computer  # noqa: PLC0415
    from benchapp.store.installation import identify_installation  # noqa: PLC0415
    from benchapp.store.settings import load_settings  # noqa: PLC0415
    from benchapp.system.clocks import SystemClock, system_zone  # noqa: PLC0415
    from benchapp.system.machine import machine_id  # noqa: PLC0415

    settings = load_settings(folder.settings)
    machine = machine_id()
    zone = system_zone()
    clock = SystemClock(zone.zone, identify_installation(folder.installation, machine).id)
    program = Application(Computer(application, clock, machine, QThreadPool()), folder, settings)
    if not zone.found:
        program.shell.note_zone_unknown()
    return program


def _take_look(application: QApplication, settings: DeviceSettings) -> None:
    """Set language and look, so that what is asked before there is a program has them, and its large buttons."""
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
    if not os.path.lexists(folder.lock):
        # It was just ending, which takes seconds where much is to be saved.
        return None
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
    collect_garbage: Callable[[], None],
    *,
    timed: bool,
    minimised: bool,
) -> int:
    """Run the program until it ends; give the status."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    from benchapp.ui.widgets.window_placement import fit_until_framed  # noqa: PLC0415
    from benchapp.ui.window.first_paint import FirstPaint  # noqa: PLC0415

    painted = FirstPaint(program.window)
    if not program.window.takes_place:
        fit_until_framed(program.window, painted.seen)
    if timed:
        ready = program.services.registry.loaded if ends_at_the_answer() else painted.seen
        ready.connect(print_time)
        ready.connect(application.quit)
    if not timed or ends_at_the_answer():
        painted.seen.connect(collect_garbage)
        painted.seen.connect(program.begin)
    program.restart_wanted.connect(partial(application.exit, RESTART))
    program.settled.connect(gc.freeze)  # else what was started is looked through for garbage, while somebody types
    painted.seen.connect(partial(_watch_for_requests, single, program))
    if minimised:
        # A minimised window is never painted, so nothing waits for it.
        program.window.showMinimized()
        collect_garbage()
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
    if program.carried is None:
        program.window.hide()
        program.window.deleteLater()
    return status


def _collector(application: QApplication) -> Callable[[], None]:
    """Return what begins to look for garbage on this thread; once, also where the program is started again in place."""

    @cache
    def begin() -> None:
        from benchapp.system.end_signal import end_when_told  # noqa: PLC0415 (nor this)
        from benchapp.system.garbage import GarbageCollector  # noqa: PLC0415 (not before the first paint)

        GarbageCollector(application).begin()
        end_when_told(application)

    return begin


def _let_go_of_code() -> None:
    from benchapp.base import paths  # noqa: PLC0415
    from benchapp.system.memory import release_code_pages  # noqa: PLC0415 (not before the first paint)

    libraries = paths.libraries()
    if libraries is not None:
        release_code_pages(libraries)


def _watch_for_requests(single: SingleRun, program: Application) -> None:
    """Come forward as soon as another start asks for it; at the next beat, where the system does not tell of files."""
    from PySide6.QtCore import QFileSystemWatcher  # noqa: PLC0415

    look = partial(_come_forward, single, program)
    # It goes with the window: after a start in place the program before would take what is meant for this one.
    watcher = QFileSystemWatcher(program.window)
    watcher.directoryChanged.connect(look)
    program.services.heartbeat.told = watcher.addPath(str(program.services.folder.root))
    program.services.heartbeat.now_and_then.connect(look)
    look()


def _come_forward(single: SingleRun, program: Application, _asked: object = None) -> None:
    wanted = single.asked()
    if wanted is not None:
        program.window.come_forward()
    if wanted:
        program.rooms.compounds.open_file(wanted)


def _say(code: MessageCode, **values: str) -> None:
    from benchapp.ui.text.message_texts import say  # noqa: PLC0415

    sys.stdout.write(say(code, values) + "\n")


def _show_problem(error: BenchError, *, again: bool = False) -> bool:
    if not _is_seen():
        from benchapp.ui.text.message_texts import say_error  # noqa: PLC0415

        sys.stderr.write(say_error(error) + "\n")
        return False
    from benchapp.ui.window.cannot_start import show_problem  # noqa: PLC0415

    return show_problem(error, again=again)


def _ask_override(folder: DataFolder, host: str) -> bool:
    if not _is_seen():
        return False
    from benchapp.ui.window.cannot_start import ask_override  # noqa: PLC0415

    return ask_override(str(folder.root), host)


def _is_seen() -> bool:
    """Return whether somebody can answer a dialog: off-screen it would wait for ever."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    return QGuiApplication.platformName() not in {"offscreen", "minimal"}


def _show_crash(report: str, *, last_time: bool = False) -> None:
    from benchapp.ui.window.blocking_dialogs import show_crash  # noqa: PLC0415

    show_crash(report, last_time=last_time)
