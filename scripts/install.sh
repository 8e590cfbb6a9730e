#!/bin/sh
# Installs what the program needs from the system: scripts/install.sh NAME…, of python, venv, pango, java, poppler, graphviz,
# chromium, make. As root, or with a sudo that asks no password; otherwise it prints the one command to run, and fails.
set -eu

package() { # package MANAGER NAME: what the manager calls it
    case "$1 $2" in
        "apt-get python") echo python3 python3-venv ;;
        "apt-get venv") echo python3-venv ;;
        "apt-get pango") echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
        "apt-get java") echo default-jre-headless ;;
        "dnf java") echo java-latest-openjdk-headless ;;
        "pacman java") echo jre-openjdk-headless ;;
        "brew java") echo openjdk ;;
        "dnf pango" | "pacman pango") echo pango harfbuzz ;;
        "brew pango") echo pango python3 ;; # only Homebrew's Python sees Homebrew's Pango on every Mac
        "apt-get poppler" | "dnf poppler") echo poppler-utils ;;
        "pacman python" | "pacman venv") echo python ;;
        *" python" | *" venv") echo python3 ;;
        *) echo "$2" ;; # poppler, graphviz, chromium, make
    esac
}

has() { command -v "$1" >/dev/null 2>&1; }

for manager in apt-get dnf pacman brew ""; do
    if [ -n "$manager" ] && has "$manager"; then break; fi
done
if [ -z "$manager" ]; then
    echo "Packages of the system are missing ($*), and here is no manager of packages that is known (apt-get, dnf," >&2
    echo "pacman, brew). Install them by hand, then run the same command again." >&2
    exit 1
fi

packages=""
for name in "$@"; do packages="$packages $(package "$manager" "$name")"; done

update="" # the lists of a fresh container are empty, and those of an old machine name files that are gone
case "$manager" in
    apt-get) update="apt-get update" install="apt-get install -y --no-install-recommends$packages" ;;
    dnf) install="dnf install -y$packages" ;;
    pacman) install="pacman -S --needed --noconfirm$packages" ;;
    brew) install="brew install$packages" ;;
esac

if [ "$manager" = brew ] || [ "$(id -u)" = 0 ]; then
    as_root=""
elif has sudo && sudo -n true >/dev/null 2>&1; then
    as_root="sudo"
else
    echo "Packages of the system are missing ($*), and only its administrator can install them." >&2
    echo "Run this, then the same command again:" >&2
    if has sudo; then
        echo "  ${update:+sudo $update; }sudo $install" >&2
    else
        echo "  su - -c '${update:+$update; }$install'" >&2
    fi
    exit 1
fi

echo "Installing:$packages" >&2
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
# shellcheck disable=SC2086  # the commands are lists of words
if ! { ${update:+$as_root $update}; $as_root $install; } >&2; then
    echo "$manager could not install them; why stands above. Most often this machine is not connected to the Internet." >&2
    exit 1
fi
