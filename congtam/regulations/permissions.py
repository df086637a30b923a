"""Who may bring regulations into the register, and put them in force."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from congtam.core.verdict import YES, Verdict, no
from congtam.organisation.models import Mandate, Placement
from congtam.organisation.queries import powers_of
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.queries import drafted_by

POWER = "regulations"


def may_load(mandate: Mandate, tenant_id: UUID) -> Verdict:
    """The register is kept by the unit at the root, by an office that carries the power."""
    return _keeps_the_register(mandate, tenant_id)


def may_enter(mandate: Mandate, tenant_id: UUID, issuer: str) -> Verdict:
    """A paper is entered by whoever keeps the register, or by the body that issued it."""
    own = mandate.body is not None and mandate.body.name == issuer
    if own and mandate.tenant_id == tenant_id:
        return YES
    return may_load(mandate, tenant_id)


def may_transcribe(mandate: Mandate, instrument: Instrument) -> Verdict:
    """The words of a paper are entered once, by whoever keeps the register."""
    if instrument.text:
        return no(_("Văn bản này đã có nội dung trong sổ."))
    return may_load(mandate, instrument.tenant_id)


def may_check(mandate: Mandate, regulation: Regulation) -> Verdict:
    return _keeps_the_register(mandate, regulation.tenant_id)


def may_draft(mandate: Mandate, tenant_id: UUID) -> Verdict:
    """Rule sets are built by whoever keeps the register."""
    return _keeps_the_register(mandate, tenant_id)


def may_edit(mandate: Mandate, regulation: Regulation) -> Verdict:
    if regulation.kind != Regulation.Kind.RULES:
        return no(_("Chỉ bộ quy tắc xếp loại được soạn trên màn hình."))
    return _keeps_the_register(mandate, regulation.tenant_id)


def may_reopen(mandate: Mandate, regulation: Regulation) -> Verdict:
    return _keeps_the_register(mandate, regulation.tenant_id)


def may_put_in_force(mandate: Mandate, regulation: Regulation) -> Verdict:
    """What was built here comes into force by somebody who has had no hand in it."""
    if drafted_by(regulation, mandate.person_id):
        return no(
            _(
                "Bộ quy tắc này do chính đồng chí soạn; một người khác được giao quản lý quy định "
                "đưa vào áp dụng."
            )
        )
    return _keeps_the_register(mandate, regulation.tenant_id)


def _keeps_the_register(mandate: Mandate, tenant_id: UUID) -> Verdict:
    if mandate.tenant_id != tenant_id:
        return no(_("Quy định này thuộc tổ chức khác."))
    root = Placement.objects.filter(
        unit_id=mandate.unit_id, parent__isnull=True, ends_on__isnull=True
    )
    if POWER in powers_of([mandate])[mandate.pk] and root.exists():
        return YES
    return no(_("Việc này dành cho người được giao quản lý quy định của tổ chức."))
