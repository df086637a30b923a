"""The appraisal of one file: what is seen side by side, what is saved, what comes back."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"hx-request": "true"}


def url(world, name="screen", *more, unit="benh_vien", step=("tham_dinh", "to")):
    return reverse(f"appraisals:{name}", args=[world.seat(*step, unit).id, *more])


def test_it_shows_the_unit_and_the_boards_beside_the_own_box(as_, at_team):
    page = as_(at_team.binh).get(url(at_team)).content.decode()

    assert "Đã làm đủ" in page
    assert "Thực hiện tốt, đủ báo cáo" in page
    assert "Theo quy định: Hoàn thành xuất sắc nhiệm vụ" in page
