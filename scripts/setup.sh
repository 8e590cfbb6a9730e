#!/bin/sh
# Makes .venv with the locked packages, and installs Pango where it is missing; `scripts/setup.sh tests` adds what
# the tests run: Java (for EPUBCheck) and Poppler. Run at will: what is there already is not touched, nor asked for
# on the network.
set -eu
cd "$(dirname "$0")/.."
venv=.venv/bin/python

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

make_venv() {
    for python in python3 python3.13 python3.12 python3.11 python; do
        if new_enough "$python"; then break; fi
    done
    if ! new_enough "$python"; then
        echo "Python 3.11 or newer is needed, and none was found. Install it, then run: make setup" >&2
        exit 1
    fi
    # Debian and Ubuntu keep the module that makes a venv in a package of its own.
    "$python" -c 'import ensurepip, venv' 2>/dev/null || sh scripts/install.sh venv
    echo "Making .venv with $("$python" --version)" >&2
    "$python" -m venv --clear .venv
}

packages_are_current() {
    [ -f .venv/ready ] && [ -z "$(find pyproject.toml requirements.lock -newer .venv/ready)" ]
}

# WeasyPrint only warns, so far, when HarfBuzz's subsetter is missing; our fonts need it.
pango_works() { "$venv" -W error:HarfBuzz-Subset -c 'import weasyprint' >/dev/null 2>&1; }

new_enough "$venv" && "$venv" -c 'import pip' 2>/dev/null || make_venv
if ! packages_are_current; then
    echo "Installing the packages of requirements.lock" >&2
    "$venv" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
    "$venv" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
fi

missing() { # missing [tests]: what the system lacks, in the words of install.sh
    pango_works || echo pango
    [ "${1:-}" = tests ] || return 0
    java -version >/dev/null 2>&1 || echo java
    { command -v pdftotext && command -v pdftoppm; } >/dev/null 2>&1 || echo poppler
}

lacking=$(missing "$@")
if [ -n "$lacking" ]; then
    # shellcheck disable=SC2086  # a list of words
    sh scripts/install.sh $lacking
    lacking=$(missing "$@")
fi
if [ -n "$lacking" ]; then
    echo "Installed, but not found:" $lacking. "This tells more: $venv build.py doctor" >&2
    exit 1
fi

touch .venv/ready
[ "${1:-}" != tests ] || touch .venv/ready-for-tests
