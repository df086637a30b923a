"""A procedure is a partial order with its participants; a wrong one is refused at its line."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from congtam.core import marked
from congtam.core.citations import Cite
from congtam.core.packs import procedure
from tests.core.packs import faults

PROCEDURE = """\
format: congtam/procedure/1
id: quy-trinh
version: "1"
title: Quy trình
documents:
  HD: {title: Hướng dẫn, number: 02/HD-LĐLĐ}
steps:
  - id: cong_bo
    kind: publish
    title: Công bố
    after: [quyet_dinh]
    by:
      - {id: btv_2, title: Thường vụ, of: authority, body: btv, form: none, submit: [chu_tich]}
    opens_all: true
    cite: {doc: HD, at: mục 5}
  - id: tu_cham
    kind: self_score
    title: Tự chấm
    by:
      - {id: don_vi, title: Đơn vị, of: subject, form: points, draft: [thu_ky], submit: [chu_tich]}
    proposes: true
    cite: {doc: HD, at: mục 1}
  - id: ban
    kind: contribute
    title: Các ban
    by:
      - {id: ban_tc, title: Ban, of: authority, body: ban_tc, form: points, ceiling: 5, submit: [a]}
    reads:
      - {step: tu_cham, when: own_first}
    skip_when_overdue: true
    cite: {doc: HD, at: mục 2}
  - id: tham_dinh
    kind: appraise
    title: Thẩm định
    after: [tu_cham, ban]
    by:
      - {id: to, title: Tổ, of: in_charge, body_kind: to_cong_tac, form: points, submit: [truong]}
    changes_scores: true
    sends_back_to: [tu_cham]
    closes: list
    late: refused
    cite: {doc: HD, at: mục 3}
  - id: quyet_dinh
    kind: decide
    title: Quyết định
    after: [tham_dinh]
    by:
      - {id: btv, title: Thường vụ, of: authority, body: btv, form: none, submit: [chu_tich]}
    closes: list
    cite: {doc: HD, at: mục 4}
"""


ALONE = "«alone» đi cùng đúng một chức danh ở «submit», không có «draft»"


def test_a_step_is_read_as_a_whole() -> None:
    found = procedure.load(PROCEDURE, "goi.yaml")

    assert found.step("tham_dinh") == procedure.Step(
        id="tham_dinh",
        kind="appraise",
        title="Thẩm định",
        after=("tu_cham", "ban"),
        by=(
            procedure.Participant(
                id="to",
                title="Tổ",
                of="in_charge",
                body="",
                body_kind="to_cong_tac",
                fields=(),
                groups=(),
                form="points",
                ceiling=None,
                draft=(),
                submit=("truong",),
            ),
        ),
        reads=(),
        late="refused",
        skip_when_overdue=False,
        proposes=False,
        changes_scores=True,
        sends_back_to=("tu_cham",),
        closes="list",
        opens_all=False,
        cite=Cite("HD", "mục 3"),
    )
    assert found.step("ban").participant("ban_tc").ceiling == Decimal(5)
    assert found.step_of_kind("decide").id == "quyet_dinh"


def test_steps_are_ordered_behind_what_they_wait_for() -> None:
    found = procedure.load(PROCEDURE, "goi.yaml")

    assert [s.id for s in found.order()] == [
        "tu_cham",
        "ban",
        "tham_dinh",
        "quyet_dinh",
        "cong_bo",
    ]
    assert found.before("quyet_dinh") == {"tu_cham", "ban", "tham_dinh"}
    assert found.before("tu_cham") == frozenset()


def test_a_procedure_draws_itself() -> None:
    assert procedure.load(PROCEDURE, "goi.yaml").as_mermaid() == "\n".join(
        [
            "flowchart TD",
            '    tu_cham["Tự chấm"]',
            '    ban["Các ban"]',
            '    tham_dinh["Thẩm định"]',
            '    quyet_dinh["Quyết định"]',
            '    cong_bo["Công bố"]',
            "    tu_cham --> tham_dinh",
            "    ban --> tham_dinh",
            "    tham_dinh --> quyet_dinh",
            "    quyet_dinh --> cong_bo",
            "    tham_dinh -. trả lại .-> tu_cham",
        ]
    )


def test_a_procedure_stored_as_json_of_texts_reads_the_same() -> None:
    stored = json.dumps(marked.read(PROCEDURE, "goi.yaml"), ensure_ascii=False)

    assert procedure.load(stored, "goi.json") == procedure.load(PROCEDURE, "goi.yaml")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("late: refused", "lat: refused", ["41: steps[3].lat: khóa lạ «lat»"]),
        (
            "late: refused",
            "late: never",
            ["41: steps[3].late: «never» không thuộc: accepted, refused"],
        ),
        ("[tu_cham, ban]", "[tu_cham, bam]", ["35: steps[3].after[1]: không có bước «bam»"]),
        (
            "title: Tự chấm\n",
            "title: Tự chấm\n    after: [quyet_dinh]\n",
            [
                "19: steps[1].after: các bước đợi nhau thành vòng: "
                "tu_cham → quyet_dinh → tham_dinh → tu_cham"
            ],
        ),
        (
            "sends_back_to: [tu_cham]",
            "sends_back_to: [cong_bo]",
            [
                "39: steps[3].sends_back_to[0]: bước «cong_bo» không đứng trước bước "
                "«tham_dinh» nên không trả lại được"
            ],
        ),
        (
            "{step: tu_cham, when: own_first}",
            "{step: quyet_dinh, when: closed}",
            ["29: steps[2].reads[0].step: bước «quyet_dinh» không đứng trước hay song song"],
        ),
        (
            "{step: tu_cham, when: own_first}",
            "{step: ban, when: closed}",
            ["29: steps[2].reads[0].step: bước «ban» không đứng trước hay song song"],
        ),
        (
            "{step: tu_cham, when: own_first}",
            "{step: tu_chan, when: closed}",
            ["29: steps[2].reads[0].step: không có bước «tu_chan»"],
        ),
        (
            "    after: [tham_dinh]\n",
            "",
            [
                "43: steps[4]: " + x
                for x in (
                    "bước «quyet_dinh» phải đứng sau bước «tu_cham»",
                    "bước «quyet_dinh» phải đứng sau bước «ban»",
                    "bước «quyet_dinh» phải đứng sau bước «tham_dinh»",
                )
            ],
        ),
        (
            "    after: [quyet_dinh]\n",
            "",
            ["8: steps[0]: bước «cong_bo» phải đứng sau bước «quyet_dinh»"],
        ),
        (
            "kind: appraise",
            "kind: xem_lai",
            [
                "33: steps[3].kind: «xem_lai» không thuộc: self_score, self_report, "
                "contribute, appraise, meet, decide, publish"
            ],
        ),
        (
            "id: ban\n    kind: contribute",
            "id: ban\n    kind: self_score",
            [
                "30: steps[2].skip_when_overdue: "
                "«skip_when_overdue» không dùng với bước «self_score»"
            ],
        ),
        (
            "    skip_when_overdue: true\n    cite: {doc: HD, at: mục 2}",
            "    late: refused",
            ["23: steps[2]: thiếu trích dẫn «cite»"],
        ),
        (
            "body_kind: to_cong_tac, ",
            "",
            ["37: steps[3].by[0]: thiếu khóa «body_kind»: loại tổ chức phụ trách đơn vị"],
        ),
        (
            "body_kind: to_cong_tac",
            "body: to_1, body_kind: to_cong_tac",
            ["37: steps[3].by[0].body: «body» không dùng với «of: in_charge»"],
        ),
        (
            "form: points, ceiling: 5",
            "form: words, ceiling: 5",
            ["27: steps[2].by[0].ceiling: «ceiling» chỉ dùng với «form: points»"],
        ),
        ("ceiling: 5", "ceiling: 0", ["27: steps[2].by[0].ceiling: phải lớn hơn 0"]),
        (
            "submit: [truong]",
            "submit: []",
            ["37: steps[3].by[0].submit: phải có ít nhất một mục"],
        ),
        (
            "id: btv_2",
            "id: btv",
            ["48: steps[4].by[0].id: bên tham gia «btv» lặp lại, đã có ở dòng 13"],
        ),
        (
            "id: ban\n",
            "id: tu_cham\n",
            [
                "23: steps[2].id: bước «tu_cham» lặp lại, đã có ở dòng 16",
                "35: steps[3].after[1]: không có bước «ban»",
            ],
        ),
        (
            "submit: [truong]",
            "submit: [truong], alone: true",
            ["37: steps[3].by[0].alone: «alone» không dùng với bước «appraise»"],
        ),
        (
            "body: btv, form: none, submit: [chu_tich]",
            "body: btv, form: none, submit: [chu_tich, pho], alone: true",
            [f"13: steps[0].by[0].alone: {ALONE}"],
        ),
        (
            "body: btv, form: none, submit: [chu_tich]",
            "body: btv, form: none, draft: [thu_ky], submit: [chu_tich], alone: true",
            [f"13: steps[0].by[0].alone: {ALONE}"],
        ),
        ("opens_all: true", "opens_all: yes", ["14: steps[0].opens_all: phải là true hoặc false"]),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str]) -> None:
    assert PROCEDURE.count(old) >= 1
    assert faults(procedure.load, PROCEDURE.replace(old, new, 1)) == expected


def test_a_seat_of_one_names_its_office_and_another_none() -> None:
    text = PROCEDURE.replace(
        "submit: [chu_tich]}\n    opens_all", "submit: [chu_tich], alone: true}\n    opens_all"
    )
    found = procedure.load(text, "goi.yaml")

    assert [found.step(s).by[0].office for s in ("cong_bo", "quyet_dinh")] == ["chu_tich", ""]


def test_a_step_that_may_stand_once_is_refused_twice() -> None:
    twice = PROCEDURE.replace("kind: contribute", "kind: self_score").replace(
        "    skip_when_overdue: true\n", ""
    )

    assert faults(procedure.load, twice) == ["24: steps[2].kind: chỉ được một bước «self_score»"]


def test_a_procedure_without_a_decision_is_refused() -> None:
    without = PROCEDURE.replace("kind: decide", "kind: appraise")

    assert faults(procedure.load, without) == ["7: steps: thiếu bước «decide»"]
