"""Three people of the province are classified too, for the addresses of critique.

Bình still writes his report, the head of the organisation board has sent hers, and the head of
the first board presented his at the conference of team 2.
"""

from __future__ import annotations

from datetime import timedelta

from congtam.assessments import actions as assessments
from congtam.assessments.actions import reporting
from congtam.assessments.models import Assessment, Participant, Report
from congtam.assessments.states import ReportState
from congtam.regulations import actions as regulations
from congtam.regulations.models import Regulation
from congtam.regulations.queries import in_force
from tests import cast

HEAD = """
version: "1"
title: Kiểm điểm mẫu
sample: true
documents:
  HD:
    title: Hướng dẫn đánh giá, xếp loại công đoàn năm 2021 (mẫu)
    number: 12/HD-LĐLĐ
    issued: 2021-10-11
    issuer: Ban Thường vụ Liên đoàn Lao động tỉnh
    file: huong-dan.txt
id: kiem-diem-2021
"""
REPORT = f"""{HEAD}
format: congtam/report/1
header: state
paper_title: BÁO CÁO
sections:
  - {{id: viec, title: Kết quả, kind: words}}
  - {{id: han_che, title: Hạn chế, kind: shortcomings, required: false}}
  - {{id: tu_xep, title: Tự xếp loại, kind: level}}
"""
PROCEDURE = f"""{HEAD}
format: congtam/procedure/1
steps:
  - id: bao_cao
    kind: self_report
    title: Viết báo cáo
    by: [{{id: ban_than, title: Cá nhân, of: subject, form: words, submit: [ban_than]}}]
    cite: {{doc: HD, at: mục 1}}
  - id: hop
    kind: meet
    title: Hội nghị
    after: [bao_cao]
    by:
      - {{id: to2, title: Tổ 2, of: authority, body: to2, form: words, submit: [to_truong],
         answers: [tong_diem]}}
    reads: [{{step: bao_cao, when: closed}}]
    cite: {{doc: HD, at: mục 2}}
  - id: quyet
    kind: decide
    title: Quyết định
    after: [bao_cao, hop]
    by: [{{id: btv, title: BTV, of: authority, body: btv, form: none, submit: [chu_tich]}}]
    reads: [{{step: bao_cao, when: closed}}, {{step: hop, when: closed}}]
    closes: list
    cite: {{doc: HD, at: mục 3}}
  - id: cong_bo
    kind: publish
    title: Công bố
    after: [quyet]
    by: [{{id: btv_cb, title: BTV, of: authority, body: btv, form: none, submit: [chu_tich]}}]
    closes: list
    cite: {{doc: HD, at: mục 4}}
"""
SOURCES = f"""{HEAD}
format: congtam/sources/1
rules: mini-2021
sources:
  - {{fact: tong_diem, from: seat, seat: to2, ask: Tổ 2}}
  - {{fact: ky_luat, from: discipline, ask: Ban Tổ chức}}
"""
RULEBOOK = f"""{HEAD}
format: congtam/rulebook/1
year: 2021
period: {{from: 2021-01-01, to: 2021-12-31}}
guideline: HD
issuer: {{unit_kind: ldld_tinh, body: btv}}
calendar: vn-mini
enrols:
  - kind: can_bo
    title: Cán bộ cơ quan
    subject: person
    among: own
    offices: [truong_ban, to_vien]
    bodies: [ban_cs, ban_tckt, to1]
    rules: mini-2021
    sources: kiem-diem-2021
    reports: [{{report: kiem-diem-2021}}]
    procedure: kiem-diem-2021
    plan: mini-2021
    limits: {{bao_cao: nop}}
receivers: {{kinds: [ldld_tinh], body_kinds: [ban_thuong_vu]}}
papers:
  decision: {{title: QUYẾT ĐỊNH, about: Xếp loại, authority_line: BTV, sign_title: CHỦ TỊCH}}
"""
PACKS = (
    ("report", REPORT), ("procedure", PROCEDURE), ("sources", SOURCES), ("rulebook", RULEBOOK),
)  # fmt: skip
SENT = cast.SESSION - timedelta(days=1)


def play(world: cast.World) -> dict[str, Assessment]:
    """The three files by the words of the rows: writing, sent, presented."""
    for name, text in PACKS:
        draft = regulations.load(world.tenant, text, name, at=cast.LOADED)
        regulations.put_in_force(
            regulations.check(draft, at=cast.LOADED), by=world.chi, at=cast.LOADED
        )
    assessments.open_cycle(
        in_force(world.tenant.id, Regulation.Kind.RULEBOOK, "kiem-diem-2021"),
        guideline=world.cycle.guideline,
        issuer=world.body("btv"),
        by=world.chi,
        at=cast.OPENED,
    )
    found = {
        "writing": _file(world, "binh"),
        "reported": _file(world, "orgboard_head"),
        "presented": _file(world, "board1_head"),
    }
    _begin(world, found["writing"], "binh")
    for code, name in (("orgboard_head", "reported"), ("board1_head", "presented")):
        _begin(world, found[name], code)
        _send(world, found[name], code)
    Report.objects.filter(pk=found["presented"].pk).update(state=ReportState.PRESENTED)
    return found


def seat(file: Assessment) -> Participant:
    """The seat of the report itself."""
    return Participant.objects.get(assessment=file, step__key="bao_cao")


def _file(world: cast.World, code: str) -> Assessment:
    return Assessment.objects.get(tenant=world.tenant, person__code=code)


def _begin(world: cast.World, file: Assessment, code: str) -> None:
    by, at = world.people[code], SENT
    reporting.save_section(
        seat(file).pk, "viec", words=f"Đã làm ({code})", grade="", version=0, by=by, at=at
    )
    reporting.add_fault(seat(file).pk, by=by, at=at)


def _send(world: cast.World, file: Assessment, code: str) -> None:
    by, at = world.people[code], SENT
    row = file.report.faults.get()
    words = reporting.FaultWords(text="Còn chậm", remedy="Làm sớm hơn")
    reporting.save_fault(seat(file).pk, row.pk, words=words, version=1, by=by, at=at)
    reporting.choose_level(seat(file).pk, level="T", version=1, by=by, at=at)
    reporting.send_report(seat(file).pk, token=code, late_reason="Đi công tác", by=by, at=at)
