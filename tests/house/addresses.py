"""Every address of the product, filled with what one world holds; for the tests of rights.

Five unions stand at five hours of the year: the hospital still scores itself, the water company's
sheet lies with the boards, the school's with the team, the fourth on an open decision list, and
the fifth is published with its paper. The other province has opened the same year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congtam.assessments import actions
from congtam.assessments.models import Assessment, Evidence, Submission
from congtam.cycles.models import Obligation, Receiver
from congtam.documents.actions import issue
from congtam.documents.models import Paper
from congtam.organisation.models import Mandate
from congtam.regulations.actions import copy_draft
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.queries import in_force
from congtam.standings import actions as standings
from congtam.standings.models import Decision, DecisionList
from tests import cast
from tests.house import conferences, critiques, records

SCORING, AT_BOARDS, AT_TEAM, IN_SESSION, PUBLISHED = (
    "benh_vien", "cap_nuoc", "truong_ab", "dv003", "dv004",
)  # fmt: skip
UNIONS = (SCORING, AT_BOARDS, AT_TEAM, IN_SESSION, PUBLISHED)
NOW = cast.SESSION + timedelta(hours=1)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


@dataclass
class Stages:
    """The world with the lists and files that its addresses name."""

    world: cast.World
    stranger: cast.World
    open_list: DecisionList
    published_list: DecisionList
    records: dict[str, UUID]
    critiques: dict[str, Assessment]
    conferences: dict[str, list[UUID]]


def build() -> Stages:
    """Play the year to a different hour for each union, and open it in the other province."""
    world, stranger = cast.make_world(5), cast.make_world(2, tenant="tay-son")
    cast.open_year(world)
    cast.open_year(stranger)
    published = _to_session(world, PUBLISHED)
    standings.seal(published.id, quota_reason="", by=world.chi, at=cast.SESSION)
    issue(
        published.id, issued_on=cast.SESSION.date(), signer_id=world.chi.id, by=world.chi,
        at=cast.SESSION,
    )  # fmt: skip
    in_session = _to_session(world, IN_SESSION)
    for unit in (AT_BOARDS, AT_TEAM):
        _attach(world, unit, "da-nop.png", at=cast.SCORED)
        cast.fill(world, unit, cast.GOOD, level="T")
        cast.submit(world, unit)
    cast.boards_speak(world, [AT_TEAM])
    cast.appraise(world, AT_TEAM, level="T", changes={"a": "35"})
    cast.fill(world, SCORING)
    paper = _attach(world, SCORING, "nhap.png", at=cast.SCORED).blob
    guideline = Instrument.objects.filter(pk=world.cycle.guideline_id)
    guideline.update(blob=paper, blob_name="huong-dan.png")
    _draft(world)
    return Stages(
        world, stranger, in_session, published, records.play(world), critiques.play(world),
        conferences.play(world, PNG),
    )  # fmt: skip


def _draft(world: cast.World) -> None:
    """Chi has begun the next version of the rule set."""
    rules = in_force(world.tenant.id, Regulation.Kind.RULES, "mini-2021")
    copy_draft(
        rules, title="Bản 2022", first=date(2022, 1, 1), last=None, anew=False, by=world.chi,
        at=cast.SESSION,
    )  # fmt: skip


def _to_session(world: cast.World, unit: str) -> DecisionList:
    cast.fill(world, unit, cast.GOOD, level="T")
    cast.submit(world, unit)
    cast.boards_speak(world, [unit])
    cast.appraise(world, unit, level="T", changes={"a": "35"})
    cast.send(world, "tham_dinh", world.binh_head, at=cast.TEAM_SENT)
    cast.send(world, "tong_hop", world.orgboard_head, at=cast.ORGBOARD_SENT)
    made = cast.open_session(world)
    cast.hold(world, made)
    return made


def _attach(world: cast.World, unit: str, name: str, *, at: Any) -> Evidence:
    return actions.attach(
        world.seat("tu_cham", "cdcs", unit).id, criterion="a", dossier="", source=BytesIO(PNG),
        name=name, by=world.chair(unit), at=at,
    )  # fmt: skip


Target = Callable[[Stages], list[Any]]


def names() -> set[str]:
    """The name of every address there is, walked from the root."""
    return set(_walk(get_resolver(), ()))


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            inner = (*spaces, found.namespace) if found.namespace else spaces
            yield from _walk(found, inner)
        else:
            assert isinstance(found, URLPattern)
            assert found.name, f"an address without a name: {found.pattern}"
            yield ":".join((*spaces, found.name))


def address(stages: Stages, row: str) -> str:
    """`cycles:cycle` or `assessments:sheet boards`: the name, and which file it is filled with."""
    name, _blank, which = row.partition(" ")
    return reverse(name, args=_filled(stages, name, which))


def _filled(stages: Stages, name: str, which: str) -> list[Any]:
    if name in _PLAIN:
        return _PLAIN[name](stages)
    if name in _CONFERENCES:
        return [*stages.conferences[which or _CONFERENCES[name]]]
    if name in _CRITIQUES:
        return _CRITIQUES[name](stages.critiques[which])
    return _FILES[name](stages, _UNITS.get(which, SCORING))


_UNITS = {
    "scoring": SCORING, "boards": AT_BOARDS, "team": AT_TEAM, "session": IN_SESSION,
    "published": PUBLISHED,
}  # fmt: skip


def _seat(step: str, key: str, *more: str) -> Callable[[Stages, str], list[Any]]:
    return lambda s, unit: [s.world.seat(step, key, unit).pk, *more]


def _file(s: Stages, unit: str) -> list[Any]:
    return [s.world.file(unit).pk]


def _sheet(s: Stages, unit: str) -> list[Any]:
    return [s.world.file(unit).pk, s.world.seat("tu_cham", "cdcs", unit).pk]


def _submission(s: Stages, unit: str) -> list[Any]:
    return [Submission.objects.filter(assessment=s.world.file(unit)).values_list("pk")[0][0]]


def _evidence(s: Stages, unit: str) -> list[Any]:
    return [Evidence.objects.get(assessment=s.world.file(unit), blob__isnull=False).pk]


def _list(s: Stages, unit: str) -> list[Any]:
    return [(s.published_list if unit == PUBLISHED else s.open_list).pk]


def _decision(s: Stages, unit: str) -> list[Any]:
    return [Decision.objects.get(assessment=s.world.file(unit)).pk]


def _book(s: Stages) -> Regulation:
    return in_force(s.world.tenant.id, Regulation.Kind.RULEBOOK, "mini-2021")


def _post(s: Stages) -> list[Any]:
    return [Mandate.objects.get(pk=s.world.an_clerk.pk).pk]


def _record(name: str) -> Target:
    return lambda s: [s.records[name]]


def _clerk(*more: str) -> Target:
    return lambda s: ["nguoi", s.world.an_clerk.person_id, *more]


def _editor(*more: str) -> Target:
    """The draft of the rule set, and what in it."""
    return lambda s: [Regulation.objects.get(tenant=s.world.tenant, revision__gt=0).pk, *more]


_EDITOR: dict[str, Target] = {
    "regulations:start": lambda s: [],
    "regulations:enter": lambda s: [],
    "regulations:transcribe": lambda s: [s.world.cycle.guideline_id],
    "regulations:draft": _editor("du-kien"),
    "regulations:add": _editor("du-kien"),
    "regulations:item": _editor("du-kien", "tong_diem"),
    "regulations:drop": _editor("du-kien", "tong_diem"),
    "regulations:move": _editor("muc", "XS"),
    "regulations:condition": _editor("XS:0"),
    "regulations:add_condition": _editor("XS:"),
    "regulations:drop_condition": _editor("XS:0"),
    "regulations:move_condition": _editor("XS:0"),
    "regulations:cite": _editor("conditions", "XS:0"),
    "regulations:withdraw": _editor("0123456789abcdef"),
} | {
    f"regulations:{name}": _editor()
    for name in ("copy", "reopen", "discard", "compare", "what_if", "accept")
}
_RECORDS: dict[str, Target] = {
    "records:task": _record("assigned"),
    "records:report": _record("assigned"),
    "records:amend": _record("assigned"),
    "records:withdraw": _record("assigned"),
    "records:confirm": _record("proposed"),
    "records:send_back": _record("reported"),
    "records:file": _record("reported"),
    "records:reopen": _record("checked"),
    "records:claim": _record("named"),
    "records:confirm_fixed": _record("claimed"),
    "records:refuse_fixed": _record("claimed"),
    "records:tell_result": _record("commitment"),
    "records:settle": _record("award"),
    "records:card": _clerk(),
    "records:enter": _clerk("ky-luat"),
    "records:scan": lambda s: ["ky-luat", s.records["paper"]],
}
_WITHOUT = (
    "account_login", "account_inactive", "accounts:account", "accounts:password",
    "accounts:sign_out", "home:index", "home:healthz", "home:readyz", "home:design",
    "overview:index", "overview:search", "overview:notices", "overview:mark_read", "cycles:index",
    "assessments:index", "standings:index", "standings:decisions", "documents:index",
    "organisation:index", "organisation:people", "critiques:conferences",
    "critiques:open_conference", "critiques:opinions", "critiques:send_package",
    "dossiers:index",
    "regulations:instruments", "regulations:index",
    "records:index", "records:list", "records:print", "records:assign", "records:paste",
    "records:desk", "records:people",
)  # fmt: skip
# The province sends no dossiers: of these there is none, for nobody.
_DOSSIERS: dict[str, Target] = {
    f"dossiers:{name}": lambda s: [s.world.file().pk]
    for name in ("unit", "send", "draft_list", "sent", "sent_list")
} | {
    "dossiers:board": lambda s: [s.world.cycle.pk],
    "dossiers:chase": lambda s: [s.world.cycle.pk],
    "dossiers:enclosed": lambda s: [s.world.file().pk, s.world.file().pk],
}
_PLAIN: dict[str, Target] = {
    name: lambda s: [] for name in _WITHOUT
} | _RECORDS | _EDITOR | _DOSSIERS | {
    "accounts:act_as": lambda s: [s.world.an.pk],
    "home:design_screen": lambda s: ["phieu"],
    "overview:cycle": lambda s: [s.world.cycle.pk],
    "overview:files": lambda s: [s.world.cycle.pk],
    "cycles:open": lambda s: [_book(s).pk],
    "cycles:cycle": lambda s: [s.world.cycle.pk],
    "cycles:duties": lambda s: [s.world.cycle.pk],
    "cycles:acknowledge": lambda s: [
        Receiver.objects.get(unit__code=SCORING, cycle=s.world.cycle).pk
    ],
    "cycles:extend": lambda s: [
        Obligation.objects.get(unit__code=SCORING, cycle=s.world.cycle, body=None).pk
    ],
    "appraisals:board": lambda s: [s.world.track.pk, "ban"],
    "appraisals:send": lambda s: [s.world.track.pk, "ban"],
    "appraisals:desk": lambda s: [s.world.track.pk, "tham_dinh"],
    "standings:comparison": lambda s: [s.world.track.pk],
    "standings:consolidation": lambda s: [s.world.track.pk],
    "standings:roster": lambda s: [s.world.track.pk, "tham_dinh"],
    "standings:send": lambda s: [s.world.track.pk, "tham_dinh"],
    "standings:open": lambda s: [s.world.track.pk],
    "documents:paper": lambda s: [Paper.objects.get(object_id=s.published_list.pk).pk],
    "documents:consolidated": lambda s: [s.world.track.pk],
    "organisation:unit": lambda s: [s.world.file().unit_id],
    "organisation:body": lambda s: [s.world.body("btv").pk],
    "organisation:person": lambda s: [s.world.an_clerk.person_id],
    "organisation:issue_account": lambda s: [s.world.people["chair_truong_ab"].person_id],
    "organisation:reset_account": lambda s: [s.world.an_clerk.person_id],
    "organisation:hand_over": _post,
    "organisation:end_mandate": _post,
    "regulations:instrument": lambda s: [s.world.cycle.guideline_id],
    "regulations:download": lambda s: [
        Instrument.objects.get(pk=s.world.cycle.guideline_id).pk
    ],
    "regulations:regulation": lambda s: [_book(s).pk],
    "regulations:check": lambda s: [_book(s).pk],
    "regulations:put_in_force": lambda s: [_book(s).pk],
}  # fmt: skip


def _own_report(*more: str) -> Callable[[Assessment], list[Any]]:
    return lambda file: [critiques.seat(file).pk, *more]


def _own_fault(file: Assessment) -> list[Any]:
    return [critiques.seat(file).pk, file.report.faults.get().pk]


_CONFERENCES = {
    "critiques:conference": "meeting",
    "critiques:arrange": "meeting",
    "critiques:mark": "meeting",
    "critiques:introduce": "meeting",
    "critiques:reorder": "meeting",
    "critiques:adopt": "meeting",
    "critiques:subject": "subject",
    "critiques:present": "subject",
    "critiques:add_opinion": "subject",
    "critiques:sum_up": "subject",
    "critiques:leave_out": "subject",
    "critiques:change_opinion": "voice",
    "critiques:remove_opinion": "voice",
    "critiques:opinion": "words",
    "critiques:save_opinion": "words",
    "critiques:send_opinion": "words",
    "critiques:conclude": "words",
    "critiques:scan": "words",
    "critiques:conclude_anew": "words",
    "critiques:edition_scan": "edition",
    "documents:conference": "meeting",
    "documents:opinion": "words",
}
_CRITIQUES: dict[str, Callable[[Assessment], list[Any]]] = {
    "critiques:file": lambda file: [file.pk],
    "critiques:try": lambda file: [file.pk],
    "critiques:why": lambda file: [file.pk],
    "documents:self_report": lambda file: [file.pk],
    "documents:rule_account": lambda file: [file.pk],
    "critiques:report": lambda file: [file.pk],
    "critiques:report_blob": lambda file: [file.pk],
    "critiques:edition": lambda file: [file.pk, file.report.editions.get().pk],
    "critiques:write": lambda file: [file.pk, critiques.seat(file).pk],
    "critiques:save_section": _own_report("viec"),
    "critiques:settle_section": _own_report("viec"),
    "critiques:add_fault": _own_report(),
    "critiques:save_fault": _own_fault,
    "critiques:settle_fault": _own_fault,
    "critiques:remove_fault": _own_fault,
    "critiques:choose_level": _own_report(),
    "critiques:attach_report": _own_report(),
    "critiques:detach_report": _own_report(),
    "critiques:send_report": _own_report(),
    "critiques:amend_report": _own_report(),
    "critiques:take_back": _own_report(),
}
_OWN = ("tu_cham", "cdcs")
_TEAM = ("tham_dinh", "to")
_FILES: dict[str, Callable[[Stages, str], list[Any]]] = {
    "assessments:file": _file,
    "assessments:sheet": _sheet,
    "assessments:print": _sheet,
    "assessments:why": _sheet,
    "assessments:result": _file,
    "assessments:receipt": _submission,
    "assessments:evidence": _evidence,
    "assessments:remove": _evidence,
    "assessments:submit": _seat(*_OWN),
    "assessments:propose": _seat(*_OWN),
    "assessments:declare": _seat(*_OWN, "ky_luat"),
    "assessments:attach_paper": _seat(*_OWN, "so_bch"),
    "assessments:hand_over_book": _seat(*_OWN, "so_bch"),
    "assessments:save_line": _seat(*_OWN, "a"),
    "assessments:settle": _seat(*_OWN, "a"),
    "assessments:attach": _seat(*_OWN, "a"),
    "appraisals:unit": _seat("ban", "ban_cs"),
    "appraisals:say": _seat("ban", "ban_cs"),
    "appraisals:cell": _seat("ban", "ban_cs", "a"),
    "appraisals:save": _seat("ban", "ban_cs", "a"),
    "appraisals:screen": _seat(*_TEAM),
    "appraisals:score": _seat(*_TEAM, "a"),
    "appraisals:correct": _seat(*_TEAM, "ky_luat"),
    "appraisals:propose": _seat(*_TEAM),
    "appraisals:send_back": _seat(*_TEAM),
    "appraisals:reassign": _file,
    "standings:session": _list,
    "standings:arrange": _list,
    "standings:mark": _list,
    "standings:minutes": _list,
    "standings:seal": _list,
    "standings:decide": _decision,
    "standings:notice": _file,
    "standings:redecide": _decision,
    "standings:refresh": _list,
    "standings:drop": _decision,
    "documents:issue": _list,
    "documents:decision_draft": _list,
    "documents:minutes": _list,
    "documents:score_sheet": _file,
    "documents:receipt": _submission,
}
