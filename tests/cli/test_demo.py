"""The demo year: every stage stands there, made by acts that the ledger can prove."""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.db.models import F

from congtam.accounts.models import User
from congtam.assessments.models import Assessment, Return, Score, Step, UnitDossier
from congtam.assessments.states import StepState
from congtam.cli.demo import building, command
from congtam.cli.main import main
from congtam.cycles.models import Extension, Receiver
from congtam.ledger import queries as ledger
from congtam.notices.models import Notice, Outbox
from congtam.organisation.models import Placement, Tenant
from congtam.standings.models import Decision, DecisionList

pytestmark = pytest.mark.django_db
SCHOOL, PROVINCE, SECTOR = "cd_bo_phan", "cdcs", "dong-trach"


@dataclass(frozen=True)
class Seen:
    """What the tests ask about the year, read once."""

    units: int
    stages: dict[str, Counter]
    sent_back: int
    returns: int
    late: int
    extensions: int
    unfinished: list[int]
    not_acknowledged: int
    departures: list[tuple[str, str, bool]]
    lists: Counter
    overdue_boards: int
    levels: Counter
    changed_with_reason: tuple[int, int]
    school_totals: list[str]
    notices: int
    mails: int
    chain: ledger.VerifyResult
    password_works: bool
    sector: dict[str, Counter]
    sector_chain: ledger.VerifyResult
    dossiers: list[tuple[str, bool, int]]


def counted(kind: str) -> Counter:
    files = Assessment.objects.filter(track__kind=kind)
    return Counter(files.values_list("in_charge__code", "stage"))


def changed() -> tuple[int, int]:
    """Scores of appraisers, and how many of them carry a reason."""
    appraised = Score.objects.filter(participant__step__kind="appraise")
    return appraised.count(), appraised.exclude(explanation__reason="").count()


def levels_of(tenant: str) -> dict[str, Counter]:
    """Decided levels of a tenant's people and collectives, by group."""
    found: dict[str, Counter] = {}
    rows = Assessment.objects.filter(tenant__code=tenant, published_at__isnull=False)
    for kind, level in rows.values_list("track__kind", "level"):
        found.setdefault(kind, Counter())[level] += 1
    return found


def look(stage: building.Stage) -> Seen:
    of, province = stage.tenant, Assessment.objects.filter(track__kind=PROVINCE)
    steps = Step.objects.filter(assessment__tenant=of)
    first = stage.script.accounts[0]
    return Seen(
        units=Placement.objects.filter(tenant=of).count(),
        stages={kind: counted(kind) for kind in (SCHOOL, PROVINCE)},
        sent_back=steps.filter(state=StepState.SENT_BACK).count(),
        returns=Return.objects.count(),
        late=province.filter(late=True).count(),
        extensions=Extension.objects.count(),
        unfinished=sorted(f.scores.count() for f in province.filter(rounds=0)),
        not_acknowledged=Receiver.objects.filter(tenant=of, acknowledged_at__isnull=True).count(),
        departures=[
            (d.proposed, d.level, bool(d.reason))
            for d in Decision.objects.filter(list__tenant=of).exclude(level=F("proposed"))
        ],
        lists=Counter(DecisionList.objects.filter(tenant=of).values_list("state", flat=True)),
        overdue_boards=steps.filter(kind="contribute", state=StepState.OPEN).count(),
        levels=Counter(province.exclude(level="").values_list("level", flat=True)),
        changed_with_reason=changed(),
        school_totals=sorted(
            str(t)
            for t in Assessment.objects.filter(track__kind=SCHOOL).values_list("total", flat=True)
        ),
        notices=Notice.objects.count(),
        mails=Outbox.objects.count(),
        chain=ledger.verify(stage.tenant.pk),
        password_works=User.objects.get(username=first.login).check_password(stage.script.password),
        sector=levels_of(SECTOR),
        sector_chain=ledger.verify(Tenant.objects.get(code=SECTOR).pk),
        dossiers=list(
            UnitDossier.objects.order_by("at").values_list("file__unit__code", "late", "lacks")
        ),
    )


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker) -> Seen:
    """The year is built once for this module and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = look(building.build())
        transaction.set_rollback(True)
    return found


def test_every_stage_of_the_year_is_present(seen):
    assert seen.units == 50
    assert seen.stages[SCHOOL] == {(None, "cong_bo"): 8}
    assert seen.stages[PROVINCE] == {
        ("to_1", "cong_bo"): 9,
        ("to_2", "quyet_dinh"): 8,
        ("to_3", "tham_dinh"): 7,
        ("to_3", "tu_cham"): 1,
        ("to_4", "tham_dinh"): 6,
        ("to_4", "tu_cham"): 2,
    }


def test_what_goes_wrong_in_a_year_goes_wrong_here_too(seen):
    assert (seen.sent_back, seen.returns, seen.late, seen.extensions) == (1, 3, 2, 1)
    assert seen.unfinished == [0, 17]
    assert seen.not_acknowledged == 3
    assert seen.overdue_boards == 8


def test_levels_vary_and_one_decision_departs_from_the_proposal(seen):
    assert seen.levels == {"HTXSNV": 2, "HTTNV": 6, "HTNV": 1}
    assert seen.departures == [("HTXSNV", "HTTNV", True)]
    assert seen.lists == {"published": 2, "draft": 1}


def test_every_score_an_appraiser_changed_carries_its_reason(seen):
    changes, reasoned = seen.changed_with_reason

    assert changes == reasoned > 20


def test_the_section_unions_have_the_totals_of_the_script(seen):
    assert seen.school_totals == [
        "65.00", "77.50", "83.25", "85.75", "87.50", "91.25", "94.25", "96.50",
    ]  # fmt: skip


def test_the_sector_unions_year_is_decided_by_the_rules_and_their_authorities(seen):
    assert seen.sector == {
        "chu_tich": {"HTTNV": 1},
        "lanh_dao": {"HTXSNV": 2, "HTTNV": 3, "HTNV": 1},
        "chuyen_vien": {"HTXSNV": 1, "HTTNV": 2, "HTNV": 2},
        "btv_nganh": {"HTTNV": 1},
        "btv_cap_tren": {"HTTNV": 1},
        "bch_cdcs": {"HTTNV": 3},
        "ct_cap_tren": {"HTTNV": 1},
        "ct_cdcs": {"HTTNV": 3},
        "chuyen_trach": {"HTTNV": 3},
        "uy_vien": {"HTTNV": 9},
    }
    assert seen.sector_chain.fault is None


def test_two_units_send_their_dossier_in_time_and_one_late_with_its_reasons(seen):
    assert seen.dossiers == [
        ("khelung", False, 0), ("baithuong", False, 0), ("namtrach", True, 2),
    ]  # fmt: skip


def test_people_were_told_and_mail_was_written(seen):
    assert seen.notices > 500
    assert seen.mails > 100


def test_the_ledger_holds_the_whole_year(seen):
    assert seen.chain.fault is None
    assert seen.chain.count > 2500


def test_the_printed_password_opens_the_door(seen):
    assert seen.password_works


def test_nothing_is_built_outside_the_demo(settings, capsys):
    settings.DEMO = False

    assert main(["demo", "build"]) == 2
    assert "CONGTAM_DEMO=1" in capsys.readouterr().err


def test_a_folder_without_the_mark_is_never_emptied(settings, tmp_path):
    settings.DATA, settings.BLOBS = tmp_path, tmp_path / "files"
    kept = tmp_path / "files" / "ab"
    kept.mkdir(parents=True)

    command._empty()

    assert kept.exists()
    assert connection.settings_dict["NAME"]


def test_a_database_of_somebody_else_is_left_alone(settings, tmp_path, capsys, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(command, "migrate", lambda: 0)
    packs = building.PACKS
    assert main(["pack", "load", str(packs / "to-chuc-mau" / "organisation.yaml")]) == 0

    assert main(["demo", "build"]) == 1
    assert "không phải để trình diễn" in capsys.readouterr().err
