"""The cast every test knows: one invented province, its boards, one team, a few unions.

An chairs the hospital's union and has a clerk; Bình works in the team that appraises it; Chi
chairs the standing committee that decides; Dũng chairs another union. `make_world` builds them
through the real actions, `open_year` opens 2021 for them, and the rest plays the year on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from congtam.accounts.models import User
from congtam.assessments import actions
from congtam.assessments.models import Assessment, Participant, Score, Submission
from congtam.clock import ZONE, local_date
from congtam.core.packs import organisation as organisations
from congtam.cycles.models import Cycle, Track
from congtam.meetings import actions as meetings
from congtam.organisation.actions import issue_account, load
from congtam.organisation.models import Body, Mandate, Tenant
from congtam.regulations import actions as regulations
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.queries import in_force
from congtam.standings import actions as standings
from congtam.standings.models import DecisionList, Roster
from congtam.standings.queries.desks import desk_of, units_at
from tests.worlds import built

PACKS = Path(__file__).parent / "cast_packs"
ORDER = ("calendar", "sheet", "rules", "procedure", "plan", "rulebook")
LOADED = datetime(2021, 10, 1, 8, tzinfo=ZONE)
OPENED = datetime(2021, 10, 11, 8, tzinfo=ZONE)
SCORED = datetime(2021, 11, 1, 9, tzinfo=ZONE)
BOARDS_SAID = datetime(2021, 11, 3, 9, tzinfo=ZONE)
APPRAISED = datetime(2021, 11, 12, 9, tzinfo=ZONE)
TEAM_SENT = datetime(2021, 11, 15, 9, tzinfo=ZONE)
ORGBOARD_SENT = datetime(2021, 11, 19, 9, tzinfo=ZONE)
SESSION = datetime(2021, 12, 2, 14, tzinfo=ZONE)
BEST = {"a": "48", "b": "co", "c": "2"}  # 48 + 40 + 5 = 93
GOOD = {"a": "36", "b": "co", "c": "0"}  # 76


@dataclass
class World:
    """The tenant, one mandate a person by the person's code, and the year once it is open."""

    tenant: Tenant
    people: dict[str, Mandate]
    units: list[str]
    cycle: Cycle | None = None

    def __getattr__(self, name: str) -> Mandate:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def track(self) -> Track:
        """The one track of the year."""
        return Track.objects.get(cycle=self.cycle)

    def body(self, code: str) -> Body:
        """A body of the province by its code."""
        return Body.objects.get(code=code, tenant=self.tenant)

    def file(self, unit: str = "benh_vien") -> Assessment:
        """The assessment of one union."""
        return Assessment.objects.get(unit__code=unit, tenant=self.tenant)

    def seat(self, step: str, key: str, unit: str = "benh_vien") -> Participant:
        """One participant of one union's assessment."""
        return Participant.objects.get(
            assessment__unit__code=unit, assessment__tenant=self.tenant, step__key=step, key=key
        )

    def chair(self, unit: str) -> Mandate:
        """Who chairs a union."""
        return self.people[{"benh_vien": "an", "cap_nuoc": "dung"}.get(unit, f"chair_{unit}")]

    def user(self, mandate: Mandate) -> User:
        """The account of a person, made when it is first asked for."""
        person = mandate.person
        if person.user_id is None:
            name = f"{person.code}-{self.tenant.code}"
            person.user = issue_account(person, by=None, at=LOADED, username=name).user
            User.objects.filter(pk=person.user_id).update(must_change_password=False)
            person.user.refresh_from_db()
        return person.user


def make_world(units: int = 3, tenant: str = "dong-son") -> World:
    """The province with so many unions, and the regulations of 2021 in force."""
    built(("cast", str(PACKS), units, tenant), lambda: _load(units, tenant))
    made = Tenant.objects.get(code=tenant)
    mandates = Mandate.objects.filter(tenant=made).select_related("person", "body", "tenant")
    return World(made, {m.person.code: m for m in mandates}, unit_codes(units))


def _load(units: int, tenant: str) -> None:
    tree = _signed_apart(_organisation(unit_codes(units), tenant), tenant)
    made = load(organisations.load(json.dumps(tree), "cast"), at=LOADED)
    chair = Mandate.objects.get(tenant=made, person__code="chi")
    for name in ORDER:
        draft = regulations.load(made, (PACKS / f"{name}.yaml").read_text(), name, at=LOADED)
        checked = regulations.check(draft, at=LOADED)
        regulations.put_in_force(checked, by=chair, at=LOADED)


def open_year(world: World, at: datetime = OPENED) -> Cycle:
    """Chi opens the year 2021 with its guideline."""
    guideline = Instrument.objects.get(tenant=world.tenant, number="12/HD-LĐLĐ")
    book = in_force(world.tenant.id, Regulation.Kind.RULEBOOK, "mini-2021")
    world.cycle = actions.open_cycle(
        book, guideline=guideline, issuer=world.body("btv"), by=world.chi, at=at
    )
    return world.cycle


def fill(
    world: World,
    unit: str = "benh_vien",
    points: Mapping[str, str] = BEST,
    *,
    level: str = "XS",
    at: datetime = SCORED,
) -> Participant:
    """The chair fills the whole sheet: points, words, the declared fact, the book, a level."""
    seat, chair = world.seat("tu_cham", "cdcs", unit), world.chair(unit)
    given = dict(Score.objects.filter(participant=seat).values_list("criterion__key", "version"))
    words = actions.Words(f"Đã làm đủ ({unit})", "Còn chậm quý III")
    for key, typed in points.items():
        actions.save_line(
            seat.id, key, typed=typed, words=words,
            version=given.get(key, 0), by=chair, at=at,
        )  # fmt: skip
    if not seat.facts.exists():
        actions.declare(seat.id, "ky_luat", value="khong", words="", version=0, by=chair, at=at)
        actions.hand_over_book(seat.id, dossier="so_bch", by=chair, at=at)
    actions.propose(seat.id, level=level, words="", by=chair, at=at)
    return seat


def submit(
    world: World, unit: str = "benh_vien", *, at: datetime = SCORED, late_reason: str = ""
) -> Submission:
    """The chair hands the filled sheet in."""
    seat = world.seat("tu_cham", "cdcs", unit)
    token = f"{unit}-{at.isoformat()}"
    return actions.submit(
        seat.id, token=token, late_reason=late_reason, by=world.chair(unit), at=at
    )


def boards_speak(
    world: World, units: Iterable[str] | None = None, *, at: datetime = BOARDS_SAID
) -> None:
    """Both boards say their words on each union and send them."""
    for key, head in (("ban_cs", world.board1_head), ("ban_tg", world.board2_head)):
        seats = [world.seat("ban", key, unit).id for unit in units or world.units]
        for seat in seats:
            actions.propose(seat, level="", words="Thực hiện tốt, đủ báo cáo", by=head, at=at)
        actions.contribute(seats, by=head, at=at)


def appraise(
    world: World,
    unit: str = "benh_vien",
    *,
    level: str = "XS",
    changes: Mapping[str, str] | None = None,
    at: datetime = APPRAISED,
) -> Participant:
    """Bình of the team changes what is to be changed and proposes a level; nothing is sent."""
    seat = world.seat("tham_dinh", "to", unit)
    given = dict(Score.objects.filter(participant=seat).values_list("criterion__key", "version"))
    for key, typed in (changes or {}).items():
        actions.save_line(
            seat.id, key, typed=typed, words=actions.Words(reason="Minh chứng chưa đủ"),
            version=given.get(key, 0), by=world.binh, at=at,
        )  # fmt: skip
    actions.propose(seat.id, level=level, words="", by=world.binh, at=at)
    return seat


def up_to_team(world: World) -> None:
    """Every sheet is in, the boards have spoken: the team's turn. The hospital scored best."""
    for unit in world.units:
        best = unit == "benh_vien"
        fill(world, unit, BEST if best else GOOD, level="XS" if best else "T")
        submit(world, unit)
    boards_speak(world)


def up_to_orgboard(world: World) -> None:
    """The team appraised every unit (one point off the hospital) and sent its list."""
    up_to_team(world)
    for unit in world.units:
        best = unit == "benh_vien"
        appraise(world, unit, level="XS" if best else "T", changes={"a": "47"} if best else None)
    send(world, "tham_dinh", world.binh_head, at=TEAM_SENT)


def up_to_decision(world: World) -> None:
    """The organisation board sent its list too: the standing committee's turn."""
    up_to_orgboard(world)
    send(world, "tong_hop", world.orgboard_head, at=ORGBOARD_SENT)


def send(world: World, step: str, head: Mandate, *, at: datetime) -> Roster:
    """The head of a desk sends everything that is ready and gives one reason for the rest."""
    desk = desk_of(head, world.track.id, step)
    assert desk is not None
    units = units_at(desk, head, local_date(at))
    return standings.send_list(
        world.track.id,
        step,
        units=[u.id for u in units if u.ready],
        reasons={u.id: "Chưa nộp hồ sơ" for u in units if u.left_out},
        by=head,
        at=at,
    )


def send_back(
    world: World, step: str, key: str, by: Mandate, *, to: str, unit: str = "benh_vien"
) -> None:
    """A desk gives one unit back with a reason and a week's time."""
    actions.send_back(
        world.seat(step, key, unit).id,
        to=to,
        reason="Cần xem lại tiêu chí 1.1",
        due_on=local_date(ORGBOARD_SENT) + timedelta(days=7),
        by=by,
        at=ORGBOARD_SENT,
    )


def open_session(world: World, *, at: datetime = SESSION) -> DecisionList:
    """Chi opens the session of the standing committee on all units that wait."""
    return standings.open_session(
        world.track.id,
        held_on=local_date(at),
        place="Phòng họp số 2",
        chair=world.chi,
        secretary=world.chi_deputy,
        by=world.chi,
        at=at,
    )


def hold(world: World, made: DecisionList, *, at: datetime = SESSION) -> None:
    """Both members are present, and the minutes are written."""
    present = [world.chi.id, world.chi_deputy.id]
    meetings.mark(made.meeting_id, present=present, notes={}, by=world.chi, at=at)
    meetings.write_minutes(
        made.meeting_id, text="Thống nhất theo đề nghị.", version=1, by=world.chi_deputy, at=at
    )


def seal(world: World, *, at: datetime = SESSION) -> DecisionList:
    """The whole year up to a sealed list, every unit at the level proposed."""
    up_to_decision(world)
    made = open_session(world, at=at)
    hold(world, made, at=at)
    return standings.seal(made.id, quota_reason="", by=world.chi, at=at)


def publish(world: World, made: DecisionList, *, at: datetime = SESSION) -> DecisionList:
    """The results are opened to the units, without the paper."""
    return standings.publish(made.id, by=world.chi, at=at)


def unit_codes(units: int) -> list[str]:
    """The codes of the unions, the hospital first."""
    return ["benh_vien", "cap_nuoc", "truong_ab"][:units] + [f"dv{n:03}" for n in range(3, units)]


def ids(found: Iterable[Assessment]) -> set[UUID]:
    """The ids of some assessments."""
    return {one.id for one in found}


_PLACES = ("Bệnh viện Đa khoa", "Công ty Cấp nước", "Trường Trung học Ấp Bắc")
_OFFICES = {
    "chu_tich": "Chủ tịch",
    "pho_chu_tich": "Phó Chủ tịch",
    "can_bo_tong_hop": "Cán bộ tổng hợp",
    "truong_ban": "Trưởng ban",
    "to_truong": "Tổ trưởng",
    "to_vien": "Tổ viên",
}
_POWERS = {
    "chu_tich": ["regulations", "accounts_below", "posts_below", "tasks", "personnel"],
    "truong_ban": ["tasks_body"],
}
_RECORD_KINDS = (
    ("khien_trach", "discipline", "Khiển trách"),
    ("suy_thoai", "ruling", "Suy thoái"),
    ("om", "absence", "Nghỉ ốm"),
    ("giay_khen", "award", "Giấy khen"),
)
_BODIES = {
    "btv": ("ban_thuong_vu", "Ban Thường vụ Liên đoàn Lao động tỉnh", "Ban Thường vụ"),
    "ban_cs": ("ban_chuyen_de", "Ban Chính sách - Pháp luật", "Ban CSPL"),
    "ban_tg": ("ban_chuyen_de", "Ban Tuyên giáo - Nữ công", "Ban TGNC"),
    "ban_tckt": ("ban_chuyen_de", "Ban Tổ chức - Kiểm tra", "Ban ToC-KT"),
    "to1": ("to_cong_tac", "Tổ công tác số 1", "Tổ 1"),
    "to2": ("to_cong_tac", "Tổ công tác số 2", "Tổ 2"),
}
_PEOPLE = (
    ("chi", "Trần Thị Linh Chi", "btv", "chu_tich"),
    ("chi_deputy", "Phạm Văn Khải", "btv", "pho_chu_tich"),
    ("board1_head", "Lý Văn Giang", "ban_cs", "truong_ban"),
    ("board2_head", "Đỗ Thị Hạnh", "ban_tg", "truong_ban"),
    ("orgboard_head", "Bùi Đức Khoa", "ban_tckt", "truong_ban"),
    ("binh", "Nguyễn Văn Bình", "to1", "to_vien"),
    ("binh_head", "Hoàng Thị Oanh", "to1", "to_truong"),
    ("other_team_head", "Vũ Đình Phúc", "to2", "to_truong"),
)


def _organisation(codes: list[str], tenant: str) -> dict[str, object]:
    since = {"from": "2018-01-01"}
    places = [*_PLACES, *(f"Xí nghiệp Đông Sơn số {n:03}" for n in range(3, len(codes)))]
    names = {code: f"CĐCS {place}" for code, place in zip(codes, places, strict=False)}
    body_kinds = sorted({kind for kind, _n, _s in _BODIES.values()} | {"ban_chap_hanh"})
    return {
        "format": organisations.FORMAT,
        "id": tenant,
        "title": "Tổ chức công đoàn tỉnh Đông Sơn (mẫu)",
        "sample": "true",
        "tenant": {
            "code": tenant, "name": "Liên đoàn Lao động tỉnh Đông Sơn", "short": "LĐLĐ tỉnh",
            "place": "Đông Sơn",
        },
        "tiers": [
            {"id": "tinh", "title": "Cấp tỉnh", "rank": "1"},
            {"id": "co_so", "title": "Cơ sở", "rank": "2"},
        ],
        "kinds": [
            {"id": "ldld_tinh", "title": "Liên đoàn Lao động tỉnh", "tier": "tinh"},
            {"id": "cdcs", "title": "Công đoàn cơ sở", "tier": "co_so"},
        ],
        "offices": [
            {"id": code, "title": title, "powers": _POWERS.get(code, [])}
            for code, title in _OFFICES.items()
        ],
        "body_kinds": [{"id": kind, "title": kind} for kind in body_kinds],
        "units": [
            {"code": "tinh", "name": "Liên đoàn Lao động tỉnh Đông Sơn", "short": "LĐLĐ tỉnh",
             "kind": "ldld_tinh", **since},
            *({"code": c, "name": n, "short": n, "kind": "cdcs", "parent": "tinh", **since}
              for c, n in names.items()),
        ],
        "bodies": [
            *({"code": c, "unit": "tinh", "kind": kind, "name": name, "short": short, **since}
              for c, (kind, name, short) in _BODIES.items()),
            *({"code": "bch", "unit": c, "kind": "ban_chap_hanh", "name": f"Ban Chấp hành {n}",
               "short": "Ban Chấp hành", **since} for c, n in names.items()),
        ],
        "people": [
            *(_person(code, name, "tinh", body, office) for code, name, body, office in _PEOPLE),
            _person("an", "Lê Thị An", "benh_vien", "bch", "chu_tich"),
            _person("an_clerk", "Mai Văn Út", "benh_vien", "bch", "can_bo_tong_hop"),
            _person("dung", "Đinh Văn Dũng", "cap_nuoc", "bch", "chu_tich"),
            *(_person(f"chair_{c}", f"Ngô Văn {c}", c, "bch", "chu_tich") for c in codes[2:]),
        ],
        "charges": [{"unit": "tinh", "body": "to1", "units": codes, **since}],
        "record_kinds": [{"id": i, "of": of, "title": title} for i, of, title in _RECORD_KINDS],
    }  # fmt: skip


def _signed_apart(tree: dict[str, object], tenant: str) -> dict[str, object]:
    """Login names are one list over all tenants: a second province signs in by other names."""
    if tenant != "dong-son":
        for person in tree["people"]:
            person["login"] = f"{person['login']}.{tenant}"
    return tree


def _person(code: str, name: str, unit: str, body: str, office: str) -> dict[str, object]:
    post = {"unit": unit, "body": body, "office": office, "from": "2018-06-01"}
    return {"code": code, "name": name, "login": code, "posts": [post]}
