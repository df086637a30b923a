"""What every test may count on."""

import pytest

from congtam import clock


@pytest.fixture(autouse=True)
def _the_clock_runs_on_real_time():
    """A test that sets the clock must not set it for the next one."""
    yield
    clock.set_clock(None, demo=True)
