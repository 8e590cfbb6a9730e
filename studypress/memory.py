"""How much memory this process may still have: what lacks it seldom says so, least of all a library in C."""

import os
from collections.abc import Iterator
from contextlib import suppress
from mmap import mmap
from pathlib import Path

_GROUPS = Path("/proc/self/cgroup")
"""The control groups that this process is in (cgroups(7)), on Linux."""
_TREES = {"": ("/sys/fs/cgroup", "memory.max"), "memory": ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")}
"""By the name of a tree of groups, where it stands and the file of a bound there: of version 2, and of version 1."""


def is_bounded() -> bool:
    """Whether a process may have only so much memory: beyond it it ends without a word, and another has to tell."""
    import resource  # of Unix alone

    bounds = [resource.getrlimit(bound)[0] for bound in (resource.RLIMIT_AS, resource.RLIMIT_DATA)]
    if any(bound != resource.RLIM_INFINITY for bound in bounds):
        return True
    there_is = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return any(bound < there_is for bound in _bounds_of_groups())


def _bounds_of_groups() -> Iterator[int]:
    """What the groups of this process may have together, in bytes, as a container's; version 1 has a number for all."""
    with suppress(OSError, ValueError):
        for line in _GROUPS.read_text(encoding="utf8").splitlines():
            _, tree, path = line.split(":", 2)
            if tree in _TREES:
                root, name = _TREES[tree]
                group = Path(root, path.lstrip("/"))  # in a container the path may be one of the machine
                for folder in (group, *group.parents):
                    with suppress(OSError, ValueError):  # `max`
                        yield int((folder / name).read_text(encoding="ascii"))


def require_room(size: int) -> None:
    """Raise MemoryError where so many bytes are not to be had."""
    try:
        mmap(-1, size).close()
    except OSError as refused:
        raise MemoryError from refused


def has_room(size: int) -> bool:
    """Whether so many bytes are to be had."""
    try:
        require_room(size)
    except MemoryError:
        return False
    return True
