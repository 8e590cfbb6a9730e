"""What every test shares: the flag that accepts new goldens, and silence from WeasyPrint."""

import logging
import os
from collections.abc import Iterator

import golden
import pytest

from studypress.pdf.messages import is_harmless


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="write what the program makes now into the goldens")


def pytest_configure(config: pytest.Config) -> None:
    """Have the program speak English, whatever this machine does; hand the flag to `golden`; name our marks."""
    os.environ["LANGUAGE"] = "en"
    golden.update = config.getoption("--update-golden")
    config.addinivalue_line("markers", "weasyprint_log: this test provokes WeasyPrint on purpose")


class _Records(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not is_harmless(record.getMessage()):
            self.messages.append(f"{record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _silent_weasyprint(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which WeasyPrint complains: of our style sheets, as a rule, that it does not understand."""
    records = _Records()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(records)
    yield
    logger.removeHandler(records)
    if records.messages and request.node.get_closest_marker("weasyprint_log") is None:
        pytest.fail("WeasyPrint says:\n" + "\n".join(records.messages), pytrace=False)
