"""A receipt names one hand-in only, even among equal sheets of one minute."""

import pytest

from congtam.assessments import actions
from congtam.assessments.models import Score, Submission
from tests import cast

pytestmark = pytest.mark.django_db


def test_two_unions_with_equal_sheets_get_two_receipts():
    world = cast.make_world()
    cast.open_year(world)
    for unit in ("benh_vien", "cap_nuoc"):
        seat = cast.fill(world, unit)
        for row in Score.objects.filter(participant=seat).select_related("criterion"):
            actions.save_line(
                seat.id,
                row.criterion.key,
                typed=row.entered,
                words=actions.Words("Đã làm đủ", "Còn chậm quý III"),
                version=row.version,
                by=world.chair(unit),
                at=cast.SCORED,
            )
        cast.submit(world, unit)

    first, second = Submission.objects.order_by("receipt")

    assert first.sha256 == second.sha256
    assert first.receipt != second.receipt
