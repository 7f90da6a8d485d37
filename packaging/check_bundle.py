"""Check a built program: what is inside, its own self-test, and that it never opens an internet socket.

    python packaging/check_bundle.py dist/benchapp [--most MEGABYTES] [--contents-only]

What may be inside is listed in contents.txt; what is not listed there fails the check, by name.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

LIST = Path(__file__).with_name("contents.txt")
# Never, whatever the list says: the network, tests, compilers.
FORBIDDEN = re.compile(
    r"QtNetwork|Qt6Network|QtQml|_ssl|libssl|libcrypto|(^|/)(http|test|tests|testsuite|unittest|pytest|hypothesis)(/|\.|$)"
    r"|setuptools|distutils|pip/|(^|/)(lib)?(gcc|clang)",
    re.IGNORECASE,
)
INTERNET = re.compile(r"socket\(AF_INET6?\b")


def read_list() -> tuple[list[str], list[str], list[str]]:
    """Return the patterns of files, those of them that must be there, and the patterns of module names."""
    files, needed, modules = [], [], []
    into_modules = False
    for raw in LIST.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line == "modules:":
            into_modules = True
        elif not line or line.startswith("#"):
            continue
        elif into_modules:
            modules += line.split()
        else:
            pattern = line.removeprefix("!")
            pattern = pattern.removeprefix("/") if pattern.startswith("/") else f"_internal/{pattern}"
            files.append(pattern)
            if line.startswith("!"):
                needed.append(pattern)
    return files, needed, modules


def modules_in(program: Path) -> set[str]:
    """Return the dotted names of the Python modules in a program's archive."""
    from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped,unused-ignore]

    archive = CArchiveReader(str(program))
    inner = next(name for name in archive.toc if name.endswith(".pyz"))
    return set(archive.open_embedded_archive(inner).toc)


def check_content(folder: Path, program: Path) -> list[str]:
    """Return what is inside and must not be, and what is missing."""
    files, needed, modules = read_list()
    inside = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    links = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink()}
    wrong = [f"must not be inside: {name}" for name in inside if FORBIDDEN.search(name)]
    wrong += [
        f"not in contents.txt: {name}"
        for name in inside
        if name not in links and not any(fnmatchcase(name, pattern) for pattern in files)
    ]
    wrong += [f"leads nowhere: {name}" for name in links if not (folder / name).exists()]
    wrong += [f"missing: {pattern}" for pattern in needed if not any(fnmatchcase(name, pattern) for name in inside)]
    names = modules_in(program)
    wrong += [f"must not be inside: module {name}" for name in names if FORBIDDEN.search(name.replace(".", "/"))]
    tops = {name.partition(".")[0] for name in names}
    wrong += [
        f"not in contents.txt: module {name}"
        for name in tops
        if not any(fnmatchcase(name, pattern) for pattern in modules)
    ]
    return sorted(wrong)


def run_self_test(program: Path) -> tuple[int, str, list[str]]:
    """Run the self-test, under strace where there is one; give status, output and internet sockets seen."""
    command = [str(program), "--self-test"]
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        if shutil.which("strace"):
            command = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=socket", "-o", str(trace), *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
    return done.returncode, done.stdout + done.stderr, [line for line in lines if INTERNET.search(line)]


def main() -> int:
    """Check it all; status 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description="Check a built program.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=float, default=110, help="megabytes that it may have (10^6 bytes)")
    parser.add_argument("--contents-only", action="store_true", help="do not start it")
    asked = parser.parse_args()
    folder: Path = asked.folder
    program = next(path for name in ("benchapp", "benchapp.exe") if (path := folder / name).is_file())
    wrong = check_content(folder, program)
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / 1e6
    if size > asked.most:
        wrong.append(f"too large: {size:.1f} MB, and {asked.most:.0f} MB are allowed")
    print("\n".join(wrong), end="\n" if wrong else "")
    said = f"{len(files)} files, {size:.1f} MB"
    if not asked.contents_only:
        status, output, sockets = run_self_test(program)
        print("\n".join(line for line in output.splitlines() if "plugin does not support" not in line))
        wrong += [f"opened an internet socket: {line}" for line in sockets]
        print("\n".join(sockets), end="\n" if sockets else "")
        said += f"; self-test status {status}; {len(sockets)} internet sockets"
        if status:
            wrong.append("the self-test failed")
    print(said)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
