"""The dossier of Khe Lũng: its collective, its chair, its full-time officer, its members.

k1 chairs, k2 is his deputy, k3 and k4 are members, k5 is the full-time officer.
"""

from __future__ import annotations

from datetime import datetime

from congtam.assessments import actions
from congtam.assessments.actions.dossiers import send_dossier
from congtam.assessments.models import Assessment, UnitDossier
from congtam.clock import ZONE
from congtam.organisation.models import Mandate
from tests import selfreport
from tests.critique import Sector
from tests.documents import critique_world as year_of

UNIT = "khelung"
SENDING = datetime(2020, 12, 12, 9, tzinfo=ZONE)
TOO_LATE = datetime(2020, 12, 15, 8, tzinfo=ZONE)


def collective(world: Sector, unit: str = UNIT) -> Assessment:
    return world.collective("bch", unit)


def chair(world: Sector) -> Mandate:
    return world.who("k1", "bch")


def report(world: Sector) -> Assessment:
    """The collective writes and sends its own report."""
    return report_of(world, collective(world), chair(world))


def report_of(world: Sector, file: Assessment, head: Mandate) -> Assessment:
    """The report of one collective, sent by its head."""
    seat = selfreport.write(world, file, head)
    selfreport.fault(
        seat, head, collective="Chưa đôn đốc thường xuyên",
        shares={head: "Chịu trách nhiệm chung"},
    )  # fmt: skip
    selfreport.send(world, file, head)
    return file


def chair_s_papers(world: Sector) -> None:
    """The chair's report with the paper of the party committee."""
    file = year_of.sent_report(world, "k1", "bch")
    year_of.close(file, "hoi_nghi")
    year_of.committee_outside(world, file)


def officer_s_papers(world: Sector) -> None:
    """The full-time officer's report with the opinion of the collective."""
    file = year_of.sent_report(world, "k5", "")
    year_of.close(file, "hoi_nghi")
    actions.give_opinion(
        world.seat(file, "tap_the_nx").pk, words="Tận tụy với cơ sở.", level="HTTNV", seen=None,
        by=world.who("k2", "bch"), at=year_of.PRINTED,
    )  # fmt: skip


def decided(world: Sector, **levels: str) -> None:
    """The collective decided these of its members."""
    for code, level in levels.items():
        Assessment.objects.filter(pk=world.file(code).pk).update(level=level)


def complete(world: Sector) -> Assessment:
    """Everything that belongs to the dossier is there."""
    file = report(world)
    chair_s_papers(world)
    officer_s_papers(world)
    decided(world, k2="HTTNV", k3="HTXSNV", k4="HTTNV")
    return file


def send(world: Sector, file: Assessment | None = None, **over: object) -> UnitDossier:
    given: dict[str, object] = {
        "token": "mot", "words": "", "late_reason": "", "by": chair(world), "at": SENDING,
    }  # fmt: skip
    return send_dossier((file or collective(world)).pk, **(given | over))
