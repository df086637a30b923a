"""The clock's work: what is due is claimed once among all workers, run, and its end noted."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import structlog

from congtam.assessments.actions import skip_overdue
from congtam.clock import ZONE
from congtam.cycles.actions import remind
from congtam.jobs.models import Schedule
from congtam.notices.actions import send_waiting

log = structlog.get_logger("congtam.jobs")
RETRY_FIRST, RETRY_LAST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Job:
    """One recurring job: every so often, or daily at an hour of Vietnam."""

    name: str
    run: Callable[[datetime], int]
    every: timedelta
    daily_at: time | None = None

    def after(self, at: datetime) -> datetime:
        """The next time it should run."""
        if self.daily_at is None:
            return at + self.every
        day = at.astimezone(ZONE)
        today = datetime.combine(day.date(), self.daily_at, ZONE)
        return today if today > at else today + timedelta(days=1)


JOBS = (
    Job("send_outbox", send_waiting, timedelta(seconds=20)),
    Job("open_due_steps", skip_overdue, timedelta(minutes=5)),
    Job("remind", remind, timedelta(days=1), time(7, 0)),
)


def run_due(at: datetime, jobs: Iterable[Job] = JOBS) -> list[str]:
    """Run what is due at `at` and not claimed by another worker; gives the names."""
    ran = []
    for job in jobs:
        schedule, _made = Schedule.objects.get_or_create(name=job.name, defaults={"next_at": at})
        if _is_due(schedule, job, at) and _claim(schedule, job, at):
            _run(job, schedule, at)
            ran.append(job.name)
    return ran


def _is_due(schedule: Schedule, job: Job, at: datetime) -> bool:
    """Past its time; or so far ahead that the (demo's) clock must have been set back."""
    return schedule.next_at <= at or schedule.next_at > at + job.every + RETRY_LAST


def _claim(schedule: Schedule, job: Job, at: datetime) -> bool:
    """Move `next_at` on; only one worker finds it where all of them saw it."""
    seen = Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at)
    return seen.update(next_at=job.after(at)) == 1


def _run(job: Job, schedule: Schedule, at: datetime) -> None:
    mine = Schedule.objects.filter(pk=job.name)
    try:
        done = job.run(at)
    except Exception as error:  # a job that fails is noted and tried again; the worker lives on
        failures = schedule.failures + 1
        says = where(error)
        wait = min(RETRY_FIRST * 2 ** min(failures - 1, 10), RETRY_LAST)
        mine.update(last_run=at, last_error=says, failures=failures, next_at=at + wait)
        log.error("job_failed", job=job.name, error=says, failures=failures)
    else:
        mine.update(last_run=at, last_result=str(done), last_error="", failures=0)
        if done:
            log.info("job_done", job=job.name, done=done)


def where(error: Exception) -> str:
    """Kind and place of an error, without its message: that may quote personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    last = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{last}"[:255]
