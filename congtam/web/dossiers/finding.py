"""Find a dossier, a unit's own or one that was received: 404 for whatever must stay unseen."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from congtam.assessments.models import Assessment, Subject, UnitDossier
from congtam.assessments.queries.dossiers import (
    Contents,
    contents_of,
    duty_of,
    from_text,
    seen_by,
)
from congtam.assessments.queries.dossiers.board import receiver_of
from congtam.assessments.queries.dossiers.gathering import rule_of
from congtam.clock import local_date, now
from congtam.documents.queries.dossiers import Listed
from congtam.organisation.models import Mandate
from congtam.web.requests import ActingRequest


def own(request: ActingRequest, assessment: UUID) -> Listed:
    """The dossier of one's own collective as it stands now."""
    body = request.mandate.body_id
    if body is None:
        raise Http404
    mine = Assessment.objects.visible_to(request.mandate).filter(subject=Subject.BODY, body_id=body)
    file = get_object_or_404(
        mine.select_related("cycle__issuer_body", "track", "body", "report"), pk=assessment
    )
    rule, to = rule_of(file), receiver_of(file.cycle)
    if rule is None or to is None:
        raise Http404
    contents = contents_of(file, rule, local_date(now()))
    return Listed(file, rule, duty_of(file), to, _seen(contents, request.mandate))


def as_sent(request: ActingRequest, sent: UnitDossier) -> Contents:
    """What one sending held, as this reader may read it."""
    return _seen(from_text(sent.snapshot), request.mandate)


def received(request: ActingRequest, dossier: UUID) -> Listed:
    """A dossier that was sent, as it was sealed."""
    visible = UnitDossier.objects.visible_to(request.mandate)
    full = visible.select_related(
        "by__person", "to", "file__cycle__issuer_body", "file__track", "file__body"
    )
    found = full.filter(pk=dossier).first()
    if found is None:
        raise Http404
    rule = rule_of(found.file)
    assert rule is not None, "what was sent was asked for"
    contents = _seen(from_text(found.snapshot), request.mandate)
    return Listed(found.file, rule, duty_of(found.file), found.to, contents, found)


def _seen(contents: Contents, mandate: Mandate) -> Contents:
    """What the reader may know of themself: nothing decided before it is published."""
    files = {one.file for one in contents.members if one.file is not None}
    files |= {one.file for one in contents.enclosed}
    published = Assessment.objects.filter(pk__in=files, published_at__isnull=False)
    return seen_by(contents, mandate.person_id, set(published.values_list("pk", flat=True)))
