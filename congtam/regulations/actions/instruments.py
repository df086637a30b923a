"""Vào sổ văn bản: number, date, issuer, and the paper itself when there is one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.canonical import digest
from congtam.core.verdict import no
from congtam.core.vietnamese import fold
from congtam.files.models import Blob
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate, Tenant
from congtam.regulations.models import Instrument
from congtam.regulations.permissions import may_enter, may_transcribe


@transaction.atomic
def load_instrument(
    tenant: Tenant,
    *,
    number: str,
    title: str,
    issuer: str = "",
    issued_on: date | None = None,
    text: str = "",
    blob: Blob | None = None,
    blob_name: str = "",
    sample: bool = False,
    at: datetime,
    by: Mandate | None = None,
) -> Instrument:
    """Enter a paper; one already known by number and issuer gets the text or file it lacks.

    What stands in the register is never put in the place of something else.
    """
    if by is not None:
        may_enter(by, tenant.pk, issuer).enforce()
    instrument = _known(tenant, number, issuer) or Instrument(
        tenant=tenant,
        number=number,
        title=title,
        issuer=issuer,
        issued_on=issued_on,
        sample=sample,
    )
    _refuse_other_content(instrument, text, blob)
    if instrument.blob_id is None:
        instrument.title = title
    instrument.issued_on = instrument.issued_on or issued_on
    instrument.text = text or instrument.text
    if blob is not None:
        instrument.blob, instrument.blob_name = blob, blob_name
    words = (instrument.number, instrument.title, instrument.issuer, instrument.text)
    instrument.folded = fold(" ".join(words))
    instrument.save()
    record(
        "load_instrument",
        tenant=tenant.pk,
        kind="instrument",
        object_id=instrument.pk,
        by=by.person_id if by else None,
        mandate=by.pk if by else None,
        at=at,
        after={"number": number, "file": instrument.blob_id},
    )
    return instrument


@transaction.atomic
def transcribe_instrument(
    instrument: Instrument, *, text: str, by: Mandate, at: datetime
) -> Instrument:
    """Nhập nội dung: the words of a paper that stood in the register without them."""
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    may_transcribe(by, instrument).enforce()
    instrument.text = text
    words = (instrument.number, instrument.title, instrument.issuer, instrument.text)
    instrument.folded = fold(" ".join(words))
    instrument.save(update_fields=["text", "folded"])
    record(
        "transcribe_instrument",
        tenant=instrument.tenant_id,
        kind="instrument",
        object_id=instrument.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        after={"text": digest(text)},
    )
    return instrument


def _known(tenant: Tenant, number: str, issuer: str) -> Instrument | None:
    """The entry with this number of this issuer, locked; papers without number stand alone."""
    if not number:
        return None
    found = Instrument.objects.select_for_update()
    return found.filter(tenant=tenant, number=number, issuer=issuer).first()


def _refuse_other_content(instrument: Instrument, text: str, blob: Blob | None) -> None:
    other_text = text and instrument.text not in ("", text)
    other_file = blob is not None and instrument.blob_id not in (None, blob.pk)
    if other_text or other_file:
        no(_("Văn bản số %s đã có trong sổ với nội dung khác.") % instrument.number).enforce()
