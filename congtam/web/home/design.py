"""The design page of the demo: every component with sample data, to look at and to copy from."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam.web.charts import stacked
from congtam.web.home import samples

SCREENS = {
    "phieu": "Bảng tự chấm điểm",
    "ban": "Bảng của ban chuyên đề",
    "tham-dinh": "Thẩm định",
    "tong-hop": "Bảng tổng hợp",
    "quyet-dinh": "Quyết định xếp loại",
    "tong-quan": "Tổng quan",
    "viec": "Việc của tôi",
    "ket-qua": "Kết quả xếp loại",
    "mau": "Các mẫu nhỏ",
}


@require_GET
@login_not_required
def page(request: HttpRequest, screen: str = "phieu") -> HttpResponse:
    """One sample screen; only the demo has it."""
    if not settings.DEMO or screen not in SCREENS:
        raise Http404
    context = {
        "screens": SCREENS,
        "screen": screen,
        "sample": samples,
        "progress": [(*row[:1], stacked(row[1]), *row[2:]) for row in samples.PROGRESS],
        "parts": samples.PROGRESS[0][1],
        "levels": samples.LEVELS,
        "total": Decimal("91.5"),
        "most": Decimal(100),
        "marks": [Decimal(50), Decimal(70), Decimal(90)],
        "taken": Decimal(10),
        "ranked": Decimal(20),
        "quota": [Decimal(9)],
    }
    return render(request, f"design/{screen}.html", context)
