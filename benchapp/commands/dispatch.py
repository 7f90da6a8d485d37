"""Which command without a window the command line asks for; each is imported when it is asked for."""

from argparse import Namespace


def answer(asked: Namespace) -> int | None:
    """Do what is asked for without a window; return its exit status, or None where a window is asked for."""
    if asked.verify is not None:
        from benchapp.commands.checks import verify  # noqa: PLC0415 (the window does not need it)

        return verify(asked.verify)
    if asked.check_monograph is not None:
        from benchapp.commands.checks import check_monographs  # noqa: PLC0415

        return check_monographs(asked.check_monograph)
    if asked.check_buffer is not None:
        from benchapp.commands.checks import check_buffers  # noqa: PLC0415

        return check_buffers(asked.check_buffer)
    if asked.plan is not None:
        from benchapp.commands.plan import plan  # noqa: PLC0415

        return plan(asked.plan)
    if asked.read is not None:
        from benchapp.commands.read import read_at  # noqa: PLC0415

        field, text = asked.read
        return read_at(field, text, asked.now)
    if asked.preview is not None:
        from benchapp.commands.preview import preview  # noqa: PLC0415

        said = {name: getattr(asked, name) for name in ("sheet", "encoding", "solvent", "column", "unit")}
        return preview(asked.preview, asked.data, heading_row=asked.heading_row, **said)
    return None
