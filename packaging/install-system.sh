#!/bin/sh
# Install the Debian or Ubuntu packages listed in the files given, where they are missing.
# On other systems it says so and leaves the matter to the person.
set -eu

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Not Debian or Ubuntu: if the program does not start, install what these files name: $*"
    exit 0
fi

missing=""
for package in $(cat "$@" | grep -v '^#'); do
    # Newer releases rename some libraries (libglib2.0-0t64) and keep the old name as something they provide.
    state=$(dpkg-query -W -f '${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null | grep -c '^installed$' || true)
    [ "$state" -gt 0 ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "These system packages are missing:$missing"
        echo "Install them as root, then run make again:  apt-get install$missing"
        exit 1
    fi
    as_root="sudo"
fi
echo "Installing system packages:$missing"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
