"""`python -m benchapp`."""

import sys

from benchapp.cli import main


def run() -> None:
    """Start the program with this process's command line."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
