"""What a rule book says goes upward: read, refused where it cannot be sent, fitting its year."""

from __future__ import annotations

import pytest

from congtam.core import marked
from congtam.core.packs import coherence, procedure, rulebook
from congtam.core.packs.coherence import Misfit
from congtam.core.plan import load as load_plan
from tests.core.packs.test_rulebook import BOOK
from tests.core.packs.test_shipped import PACKS

DOSSIER = """\
dossier:
  to: ban_tc
  limit: gui
  parts:
    - {id: tap_the, title: Báo cáo tập thể, what: collective, tracks: [bch]}
    - {id: uv, title: Mức từng người, what: levels, tracks: [ct]}
    - {id: ct, title: Bản tự kiểm điểm, what: report, tracks: [ct], upper: [btv], opinion: cap_uy}
"""
ENROLS = """\
  - {kind: bch, title: BCH, subject: body, among: children, body: bch, rules: r, sources: s, \
procedure: p, plan: k, limits: {}}
  - {kind: ct, title: Chủ tịch, subject: person, among: children, offices: [chu_tich], rules: r, \
sources: s, procedure: p, plan: k, limits: {}}
receivers:"""


def with_dossier(section: str = DOSSIER) -> str:
    return BOOK.replace("receivers:", ENROLS, 1) + section


def test_what_goes_upward_is_read() -> None:
    assert rulebook.load(BOOK, "goi.yaml").dossier is None

    found = rulebook.load(with_dossier(), "goi.yaml").dossier

    assert found is not None
    assert (found.to, found.limit, found.senders) == ("ban_tc", "gui", ("bch",))
    assert [(p.id, p.what, p.tracks, p.upper, p.opinion) for p in found.parts] == [
        ("tap_the", "collective", ("bch",), (), ""),
        ("uv", "levels", ("ct",), (), ""),
        ("ct", "report", ("ct",), ("btv",), "cap_uy"),
    ]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("tracks: [bch]", "tracks: [ban]", "không có nhóm đối tượng «ban»"),
        ("what: collective, tracks: [bch]", "what: collective, tracks: [ct]", "nhóm tập thể"),
        ("what: levels", "what: report", ""),
        ("what: levels", "what: muc", "muc"),
        ("what: levels, tracks: [ct]", "what: levels, tracks: [ct], opinion: x", "«opinion»"),
        ("id: uv", "id: ct", "phần"),
        ("what: collective", "what: levels", "phải có phần «collective»"),
        ("  limit: gui\n", "", "limit"),
    ],
)
def test_a_dossier_that_cannot_be_sent_is_refused(was: str, now: str, says: str) -> None:
    text = with_dossier(DOSSIER.replace(was, now, 1))
    assert text != with_dossier()
    if not says:
        assert rulebook.load(text, "goi.yaml").dossier is not None
        return

    with pytest.raises(marked.Unreadable) as refused:
        rulebook.load(text, "goi.yaml")

    assert says in str(refused.value)


def shipped():
    """The rule book of seed 003 with the procedures and plans that its tracks name."""
    folder = PACKS / "tkv-2020"
    book = rulebook.load((folder / "rulebook.yaml").read_text(), "rulebook.yaml")
    rows = [procedure.load(f.read_text(), f.name) for f in sorted(folder.glob("procedure-*.yaml"))]
    by_id = {one.id: one for one in rows}
    plan = load_plan((folder / "plan.yaml").read_text(), "plan.yaml")
    return (
        book,
        {one.kind: by_id[one.procedure] for one in book.enrols},
        {one.kind: plan for one in book.enrols},
    )


def test_the_shipped_dossier_fits_its_year() -> None:
    assert coherence.check_dossier(*shipped()) == ()


def test_a_seat_nobody_has_and_a_day_nobody_set_are_named() -> None:
    book, procedures, plans = shipped()
    text = (PACKS / "tkv-2020" / "rulebook.yaml").read_text()
    text = text.replace("opinion: tap_the_nx", "opinion: cap_uy")
    wrong = rulebook.load(text.replace("  limit: gui_ho_so", "  limit: khong_co"), "x.yaml")

    assert coherence.check_dossier(wrong, procedures, plans) == (
        Misfit("dossier.limit", "kế hoạch của nhóm «btv_cap_tren» không có bước «khong_co»"),
        Misfit("dossier.limit", "kế hoạch của nhóm «bch_cdcs» không có bước «khong_co»"),
        Misfit(
            "dossier.parts.chuyen_trach",
            "quy trình của nhóm «chuyen_trach» không có nơi nhận xét «cap_uy»",
        ),
    )
    assert book.dossier is not None
