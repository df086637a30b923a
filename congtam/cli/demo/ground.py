"""Acts around the year: packs, accounts, opening, acknowledging, extending, the clock's work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from congtam.accounts.actions import change_password
from congtam.assessments.actions import open_cycle
from congtam.cli.demo.script import Act
from congtam.cli.demo.stage import Stage
from congtam.cli.pack import load_files
from congtam.cli.words import Stop
from congtam.clock import local_date
from congtam.cycles import actions as cycles
from congtam.cycles.models import Receiver
from congtam.documents.forms.official import day_in_words
from congtam.files.actions import keep
from congtam.jobs.actions import run_due
from congtam.organisation.actions import issue_account
from congtam.organisation.models import Person, Tenant
from congtam.regulations import actions as regulations
from congtam.regulations import queries as regulation_queries
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.states import State

# A regulation is put in force after those it stands on.
ORDER = ("calendar", "sheet", "rules", "procedure", "plan", "report", "sources", "rulebook")


def load(stage: Stage, act: Act) -> None:
    """Bring the packs in, as the operator does."""
    code = act.text("tenant")
    known = code if Tenant.objects.filter(code=code).exists() else None
    load_files([stage.packs / name for name in act.texts("packs")], known, at=act.at)
    stage.tenant = Tenant.objects.get(code=code)


def put_in_force(stage: Stage, act: Act) -> None:
    """Check and seal every regulation with one of these codes."""
    by = stage.head(stage.root_body(act.text("body")), act.at)
    found = Regulation.objects.filter(tenant=stage.tenant, code__in=act.texts("regulations"))
    for one in sorted(found, key=lambda r: ORDER.index(r.kind)):
        regulations.check(one, by=by, at=act.at)
        regulations.put_in_force(one, by=by, at=act.at)


def put_in_force_all(stage: Stage, act: Act) -> None:
    """Check and seal every regulation of the tenant that is still a draft."""
    by = stage.head(stage.root_body(act.text("body")), act.at)
    found = Regulation.objects.filter(tenant=stage.tenant, state=State.DRAFT)
    for one in sorted(found, key=lambda r: ORDER.index(r.kind)):
        regulations.check(one, by=by, at=act.at)
        regulations.put_in_force(one, by=by, at=act.at)


def issue_accounts(stage: Stage, act: Act) -> None:
    """Accounts for those whom the demo names, each with the password that it prints."""
    for account in stage.script.accounts:
        person = Person.objects.get(tenant=stage.tenant, login=account.login)
        issued = issue_account(person, by=None, at=act.at)
        change_password(issued.user, new=stage.script.password, mandate=None, at=act.at)


def open_year(stage: Stage, act: Act) -> None:
    """Open the year from its rule book, with the guideline as a paper."""
    code = act.text("rulebook")
    rulebook = regulation_queries.in_force(stage.tenant.pk, Regulation.Kind.RULEBOOK, code)
    book = regulation_queries.rulebook(rulebook.pk)
    issuer = stage.body(book.issuer.body, act.text("unit"))
    guideline = _printed(
        stage, Instrument.objects.get(tenant=stage.tenant, number=act.text("paper")), act
    )
    by = stage.head(issuer, act.at)
    stage.cycle = open_cycle(rulebook, guideline=guideline, issuer=issuer, by=by, at=act.at)


def _printed(stage: Stage, guideline: Instrument, act: Act) -> Instrument:
    """The guideline with a file beside its text."""
    day = guideline.issued_on or local_date(act.at)
    made = stage.papers.pdf(
        guideline.title,
        unit=guideline.issuer,
        day=f"Số {guideline.number}, {day_in_words(day)}",
        lines=tuple(line for line in guideline.text.splitlines() if line.strip()),
    )
    name = f"{guideline.number.replace('/', '-')}.pdf"
    return regulations.load_instrument(
        stage.tenant,
        number=guideline.number,
        title=guideline.title,
        issuer=guideline.issuer,
        text=guideline.text,
        blob=keep(made, name).blob,
        blob_name=name,
        at=act.at,
    )


def acknowledge(stage: Stage, act: Act) -> None:
    """The receivers confirm over a few days; those named in `but` have not yet."""
    days = int(act.text("days", "1"))
    rows = Receiver.objects.filter(cycle=stage.cycle).exclude(unit__code__in=act.texts("but"))
    for receiver in rows.order_by("name"):
        later = timedelta(days=stage.random.randrange(days), minutes=stage.random.randrange(0, 360))
        at = act.at + later
        offices = _offices_of(receiver, at)
        held = stage.sitting(receiver.unit_id, receiver.body_id, local_date(at), offices)
        if not held:
            raise Stop(f"Không có ai nhận hướng dẫn cho {receiver.name}.")
        cycles.acknowledge(receiver.pk, by=held[0], at=at)


def _offices_of(receiver: Receiver, at: datetime) -> list[str]:
    held = receiver.unit.mandates.all()
    if receiver.body_id is not None:
        held = held.filter(body_id=receiver.body_id)
    return sorted(set(held.values_list("office", flat=True)), reverse=True)


def extend(stage: Stage, act: Act) -> None:
    """The issuer gives a unit a later last day."""
    file = stage.file(act.text("unit"))
    assert file.obligation_id is not None
    cycles.extend(
        file.obligation_id,
        to=date.fromisoformat(act.text("to")),
        reason=act.text("reason"),
        by=stage.head(stage.cycle.issuer_body, act.at),
        at=act.at,
    )


def work(stage: Stage, act: Act) -> None:
    """One round of the job worker: reminders, steps that need not wait longer, mail."""
    run_due(act.at)
