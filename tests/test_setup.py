"""What `make setup` does on machines that are not this one: stand-ins for their programs say how they were called."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from studypress.doctor import NEEDS

ROOT = Path(__file__).parent.parent
NAMES = {"Pango": "pango", "Java": "java", "Poppler": "poppler", "dot": "graphviz"}
"""What the doctor looks for, in the words of install.sh."""
MANAGERS = {"apt-get": "debian", "dnf": "fedora", "pacman": "arch", "brew": "macos"}
INSTALL = "apt-get install -y --no-install-recommends"
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

PYTHON = """
case "$*" in
    --version) echo Python 3.12.1 ;;
    *ensurepip*) test -e {has}/venv ;;
    *studypress.doctor* | *"import weasyprint"*) test -e {has}/pango ;;
    "-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *"pip install"*requirements*.lock) echo pip; test -e {has}/network ;;
esac
"""
"""A Python that answers the questions of setup.sh by what the machine has."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts are for systems that have a shell")


class Machine:
    """A checkout with our scripts, and a PATH of nothing but stand-ins and the few tools that the scripts use."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.checkout = folder / "checkout"
        for each in (self.programs, self.checkout):
            each.mkdir()
        shutil.copytree(ROOT / "scripts", self.checkout / "scripts")
        for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
            (self.checkout / name).touch()
        for tool in ("sh", "cp", "dirname", "find", "mkdir", "touch"):
            (self.programs / tool).symlink_to(str(shutil.which(tool)))
        self.program("id", "echo 1000")

    def program(self, name: str, script: str = "") -> None:
        """Put a program there; without a script it says how it was called."""
        file = self.programs / name
        file.write_text(f"#!/bin/sh\n{script or f'echo {name} $*'}\n")
        file.chmod(0o755)

    def has(self, *things: str, python: str = "python3") -> None:
        """Let the machine have a working Python, and these: `venv`, `pango`, `network`."""
        self.program(python, PYTHON.format(has=self.programs / "has"))
        (self.programs / "has").mkdir(exist_ok=True)
        for thing in things:
            (self.programs / "has" / thing).touch()

    def run(self, script: str, *arguments: str) -> tuple[int, list[str]]:
        """Run one of our scripts. Returns its status and the lines it said."""
        done = subprocess.run(
            ["sh", self.checkout / "scripts" / script, *arguments],
            env={"PATH": str(self.programs), "STUDYPRESS_SYSTEM_PYTHON": str(self.programs / "system")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout.splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has nothing yet, and a user who is not root."""
    return Machine(tmp_path)


# --- install.sh -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("manager", MANAGERS)
@pytest.mark.parametrize("need", NAMES)
def test_setup_installs_what_the_doctor_advises(machine: Machine, manager: str, need: str) -> None:
    machine.program(manager)
    machine.program("id", "echo 0")
    status, said = machine.run("install.sh", NAMES[need])
    remedy = next(each for each in NEEDS if each.name == need).remedies[MANAGERS[manager]]
    advised = re.search(r"(?:install|-S) ([\w.-]+(?: [\w.-]+)*)", str(remedy))
    assert status == 0
    assert advised
    assert set(advised[1].split()) <= set(said[-1].split())


@pytest.mark.parametrize(
    ("manager", "python", "venv"),
    [
        ("apt-get", "python3 python3-venv", "python3-venv"),
        ("dnf", "python3", "python3"),
        ("pacman", "python", "python"),
        ("brew", "python3", "python3"),
    ],
)
def test_python_has_a_name_of_its_own_everywhere(machine: Machine, manager: str, python: str, venv: str) -> None:
    machine.program(manager)
    machine.program("id", "echo 0")
    assert machine.run("install.sh", "python", "make")[1][0] == f"Installing: {python} make"
    assert machine.run("install.sh", "venv")[1][0] == f"Installing: {venv}"


def test_root_has_it_installed_from_fresh_lists(machine: Machine) -> None:
    machine.program("apt-get")
    machine.program("id", "echo 0")
    assert machine.run("install.sh", "java") == (
        0,
        ["Installing: default-jre-headless", "apt-get update", f"{INSTALL} default-jre-headless"],
    )


def test_lists_that_cannot_be_fetched_whole_do_not_stop_it(machine: Machine) -> None:
    machine.program("apt-get", 'echo $*; test "$1" != update')
    machine.program("id", "echo 0")
    assert machine.run("install.sh", "make")[0] == 0


def test_a_manager_that_fails_is_named(machine: Machine) -> None:
    machine.program("dnf", "echo why; exit 100")
    machine.program("id", "echo 0")
    status, said = machine.run("install.sh", "make")
    assert (status, said[1]) == (1, "why")
    assert said[2].startswith("dnf could not install them; why stands above.")


def test_sudo_that_asks_nothing_is_used(machine: Machine) -> None:
    machine.program("dnf")
    machine.program("sudo")
    assert machine.run("install.sh", "make") == (0, ["Installing: make", "sudo dnf install -y make"])


def test_homebrew_wants_no_root(machine: Machine) -> None:
    machine.program("brew")
    assert machine.run("install.sh", "pango") == (0, ["Installing: pango python3", "brew install pango python3"])


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", f"sudo apt-get update; sudo {INSTALL} {LIBRARIES} make"),
        ("dnf", "sudo dnf install -y pango harfbuzz make"),
        ("pacman", "sudo pacman -S --needed --noconfirm pango harfbuzz make"),
    ],
)
def test_without_root_the_one_command_is_printed(machine: Machine, manager: str, command: str) -> None:
    machine.program(manager, "echo must not run")
    machine.program("sudo", "exit 1")
    status, said = machine.run("install.sh", "pango", "make")
    assert (status, len(said), said[-1]) == (1, 3, f"  {command}")


def test_without_sudo_the_command_is_one_for_su(machine: Machine) -> None:
    machine.program("apt-get", "echo must not run")
    status, said = machine.run("install.sh", "make")
    assert (status, said[-1]) == (1, f"  su - -c 'apt-get update; {INSTALL} make'")


def test_a_system_nobody_knows_is_told_what_is_missing(machine: Machine) -> None:
    status, said = machine.run("install.sh", "pango", "make")
    assert status == 1
    assert "missing (pango make)" in said[0]


# --- setup.sh -------------------------------------------------------------------------------------------------


def test_all_that_is_missing_is_asked_for_in_one_command(machine: Machine) -> None:
    machine.has()
    machine.program("apt-get", "echo must not run")
    machine.program("sudo", "exit 1")
    packages = f"python3-venv {LIBRARIES} default-jre-headless poppler-utils graphviz"
    assert machine.run("setup.sh", "tests")[1][-1] == f"  sudo apt-get update; sudo {INSTALL} {packages}"
    assert machine.run("setup.sh")[1][-1] == f"  sudo apt-get update; sudo {INSTALL} python3-venv {LIBRARIES}"


def test_a_machine_without_python_gets_one(machine: Machine) -> None:
    machine.program("apt-get", "echo must not run")
    machine.program("sudo", "exit 1")
    assert machine.run("setup.sh")[1][-1] == (f"  sudo apt-get update; sudo {INSTALL} python3 python3-venv {LIBRARIES}")


def test_an_old_python_is_named_and_nothing_is_installed(machine: Machine) -> None:
    machine.program("python3", 'test "$1" = --version && echo Python 3.9.2')
    machine.program("apt-get", "echo must not run")
    status, said = machine.run("setup.sh")
    assert (status, said[0]) == (1, "studypress needs Python 3.11 or newer, and here is Python 3.9.2.")
    assert "docs/guide/07-install.md" in said[1]
    assert "must not run" not in said


def test_on_a_mac_homebrew_brings_a_newer_python(machine: Machine) -> None:
    machine.program("python3", 'test "$1" = --version && echo Python 3.9.6')
    machine.program("brew")
    assert "brew install python3 pango python3" in machine.run("setup.sh")[1]


@pytest.mark.parametrize("complete", [True, False])
def test_the_python_of_the_system_is_taken_where_it_can_make_venvs(machine: Machine, complete: bool) -> None:
    machine.has("venv", "pango", "network")
    machine.program(
        "system", f'test "$1" = --version && echo Python 3.12.9; test "$1" != -c || {str(complete).lower()}'
    )
    said = machine.run("setup.sh")[1][0]
    assert said == f"Making .venv with Python {'3.12.9' if complete else '3.12.1'}"


def test_what_is_there_is_not_made_again(machine: Machine) -> None:
    machine.has("venv", "pango", "network")
    status, said = machine.run("setup.sh")
    assert status == 0
    assert said[0] == "Making .venv with Python 3.12.1"
    assert said[-1] == "pip"
    assert (machine.checkout / ".venv" / "ready").exists()
    assert machine.run("setup.sh") == (0, [])
    os.utime(machine.checkout / "requirements.lock", (2**32, 2**32))
    assert machine.run("setup.sh")[1][-1] == "pip"


def test_packages_that_cannot_be_fetched_are_spoken_of_plainly(machine: Machine) -> None:
    machine.has("venv", "pango")
    status, said = machine.run("setup.sh")
    assert status == 1
    assert "not connected to the Internet" in " ".join(said)
    assert not (machine.checkout / ".venv" / "ready").exists()


def test_what_was_installed_and_is_still_not_found_is_a_case_for_the_doctor(machine: Machine) -> None:
    machine.has("venv", "network")
    machine.program("brew")
    status, said = machine.run("setup.sh")
    assert status == 1
    assert said[-1] == "Installed, but not found: pango. This tells more: .venv/bin/python build.py doctor"


@pytest.mark.parametrize(("browser", "called"), [(True, True), (False, False)])
def test_ace_is_installed_for_the_tests_where_a_browser_is_there(machine: Machine, browser: bool, called: bool) -> None:
    machine.has("venv", "pango", "network")
    folder = machine.checkout / "tests/epub/npm"
    folder.mkdir(parents=True)
    (folder / "package-lock.json").touch()
    for name in ("java", "pdftotext", "pdftoppm", "dot", *(["chromium"] if browser else [])):
        machine.program(name)
    machine.program("npm", f"echo npm $*; mkdir -p {folder}/node_modules")
    alone = machine.run("setup.sh")[1]
    assert "Installing the packages of requirements.lock, some 45 MB" in alone
    assert not any(line.startswith("npm") for line in alone)
    status, said = machine.run("setup.sh", "tests")
    assert status == 0
    assert "Installing the packages of requirements-dev.lock, some 120 MB" in said
    assert any(line.startswith("npm --prefix tests/epub/npm ci --ignore-scripts") for line in said) is called
    os.utime(folder / "package-lock.json", (1, 1))
    assert not any(line.startswith("npm") for line in machine.run("setup.sh", "tests")[1])
