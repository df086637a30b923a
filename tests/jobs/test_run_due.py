"""What is due runs once among all workers; what fails is noted and tried again."""

from datetime import datetime, time, timedelta

import pytest

from congtam.clock import ZONE
from congtam.jobs.actions import JOBS, Job, run_due
from congtam.jobs.models import Schedule

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 11, 1, 8, tzinfo=ZONE)


class Work:
    """A job that counts its runs, and fails as often as told."""

    def __init__(self, failures=0):
        self.at, self.failures = [], failures

    def __call__(self, at):
        self.at.append(at)
        if len(self.at) <= self.failures:
            raise ValueError("Nguyễn Văn A, 0912345678")
        return 3


def a_job(work, every=timedelta(minutes=5), daily_at=None):
    return Job("viec", work, every, daily_at)


def test_it_runs_when_first_seen_and_then_after_its_pause():
    work = Work()
    for minutes in (0, 1, 4, 5, 6, 11):
        run_due(NOW + timedelta(minutes=minutes), [a_job(work)])

    assert work.at == [NOW + timedelta(minutes=m) for m in (0, 5, 11)]


def test_a_claim_taken_by_another_worker_is_left_alone():
    work, job = Work(), None

    def other_worker(at):
        return 0

    Schedule.objects.create(name="viec", next_at=NOW)
    job = a_job(work)
    seen = Schedule.objects.get(name="viec")
    run_due(NOW, [a_job(other_worker)])

    from congtam.jobs.actions import _claim

    assert (_claim(seen, job, NOW), work.at) == (False, [])


def test_its_end_is_written_down():
    run_due(NOW, [a_job(Work())])

    row = Schedule.objects.get()
    assert (row.last_run, row.last_result, row.last_error, row.failures) == (NOW, "3", "", 0)


def test_a_failure_is_noted_without_its_message_and_tried_again():
    work = Work(failures=2)
    run_due(NOW, [a_job(work)])

    row = Schedule.objects.get()
    assert row.last_error.startswith("ValueError test_run_due.py:")
    assert "0912345678" not in row.last_error
    assert (row.failures, row.next_at) == (1, NOW + timedelta(minutes=1))

    run_due(NOW + timedelta(minutes=1), [a_job(work)])
    assert Schedule.objects.get().next_at == NOW + timedelta(minutes=3)

    run_due(NOW + timedelta(minutes=3), [a_job(work)])
    assert (Schedule.objects.get().failures, Schedule.objects.get().last_error) == (0, "")


def test_one_that_fails_does_not_stop_the_others():
    work = Work()

    ran = run_due(NOW, [a_job(Work(failures=9)), Job("khac", work, timedelta(hours=1))])

    assert (ran, work.at) == (["viec", "khac"], [NOW])


@pytest.mark.parametrize(
    ("hour", "following"),
    [(6, datetime(2021, 11, 1, 7, tzinfo=ZONE)), (7, datetime(2021, 11, 2, 7, tzinfo=ZONE))],
)
def test_a_daily_job_keeps_its_hour_in_vietnam(hour, following):
    at = datetime(2021, 11, 1, hour, tzinfo=ZONE)

    assert a_job(Work(), timedelta(days=1), time(7)).after(at) == following


def test_a_clock_set_back_does_not_stop_the_work():
    work = Work()
    run_due(NOW.replace(year=2026), [a_job(work)])

    run_due(NOW, [a_job(work)])

    assert work.at == [NOW.replace(year=2026), NOW]


def test_the_jobs_of_the_product_all_run():
    assert run_due(NOW) == [job.name for job in JOBS]
    assert set(Schedule.objects.values_list("last_error", flat=True)) == {""}
