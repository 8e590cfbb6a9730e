#!/bin/sh
# Installs what the program needs from the system: scripts/install.sh NAME…, of pango, venv, java, poppler, make.
# As root, or with a sudo that asks no password; otherwise it prints the one command to run, and fails.
set -eu

package() { # package MANAGER NAME: what the manager calls it
    case "$1 $2" in
        "apt-get pango") echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
        "apt-get venv") echo python3-venv ;;
        "apt-get java") echo default-jre-headless ;;
        "apt-get poppler" | "dnf poppler") echo poppler-utils ;;
        "dnf pango" | "pacman pango") echo pango harfbuzz ;;
        "brew pango") echo pango ;;
        "dnf venv" | "brew venv") echo python3 ;;
        "pacman venv") echo python ;;
        "dnf java") echo java-latest-openjdk-headless ;;
        "pacman java") echo jre-openjdk-headless ;;
        "brew java") echo openjdk ;;
        "pacman poppler" | "brew poppler") echo poppler ;;
        *" make") echo make ;;
    esac
}

for manager in apt-get dnf pacman brew ""; do
    if [ -n "$manager" ] && command -v "$manager" >/dev/null 2>&1; then break; fi
done
if [ -z "$manager" ]; then
    echo "Missing: $*. No package manager known here (apt-get, dnf, pacman, brew); install them by hand." >&2
    exit 1
fi

packages=""
for name in "$@"; do packages="$packages $(package "$manager" "$name")"; done

case "$manager" in
    apt-get) install="apt-get install -y --no-install-recommends$packages" ;;
    dnf) install="dnf install -y$packages" ;;
    pacman) install="pacman -S --needed --noconfirm$packages" ;;
    brew) install="brew install$packages" ;;
esac

if [ "$manager" = brew ] || [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "Something of the system is missing ($*), and installing it needs your password. Run this, then go on:" >&2
    echo "  sudo $install" >&2
    exit 1
fi

echo "Installing:$packages" >&2
# The lists of a fresh container are empty, and those of an old machine name files that are gone.
if [ "$manager" = apt-get ]; then $as_root apt-get update >&2; fi
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
# shellcheck disable=SC2086  # the command is a list of words
$as_root $install >&2
