"""A conference, an opinion and a paper from outside, for the addresses of each.

The head of the first board is heard by team 2; of the head of the second board team 1 is to give
its opinion; on the deputy chair two bodies outside decide, and one of them has. Both decided on
the chair, and one of them has said another level since.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from congtam.assessments import actions as assessments
from congtam.assessments.actions import moving
from congtam.assessments.models import Assessment, ConclusionEdition, Opinion, Participant
from congtam.clock import local_date
from congtam.meetings import actions as meetings
from congtam.regulations import actions as regulations
from congtam.regulations.models import Regulation
from congtam.regulations.queries import in_force, procedure
from tests import cast
from tests.assessments.conferences import send_report
from tests.house.critiques import HEAD as FIRST_HEAD

HEAD = FIRST_HEAD.replace("id: kiem-diem-2021", "id: hoi-nghi-2021")
PROCEDURE = f"""{HEAD}
format: congtam/procedure/1
steps:
  - id: bao_cao
    kind: self_report
    title: Viết báo cáo
    by: [{{id: ban_than, title: Cá nhân, of: subject, form: words, submit: [ban_than]}}]
    cite: {{doc: HD, at: mục 1}}
  - id: hoi_nghi
    kind: meet
    title: Hội nghị
    after: [bao_cao]
    by:
      - {{id: to2, title: Tổ 2, of: authority, body: to2, form: words, submit: [to_truong],
         answers: [tong_diem]}}
    proposes: true
    reads: [{{step: bao_cao, when: closed}}]
    cite: {{doc: HD, at: mục 2}}
  - id: nhan_xet
    kind: contribute
    title: Nhận xét
    after: [hoi_nghi]
    by:
      - {{id: to1, title: Tổ 1, of: authority, body: to1, form: words, draft: [to_vien],
         submit: [to_truong]}}
    cite: {{doc: HD, at: mục 3}}
  - id: quyet
    kind: decide
    title: Hai nơi quyết định
    after: [bao_cao, hoi_nghi, nhan_xet]
    by:
      - {{id: mot, title: Nơi thứ nhất, of: authority, body: ban_tckt, on_behalf: ban_tg,
         form: words, submit: [truong_ban]}}
      - {{id: hai, title: Nơi thứ hai, of: authority, body: ban_tckt, on_behalf: ban_cs,
         form: words, submit: [truong_ban]}}
    cite: {{doc: HD, at: mục 4}}
  - id: cong_bo
    kind: publish
    title: Công bố
    after: [quyet]
    by:
      - {{id: tckt, title: Ban TCKT, of: authority, body: ban_tckt, form: none,
         submit: [truong_ban]}}
    cite: {{doc: HD, at: mục 5}}
"""
RULEBOOK = f"""{HEAD}
format: congtam/rulebook/1
year: 2021
period: {{from: 2021-01-01, to: 2021-12-31}}
guideline: HD
issuer: {{unit_kind: ldld_tinh, body: btv}}
calendar: vn-mini
enrols:
  - kind: lanh_dao
    title: Lãnh đạo cơ quan
    subject: person
    among: own
    offices: [chu_tich, pho_chu_tich, truong_ban]
    bodies: [btv, ban_cs, ban_tg]
    rules: mini-2021
    sources: kiem-diem-2021
    reports: [{{report: kiem-diem-2021}}]
    procedure: hoi-nghi-2021
    plan: mini-2021
    limits: {{bao_cao: nop}}
receivers: {{kinds: [ldld_tinh], body_kinds: [ban_thuong_vu]}}
papers:
  decision: {{title: QUYẾT ĐỊNH, about: Xếp loại, authority_line: BTV, sign_title: CHỦ TỊCH}}
"""
AT = cast.SESSION - timedelta(days=1)


def play(world: cast.World, scan: bytes) -> dict[str, list[UUID]]:
    """The ids that fill an address, by what it is filled with."""
    for name, text in (("procedure", PROCEDURE), ("rulebook", RULEBOOK)):
        draft = regulations.load(world.tenant, text, name, at=cast.LOADED)
        regulations.put_in_force(
            regulations.check(draft, at=cast.LOADED), by=world.chi, at=cast.LOADED
        )
    cycle = assessments.open_cycle(
        in_force(world.tenant.id, Regulation.Kind.RULEBOOK, "hoi-nghi-2021"),
        guideline=world.cycle.guideline,
        issuer=world.body("btv"),
        by=world.chi,
        at=cast.OPENED,
    )
    files = Assessment.objects.filter(cycle=cycle)
    heard, said, outside, again = (
        files.get(person__code=code) for code in ("board1_head", "board2_head", "chi_deputy", "chi")
    )
    for file in (heard, said, outside, again):
        send_report(file, level="T", at=AT)
    _closed(said, "hoi_nghi")
    for file in (outside, again):
        _closed(file, "hoi_nghi", "nhan_xet")
    meeting, opinion = _confer(world, _seat(heard, "hoi_nghi"))
    words, paper = _seat(said, "nhan_xet"), _seat(outside, "quyet", "mot")
    _conclude(world, paper, scan)
    later = _seat(again, "quyet", "mot")
    for seat in (later, _seat(again, "quyet", "hai")):
        _conclude(world, seat, scan)
    waits = _conclude_anew(world, later, scan)
    return {
        "meeting": [meeting],
        "subject": [meeting, _seat(heard, "hoi_nghi").pk],
        "voice": [opinion],
        "words": [said.pk, words.pk],
        "outside": [outside.pk, paper.pk],
        "again": [again.pk, later.pk],
        "edition": [again.pk, later.pk, waits],
    }


def _seat(file: Assessment, step: str, key: str = "") -> Participant:
    found = Participant.objects.filter(assessment=file, step__key=step)
    return found.get(key=key) if key else found.get()


def _closed(file: Assessment, *steps: str) -> None:
    for step in steps:
        moving.close(file, procedure(file.track.procedure_id), step, at=AT)


def _confer(world: cast.World, seat: Participant) -> tuple[UUID, UUID]:
    by = world.other_team_head
    made = assessments.convene(
        world.body("to2"), [seat.pk], held_on=local_date(AT), place="Phòng họp", chair=by,
        secretary=None, by=by, at=AT,
    )  # fmt: skip
    meetings.mark(made.pk, present=[by.pk], notes={}, by=by, at=AT)
    assessments.present(seat.pk, presented=True, version=1, by=by, at=AT)
    assessments.note_opinion(seat.pk, speaker=by, name="", words="Tốt", by=by, at=AT)
    return made.pk, Opinion.objects.get(hearing_id=seat.pk).pk


def _conclude(world: cast.World, seat: Participant, scan: bytes) -> None:
    by = world.orgboard_head
    assessments.send_package([seat.pk], sent_on=local_date(AT), words="Hồ sơ", by=by, at=AT)
    paper = assessments.Paper("15-KL", local_date(AT), level="T")
    assessments.record_conclusion(
        seat.pk, paper, source=BytesIO(scan), name="ket-luan.png", seen=None, by=by, at=AT
    )


def _conclude_anew(world: cast.World, seat: Participant, scan: bytes) -> UUID:
    """A later paper of one of two: it waits for the other."""
    paper = assessments.Paper("16-KL", local_date(AT), level="K")
    assessments.conclude_anew(
        seat.pk, paper, reason="Kiểm tra lại", source=BytesIO(scan), name="ket-luan-2.png",
        seen=AT, by=world.orgboard_head, at=AT,
    )  # fmt: skip
    return ConclusionEdition.objects.get(participant=seat).pk
