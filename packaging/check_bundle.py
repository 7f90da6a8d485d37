"""Check a built program: what is inside, its own self-test, and that it never opens an internet socket.

python packaging/check_bundle.py dist/benchapp
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FORBIDDEN = re.compile(
    r"QtNetwork|Qt6Network|_ssl|libssl|libcrypto|/http/|QtWebEngine|pytest|hypothesis", re.IGNORECASE
)
INTERNET = re.compile(r"socket\(AF_INET6?\b")


def check_content(folder: Path) -> list[str]:
    """Give what is inside and must not be."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if FORBIDDEN.search(path.as_posix()))


def run_self_test(program: Path) -> tuple[int, str, list[str]]:
    """Run the self-test, under strace where there is one; give status, output and internet sockets seen."""
    command = [str(program), "--self-test"]
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        if shutil.which("strace"):
            command = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(trace), *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
    return done.returncode, done.stdout + done.stderr, [line for line in lines if INTERNET.search(line)]


def main(folder: Path) -> int:
    """Check it all; status 1 if anything is wrong."""
    wrong = check_content(folder)
    for name in wrong:
        print(f"must not be inside: {name}")
    program = next(path for name in ("benchapp", "benchapp.exe") if (path := folder / name).is_file())
    status, output, sockets = run_self_test(program)
    print("\n".join(line for line in output.splitlines() if "plugin does not support" not in line))
    for line in sockets:
        print(f"opened an internet socket: {line}")
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files, {size:.0f} MB; self-test status {status}; {len(sockets)} internet sockets")
    return 1 if wrong or status or sockets else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
