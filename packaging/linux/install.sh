#!/bin/sh
# Installs Bench Companion for this user alone: no root, no network. Run by the .run file, or by hand in the unpacked folder.
#   install.sh [--prefix DIR]     into DIR, ~/.local where none is named
#   install.sh --uninstall        takes it away again; what you wrote stays
set -eu

prefix="${HOME}/.local"
action=install
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix) prefix="$2"; shift ;;
        --uninstall) action=uninstall ;;
        *) echo "Unknown: $1. It takes --prefix DIR or --uninstall."; exit 2 ;;
    esac
    shift
done

case "$(uname -s) $(uname -m)" in
    "Linux x86_64") ;;
    *) echo "This is for 64-bit Linux on Intel or AMD processors; here is $(uname -s) on $(uname -m)."; exit 1 ;;
esac

lib="$prefix/lib/benchapp"
remove() {
    rm -rf "$lib" "$lib.new"
    rm -f "$prefix/bin/benchapp" "$prefix/share/applications/benchapp.desktop" "$prefix/share/mime/packages/benchapp.xml" \
        "$prefix/share/metainfo/org.benchcompanion.benchapp.metainfo.xml" "$prefix/share/man/man1/benchapp.1.gz"
    for size in 16 24 32 48 64 128 256 512; do
        rm -f "$prefix/share/icons/hicolor/${size}x${size}/apps/benchapp.png"
    done
    rm -f "$prefix/share/icons/hicolor/scalable/apps/benchapp.svg"
    # Made from what lies in packages/, and made anew by whoever adds something there.
    if [ -z "$(ls -A "$prefix/share/mime/packages" 2>/dev/null)" ]; then rm -rf "$prefix/share/mime"; fi
    if [ "$(ls -A "$prefix/share/applications" 2>/dev/null)" = mimeinfo.cache ]; then
        rm -f "$prefix/share/applications/mimeinfo.cache"
    fi
    # Folders that nothing else lies in; those that were there stay.
    for folder in share/icons/hicolor/*/apps share/icons/hicolor/* share/icons/hicolor share/icons share/applications \
        share/mime/packages share/mime share/metainfo share/man/man1 share/man share lib bin; do
        for one in "$prefix"/$folder; do
            if [ -d "$one" ]; then rmdir "$one" 2>/dev/null || true; fi
        done
    done
}
renew() {
    if command -v update-mime-database >/dev/null 2>&1 && [ -d "$prefix/share/mime/packages" ]; then
        update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || true
    fi
    if command -v update-desktop-database >/dev/null 2>&1 && [ -d "$prefix/share/applications" ]; then
        update-desktop-database -q "$prefix/share/applications" 2>/dev/null || true
    fi
}

if [ "$action" = uninstall ]; then
    remove
    if [ -d "$prefix/share/mime/packages" ] || [ -d "$prefix/share/applications" ]; then renew; fi
    echo "Bench Companion was removed. What you wrote stays in ${XDG_DATA_HOME:-$HOME/.local/share}/benchapp."
    exit 0
fi

here="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share"
# The new one is whole before the old one goes.
rm -rf "$lib.new"
cp -a "$here/usr/lib/benchapp" "$lib.new"
rm -rf "$lib"
mv "$lib.new" "$lib"
ln -sf "$lib/benchapp" "$prefix/bin/benchapp"
for folder in applications icons mime metainfo man; do
    cp -a "$here/usr/share/$folder" "$prefix/share/"
done
sed -i "s#^Exec=benchapp#Exec=$lib/benchapp#; s#^TryExec=.*#TryExec=$lib/benchapp#" "$prefix/share/applications/benchapp.desktop"
cp "$here/install.sh" "$lib/uninstall.sh"
renew
echo "Bench Companion is installed in $lib and stands in the menu. To remove it: sh $lib/uninstall.sh --uninstall"
