"""How much memory this process may still have: what lacks it seldom says so, least of all a library in C."""

from mmap import mmap


def is_bounded() -> bool:
    """Whether a process may have only so much memory: beyond it Pango ends without a word, and another has to tell."""
    import resource  # of Unix alone

    return any(
        resource.getrlimit(bound)[0] != resource.RLIM_INFINITY for bound in (resource.RLIMIT_AS, resource.RLIMIT_DATA)
    )


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
