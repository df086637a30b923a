"""What every test may count on."""

import pytest

from congtam import clock

OF_THE_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(items):
    """Mark what meets a database: the rest says the same on either engine, and runs once."""
    for item in items:
        if item.get_closest_marker("django_db") or OF_THE_DATABASE & set(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _the_clock_runs_on_real_time():
    """A test that sets the clock must not set it for the next one."""
    yield
    clock.set_clock(None, demo=True)
