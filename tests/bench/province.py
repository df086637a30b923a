"""A generated province: so many unions with full sheets, written in bulk, with a valid ledger.

The organisation, the regulations and the opening of the year go through the actions. Only the
lines of the sheets and the state of the files are written in bulk, with one event for each line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.db import transaction

from congtam.accounts.actions import change_password
from congtam.assessments.actions import open_cycle
from congtam.assessments.models import (
    Assessment,
    DeclaredFact,
    Explanation,
    Participant,
    Score,
    Step,
)
from congtam.assessments.states import StepKind, StepState
from congtam.clock import ZONE, real_now, uuid7
from congtam.core.canonical import canonical
from congtam.core.chain import event_hash
from congtam.core.packs import organisation as pack_of
from congtam.ledger.models import Event, LedgerHead
from congtam.organisation import actions as organisation
from congtam.organisation.models import Body, Mandate, Person, Tenant
from congtam.regulations import actions as regulations
from congtam.regulations.models import Criterion, Instrument, Regulation

PACKS = Path(__file__).parents[2] / "packs"
OPENED = datetime(2021, 10, 11, 9, 0, tzinfo=ZONE)
WRITTEN = datetime(2021, 11, 1, 9, 0, tzinfo=ZONE)
SINCE = date(2018, 1, 1)
A_TEAM = 62
BATCH = 2000
KEPT_OPEN = 16  # the first unions stay open, for those who write
PASSWORD = "Do-Toc-Do-2021"
REACHED = "Đã tổ chức đủ theo kế hoạch, có biên bản và danh sách kèm theo; đoàn viên tham gia đông."
MISSED = "Một nội dung chậm so với kế hoạch do dịch, đã rút kinh nghiệm trong quý IV."


def build(unions: int, signed_in: int) -> None:
    """Everything a measurement needs; `signed_in` unions get an account for their clerk."""
    tenant = organisation.load(_organisation(unions), at=OPENED)
    chair = Mandate.objects.select_related("person").get(
        tenant=tenant, body__code="btv", office="chu_tich"
    )
    _regulate(tenant, chair)
    rulebook = Regulation.objects.get(tenant=tenant, kind="rulebook")
    open_cycle(
        rulebook,
        guideline=Instrument.objects.get(number="152/LĐLĐ-ToCKT"),
        issuer=Body.objects.get(pk=chair.body_id),
        by=chair,
        at=OPENED,
    )
    logins = [chair.person.login, *(f"clerk{i}" for i in range(signed_in))]
    for person in Person.objects.filter(login__in=logins):
        issued = organisation.issue_account(person, by=None, at=OPENED)
        change_password(issued.user, new=PASSWORD, mandate=None, at=OPENED)
    with transaction.atomic():
        _fill(tenant)
        _move(tenant)


def _organisation(unions: int) -> pack_of.Organisation:
    """The root of the sample province with generated unions and working teams below it."""
    text = (PACKS / "to-chuc-mau" / "organisation.yaml").read_text(encoding="utf-8")
    sample = pack_of.load(text, "organisation.yaml")
    root = sample.units[0].code
    teams = [f"to_{n + 1}" for n in range(-(-unions // A_TEAM))]
    units = [
        pack_of.Unit(
            f"u{i:05}", f"Công đoàn cơ sở số {i:05}", f"CĐCS {i:05}", "cdcs", root, SINCE, None, 80
        )
        for i in range(unions)
    ]
    kept = [b for b in sample.bodies if b.unit == root and b.kind != "to_cong_tac"]
    made = [pack_of.Body(t, root, "to_cong_tac", f"Tổ công tác {t}", t, SINCE, None) for t in teams]
    own = [
        pack_of.Body("bch", u.code, "ban_chap_hanh", "Ban Chấp hành", "BCH", SINCE, None)
        for u in units
    ]
    charges = tuple(
        pack_of.Charge(
            root, team, tuple(u.code for u in units[n * A_TEAM : (n + 1) * A_TEAM]), SINCE, None
        )
        for n, team in enumerate(teams)
    )
    return replace(
        sample,
        units=(sample.units[0], *units),
        bodies=(*kept, *made, *own),
        people=(*_staff(sample, root), *_teams(teams, root), *_officers(units)),
        charges=charges,
    )


def _staff(sample: pack_of.Organisation, root: str) -> Iterator[pack_of.Person]:
    for person in sample.people:
        posts = [p for p in person.posts if p.unit == root and not p.body.startswith("to_")]
        if posts:
            yield replace(person, posts=tuple(posts))


def _teams(teams: Iterable[str], root: str) -> Iterator[pack_of.Person]:
    for team in teams:
        for office in ("to_truong", "to_pho", "to_vien"):
            post = pack_of.Post(root, team, office, office, SINCE, None)
            yield pack_of.Person(f"{team}-{office}", f"Người {team} {office}", "", "", (post,))


def _officers(units: Iterable[pack_of.Unit]) -> Iterator[pack_of.Person]:
    for i, unit in enumerate(units):
        for name, office in (("chair", "chu_tich"), ("clerk", "can_bo_tong_hop")):
            post = pack_of.Post(unit.code, "bch", office, office, SINCE, None)
            yield pack_of.Person(
                f"{name}{i}", f"Người thứ {i}", f"{name}{i}", f"{name}{i}@bench.example", (post,)
            )


def _regulate(tenant: Tenant, by: Mandate) -> None:
    folder = PACKS / "cdcs-mau-2021"
    paths = [PACKS / "vn-state" / "calendar.yaml"]
    paths += [folder / f"{n}.yaml" for n in ("sheet", "rules", "procedure", "plan", "rulebook")]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        made = regulations.load(tenant, text, path.name, at=OPENED)
        regulations.check(made, by=by, at=OPENED)
        regulations.put_in_force(made, by=by, at=OPENED)


def _fill(tenant: Tenant) -> None:
    """Every line of every sheet, its words, and one event a line."""
    lines = list(Criterion.objects.filter(sheet__tenant=tenant))
    seats = Participant.objects.filter(step__kind=StepKind.SELF_SCORE)
    clerks = dict(Mandate.objects.filter(office="can_bo_tong_hop").values_list("unit_id", "id"))
    people = dict(Mandate.objects.values_list("id", "person_id"))
    rows = list(seats.values_list("pk", "assessment_id", "unit_id"))
    scores = (
        Score(
            id=uuid7(), tenant=tenant, assessment_id=file, participant_id=seat, criterion=line,
            entered=str(line.max_points), points=line.max_points,
        )
        for seat, file, _unit in rows
        for line in lines
    )  # fmt: skip
    unit_of = {file: unit for _seat, file, unit in rows}
    chain = _Chain(tenant)
    while batch := list(islice(scores, BATCH)):
        Score.objects.bulk_create(batch)
        Explanation.objects.bulk_create(
            Explanation(score_id=s.id, reached=REACHED, missed=MISSED) for s in batch
        )
        by = [(s, clerks[unit_of[s.assessment_id]]) for s in batch]
        Event.objects.bulk_create(chain.scored(s, mandate, people[mandate]) for s, mandate in by)
    chain.close()
    facts = ("tai_nan_chet_nguoi", "ngung_viec_trai_luat", "ky_luat_canh_cao")
    DeclaredFact.objects.bulk_create(
        (
            DeclaredFact(participant_id=seat, fact=fact, value="khong")
            for seat, _file, _unit in rows
            for fact in facts
        ),
        batch_size=BATCH,
    )


class _Chain:
    """The tenant's chain, carried on in memory and written in bulk."""

    def __init__(self, tenant: Tenant) -> None:
        head = LedgerHead.objects.get(tenant=tenant.pk)
        self.tenant, self.seq, self.hash = tenant.pk, head.seq, head.hash

    def scored(self, score: Score, mandate: object, person: object) -> Event:
        body = canonical(
            {
                "before": {"points": None},
                "after": {"criterion": score.criterion.key, "points": score.points},
            }
        )
        fields = {
            "id": uuid7(),
            "tenant": self.tenant,
            "seq": self.seq + 1,
            "prev": self.hash,
            "verb": "score",
            "kind": "assessment",
            "object_id": score.assessment_id,
            "actor_id": person,
            "mandate_id": mandate,
            "at": WRITTEN,
            "real_at": real_now(),
            "body": body,
        }
        self.hash = event_hash(**fields)
        self.seq += 1
        return Event(**fields, hash=self.hash)

    def close(self) -> None:
        LedgerHead.objects.filter(tenant=self.tenant).update(seq=self.seq, hash=self.hash)


def _move(tenant: Tenant) -> None:
    """A year in the middle: of six files three are open, two at the teams, one published."""
    ids = list(Assessment.objects.order_by("sort_key").values_list("pk", flat=True))[KEPT_OPEN:]
    total = Decimal(95)
    for start in range(0, len(ids), 500):
        block = ids[start : start + 500]
        appraised = [pk for i, pk in enumerate(block) if i % 6 in (1, 2)]
        published = [pk for i, pk in enumerate(block) if i % 6 == 5]
        handed_in = [*appraised, *published]
        first = Step.objects.filter(assessment__in=handed_in, key__in=("tu_cham", "ban"))
        first.update(state=StepState.CLOSED, closed_at=WRITTEN)
        Participant.objects.filter(step__in=first).update(closed_at=WRITTEN)
        Step.objects.filter(assessment__in=appraised, key="tham_dinh").update(
            state=StepState.OPEN, opened_at=WRITTEN
        )
        rest = Step.objects.filter(assessment__in=published)
        rest.update(state=StepState.CLOSED, opened_at=WRITTEN, closed_at=WRITTEN)
        Participant.objects.filter(step__in=rest).update(closed_at=WRITTEN)
        done = {"self_total": total, "rounds": 1, "submitted_at": WRITTEN, "proposed": "HTXSNV"}
        Assessment.objects.filter(pk__in=appraised).update(stage="tham_dinh", **done)
        Assessment.objects.filter(pk__in=published).update(
            stage="cong_bo", total=total, level="HTTNV", published_at=WRITTEN, **done
        )
