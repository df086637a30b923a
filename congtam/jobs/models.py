"""When each recurring job runs next, and how it went last time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schedule(models.Model):
    """Lịch chạy của một việc định kỳ; a worker claims it by moving `next_at` on."""

    name = models.CharField(_("việc"), max_length=60, primary_key=True)
    next_at = models.DateTimeField(_("lần chạy tới"))
    last_run = models.DateTimeField(_("lần chạy gần nhất"), null=True, blank=True)
    last_result = models.CharField(_("kết quả"), max_length=120, blank=True)
    last_error = models.CharField(_("lỗi gần nhất"), max_length=255, blank=True)
    failures = models.PositiveIntegerField(_("số lần lỗi liên tiếp"), default=0)

    def __str__(self) -> str:
        return self.name
