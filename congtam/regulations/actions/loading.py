"""Nạp quy định: from the text of a pack to a draft with its canonical body and hash."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core import marked, plan, rules
from congtam.core.canonical import canonical, digest
from congtam.core.packs import (
    Pack,
    calendar,
    load_any,
    organisation,
    procedure,
    report,
    rulebook,
    sheet,
    sources,
)
from congtam.core.verdict import no
from congtam.core.vietnamese import fold
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate, Tenant
from congtam.regulations.models import Criterion, Instrument, Regulation
from congtam.regulations.permissions import may_load

Issued = (
    sheet.Sheet
    | rules.RuleSet
    | procedure.Procedure
    | plan.Plan
    | calendar.Calendar
    | report.Form
    | sources.Sources
    | rulebook.RuleBook
)
KINDS: tuple[tuple[type[Issued], Regulation.Kind], ...] = (
    (sheet.Sheet, Regulation.Kind.SHEET),
    (rules.RuleSet, Regulation.Kind.RULES),
    (procedure.Procedure, Regulation.Kind.PROCEDURE),
    (plan.Plan, Regulation.Kind.PLAN),
    (calendar.Calendar, Regulation.Kind.CALENDAR),
    (report.Form, Regulation.Kind.REPORT),
    (sources.Sources, Regulation.Kind.SOURCES),
    (rulebook.RuleBook, Regulation.Kind.RULEBOOK),
)
_LONGEST_TITLE = 400


@transaction.atomic
def load(
    tenant: Tenant, text: str, file: str, *, at: datetime, by: Mandate | None = None
) -> Regulation:
    """A draft from `text`; loading the same text again gives the same regulation.

    `Unreadable` names every fault of the text. The instruments it cites by number enter the
    register, those already there stay as they are.
    """
    if by is not None:
        may_load(by, tenant.pk).enforce()
    text = unicodedata.normalize("NFC", text)
    pack = _issued(load_any(text, file), file)
    draft = _draft(tenant, pack, text, file, at)
    known = Regulation.objects.filter(
        tenant=tenant, kind=draft.kind, code=draft.code, version=draft.version
    ).first()
    if known is not None:
        if known.body != draft.body:
            no(
                _("«%(code)s» phiên bản %(version)s đã có với nội dung khác; hãy tăng «version».")
                % {"code": draft.code, "version": draft.version}
            ).enforce()
        return known
    draft.save(force_insert=True)
    if isinstance(pack, sheet.Sheet):
        Criterion.objects.bulk_create(_criteria(draft, pack))
    _register(tenant, pack)
    record(
        "load",
        tenant=tenant.pk,
        kind="regulation",
        object_id=draft.pk,
        by=by.person_id if by else None,
        mandate=by.pk if by else None,
        at=at,
        after={"kind": draft.kind, "code": draft.code, "sha256": draft.sha256},
    )
    return draft


def _issued(pack: Pack, file: str) -> Issued:
    if isinstance(pack, organisation.Organisation):
        no(_("«%s» là một tổ chức, không phải quy định.") % file).enforce()
        raise AssertionError("enforce raised")
    return pack


def _draft(tenant: Tenant, pack: Issued, text: str, file: str, at: datetime) -> Regulation:
    if len(pack.title) > _LONGEST_TITLE:
        no(_("Tên quy định dài quá %s ký tự.") % _LONGEST_TITLE).enforce()
    body = canonical(marked.read(text, file))
    # What a rule set says of its own standing is outside its hash (rules/README.md).
    sealed = pack.sha256 if isinstance(pack, rules.RuleSet) else digest(body)
    return Regulation(
        tenant=tenant,
        kind=next(kind for of, kind in KINDS if isinstance(pack, of)),
        code=pack.id,
        version=str(pack.version),
        title=pack.title,
        sample=getattr(pack, "sample", False),
        body=body,
        sha256=sealed,
        loaded_at=at,
    )


def _criteria(draft: Regulation, pack: sheet.Sheet) -> Iterable[Criterion]:
    lines = [(group, criterion) for group in pack.groups for criterion in group.criteria]
    for position, (group, criterion) in enumerate(lines, start=1):
        yield Criterion(
            sheet=draft,
            key=criterion.id,
            group=group.id,
            position=position,
            max_points=criterion.max,
        )


def _register(tenant: Tenant, pack: Issued) -> None:
    """The instruments a pack cites by number, unless the register has them."""
    if isinstance(pack, calendar.Calendar):
        return
    cited = pack.documents.values() if isinstance(pack, rules.RuleSet) else pack.documents
    wanted = {(d.number, d.issuer): d for d in cited if d.number}
    numbers = [number for number, _issuer in wanted]
    known = set(
        Instrument.objects.filter(tenant=tenant, number__in=numbers).values_list("number", "issuer")
    )
    Instrument.objects.bulk_create(
        Instrument(
            tenant=tenant,
            number=document.number,
            title=document.title,
            issuer=document.issuer,
            issued_on=document.issued,
            folded=fold(f"{document.number} {document.title} {document.issuer}"),
        )
        for key, document in wanted.items()
        if key not in known
    )
