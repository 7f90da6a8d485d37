"""Which worker runs which file of tests, so that a run ends also where a worker dies.

As pytest-xdist shares out the files, the worker that takes the place of a dead one is given the files that were done
as well, one at a time, and waits for ever after one with nothing left to run; and it begins no test before it knows
the next one.

The files that take longest begin first: one of them that begins last keeps one worker busy while the others are done.
"""

import os

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]
from xdist.workermanage import WorkerController  # type: ignore[import-untyped]

# By the processor time they take, the longest first; the others, of seconds each, fill the end.
LONGEST = tuple(
    f"tests/{name}.py"
    for name in (
        "real_windows/test_real_windows",
        "flow/test_looks",
        "flow/test_bench_day",
        "flow/test_compounds",
        "test_torture_short",
        "flow/test_calculator",
        "flow/test_pages",
        "flow/test_another_language",
        "flow/test_recipe_in_view",
        "flow/test_shelf",
        "real_windows/test_screen_reader",
        "flow/test_shared_compounds",
        "flow/test_assistance",
        "flow/test_two_computers",
        "flow/test_alarms",
        "flow/test_viewer",
        "flow/test_wheel",
        "flow/test_next_step",
        "app/program/test_drafts",
        "flow/test_chain_faults",
        "flow/test_lab_restored",
        "flow/test_keys_back",
        "flow/test_rings_elsewhere",
        "flow/test_calm",
        "flow/test_first_run",
        "flow/test_seen_in_lab",
    )
)


class FileSchedule(LoadFileScheduling):  # type: ignore[misc]
    """Gives each worker file after file, and what a dead worker left to another; what killed it is not run again."""

    def remove_node(self, node: WorkerController) -> str | None:
        """Forget a worker; return the test that it died in, None where it was done."""
        files: dict[str, dict[str, bool]] = self.assigned_work.pop(node)
        left = [test for tests in files.values() for test, is_done in tests.items() if not is_done]
        if not left:
            return None
        for file, tests in files.items():
            unfinished = {test: False for test in tests if test in left[1:]}
            if unfinished:
                self.workqueue[file] = unfinished
        for other in self.nodes:
            self._reschedule(other)
        return left[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        """Give a worker the longest file that is left."""
        longest = next((file for file in LONGEST if file in self.workqueue), None)
        if longest is not None:
            self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)

    def _reschedule(self, node: WorkerController) -> None:
        """Give a worker enough to go on with, or let it end with what it has."""
        if node.shutting_down:
            return
        while self.workqueue and self._pending_of(self.assigned_work[node]) <= 2:
            self._assign_work_unit(node)
        if not self.workqueue:
            node.shutdown()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one worker more than there are processors: each waits for a disk, a display or a process at times."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileSchedule | None:
    """Return what shares out the files, where whole files are asked for."""
    return FileSchedule(config, log) if config.getvalue("dist") == "loadfile" else None
