"""A rule set with findings nobody accepted does not pass; accepted by name and reason, it does."""

from pathlib import Path

import pytest

from congtam.core.rules import check as check_rules
from congtam.core.rules import load as read
from congtam.core.verdict import Refused
from congtam.regulations.actions import check, load
from congtam.regulations.models import Regulation
from congtam.regulations.states import State
from tests.organisation.province import LOADED, province

pytestmark = pytest.mark.django_db
# The lowest level reaches up to 40 instead of 50: between the two nothing applies.
HOLED = (
    (Path(__file__).parents[1] / "cast_packs" / "rules.yaml")
    .read_text()
    .replace("less_than: 50", "less_than: 40")
)


def gap() -> str:
    return check_rules(read(HOLED, "x")).open[0].key


def test_an_open_finding_blocks_with_its_sentence_and_key():
    draft = load(province(unions=1), HOLED, "rules", at=LOADED)

    with pytest.raises(Refused) as refused:
        check(draft, at=LOADED)

    says = f"Tổng điểm từ 40 đến dưới 50 (ví dụ 45): không mức nào áp dụng. (mã {gap()})"
    assert says in refused.value.reason
    assert Regulation.objects.get(pk=draft.pk).state == State.DRAFT


def test_an_accepted_finding_does_not_block():
    accepted = f"accepted: [{{key: {gap()}, by: Ban soạn, reason: Văn bản để ngỏ}}]\n"
    draft = load(province(unions=1), HOLED + accepted, "rules", at=LOADED)

    assert check(draft, at=LOADED).state == State.CHECKED


def test_accepting_another_finding_does_not_help():
    accepted = "accepted: [{key: 0123456789abcdef, by: Ban soạn, reason: Khác}]\n"
    draft = load(province(unions=1), HOLED + accepted, "rules", at=LOADED)

    with pytest.raises(Refused) as refused:
        check(draft, at=LOADED)

    assert gap() in refused.value.reason
