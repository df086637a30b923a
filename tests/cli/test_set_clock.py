"""The supposed day of the demo: shared by all processes, refused everywhere else."""

from datetime import datetime, timedelta

import pytest

from congtam import clock
from congtam.web.apps import suppose

DAY = datetime(2021, 11, 16, 8, 30, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def real_time_afterwards():
    yield
    clock.set_clock(None, demo=True)


def test_without_a_word_the_time_is_real():
    suppose("", demo=False)

    assert abs(clock.now() - clock.real_now()) < timedelta(seconds=1)


def test_the_demo_starts_on_its_day():
    suppose(DAY.isoformat(), demo=True)

    assert clock.local_date(clock.now()) == DAY.date()


def test_a_process_that_starts_later_shows_the_same_time():
    since = clock.real_now() - timedelta(hours=2)
    suppose(f"{DAY.isoformat()}@{since.isoformat()}", demo=True)

    assert (clock.now() - DAY) // timedelta(hours=1) == 2


def test_a_real_office_does_not_start_on_a_supposed_day():
    with pytest.raises(clock.ClockRefused):
        suppose(DAY.isoformat(), demo=False)
