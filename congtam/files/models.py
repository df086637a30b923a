"""The bytes of a file, stored once under the hash of their content."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """Nội dung một tệp; its name belongs to whoever attached it."""

    sha256 = models.CharField(primary_key=True, max_length=64, editable=False)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
