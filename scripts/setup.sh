#!/bin/sh
# Makes .venv with the locked packages, and installs what the system lacks for that: Python, Pango. With `tests`, also
# their packages and what they run: Java (for EPUBCheck), Poppler, Graphviz, and, where the system has npm, Ace and
# (Debian's) Chromium.
# Run at will: what is there already is not touched, nor asked for on the network. All that is lacking is asked for in
# one go, before anything else is done.
set -eu
cd "$(dirname "$0")/.."
venv=.venv/bin/python

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
venv_works() { new_enough "$venv" && "$venv" -c 'import pip' 2>/dev/null; }
has() { command -v "$1" >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; } # Debian keeps these in a package of their own

# Ours; Homebrew's, since no other sees Homebrew's Pango on every Mac; the system's, since what version managers build is
# seldom optimised and takes a sixth longer for a book; then whatever is called Python. (A test names another system's.)
system=${STUDYPRESS_SYSTEM_PYTHON:-/usr/bin/python3}
find_python() {
    if venv_works; then echo "$venv"; return; fi
    homebrew=$(brew --prefix 2>/dev/null || echo no)
    if ! has brew && new_enough "$system" && makes_venvs "$system"; then echo "$system"; return; fi
    for name in "$homebrew/bin/python3" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$name"; then echo "$name"; return; fi
    done
}

lacking() { # lacking [tests]: what the system lacks, in the words of install.sh
    if [ -z "$python" ]; then
        echo python pango
    else
        venv_works || makes_venvs "$python" || echo venv
        "$python" -c 'import sys, studypress.doctor as doctor; sys.exit(not doctor.libraries_found())' || echo pango
    fi
    [ "${1:-}" = tests ] || return 0
    java -version >/dev/null 2>&1 || echo java # macOS has a `java` that only says there is none
    { has pdftotext && has pdftoppm; } || echo poppler
    has dot || echo graphviz
}

too_old() {
    echo "studypress needs Python 3.11 or newer, and here is $(python3 --version 2>&1)." >&2
    echo "Install a newer one (docs/guide/07-install.md says more), then run the same command again." >&2
    exit 1
}

python=$(find_python)
# What a Linux installs is the Python it has; Homebrew's is new, where that of macOS is old.
if [ -z "$python" ] && has python3 && ! has brew; then too_old; fi

missing=$(lacking "$@")
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  # a list of words
    sh scripts/install.sh $missing
    python=$(find_python)
    [ -n "$python" ] || too_old
fi

if ! venv_works; then
    echo "Making .venv with $("$python" --version)" >&2
    "$python" -m venv --clear .venv
fi

lock=requirements.lock ready=.venv/ready size=45
[ "${1:-}" != tests ] || { lock=requirements-dev.lock ready=.venv/ready-for-tests size=120; }
packages_are_current() {
    [ -f $ready ] && [ -z "$(find pyproject.toml $lock -newer $ready)" ]
}
get() { "$venv" -m pip install --quiet --disable-pip-version-check "$@"; }

if ! packages_are_current; then
    echo "Installing the packages of $lock, some $size MB" >&2
    if ! get --require-hashes --requirement $lock; then
        echo "The packages of $lock could not be fetched; why stands above. Most often this machine is not" >&2
        echo "connected to the Internet, or the mirror it asks (.venv/bin/python -m pip config list) is behind." >&2
        echo "Fix that, then run the same command again." >&2
        exit 1
    fi
    get --no-deps --no-build-isolation --no-index --editable .
fi

python=$venv
missing=$(lacking "$@")
# WeasyPrint has the last word. It only warns, so far, when HarfBuzz's subsetter is missing; our fonts need it.
[ -n "$missing" ] || "$venv" -W error:HarfBuzz-Subset -c 'import weasyprint' >/dev/null 2>&1 || missing=pango
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  # on one line
    echo "Installed, but not found:" $missing. "This tells more: $venv build.py doctor" >&2
    exit 1
fi

# Python compiles our modules when they are first used, but not where an environment forbids it to keep what comes of it.
"$venv" -m compileall -q studypress

# Ace, which judges how accessible e-books are, and the readers in which they are opened need npm and Chromium. Debian's
# Chromium is had in half a minute; who has neither goes without, and the tests say so. Nor does a network that is away
# keep the other tests from running.
on_debian() { grep -qs '^ID=debian' /etc/os-release; }
npm_folder=tests/epub/npm
if [ "${1:-}" = tests ] && has npm; then
    if ! has chromium && on_debian; then sh scripts/install.sh chromium || true; fi
    if has chromium && ! [ $npm_folder/node_modules/.ready -nt $npm_folder/package-lock.json ]; then
        echo "Installing Ace, which judges how accessible e-books are" >&2
        PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 npm --prefix $npm_folder ci --ignore-scripts \
            --no-audit --no-fund --loglevel=error >&2 && touch $npm_folder/node_modules/.ready
    fi
fi

touch .venv/ready
[ "${1:-}" != tests ] || touch .venv/ready-for-tests
