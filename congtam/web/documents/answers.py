"""A paper as an answer: always a download, never guessed at, never run."""

from __future__ import annotations

from typing import BinaryIO

from django.http import FileResponse


def attachment(source: BinaryIO, name: str) -> FileResponse:
    """The bytes of a PDF under this name."""
    answer = FileResponse(source, as_attachment=True, filename=name, content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
