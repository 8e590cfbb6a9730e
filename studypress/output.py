"""Writing a result: beside its place, then renamed into it, so that nothing half-written is ever seen."""

import os
import tempfile
from pathlib import Path

from studypress.problems import BookError, Place, problem


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, or leave what was there as it was and raise BookError (`cannot-write`).

    A link is followed; a device or a pipe, such as `/dev/null`, is written to and stays what it is.
    """
    named, path = path, path.resolve()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Choose another place with -o, or close the program that has the file open."
        raise BookError([problem("cannot-write", Place(str(named)), f"cannot be written: {reason}", hint)]) from error


def _umask() -> int:
    """Read the umask; there is no way to read it but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
