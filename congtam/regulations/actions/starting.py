"""Bắt đầu một dự thảo: a rule set from nothing, or from one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.rules.drafting import parts
from congtam.core.rules.drafting.parts import Tree
from congtam.core.verdict import no
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate, Tenant
from congtam.regulations.models import Regulation
from congtam.regulations.permissions import may_draft, may_edit
from congtam.regulations.states import LIFECYCLE, State


@transaction.atomic
def start_draft(
    tenant: Tenant, *, title: str, subject: str, first: date, last: date | None,
    levels: Sequence[str], by: Mandate, at: datetime,
) -> Regulation:  # fmt: skip
    """A rule set with its levels named and nothing said about them yet."""
    tenant = Tenant.objects.select_for_update().get(pk=tenant.pk)
    may_draft(by, tenant.pk).enforce()
    code = _fresh_code(tenant, title)
    tree = parts.blank(id=code, title=title, subject=subject, first=first, last=last, levels=levels)
    return _enter(tenant, tree, None, by, at)


@transaction.atomic
def copy_draft(
    source: Regulation, *, title: str, first: date, last: date | None, anew: bool,
    by: Mandate, at: datetime,
) -> Regulation:  # fmt: skip
    """The next version of a rule set, or `anew` the first one of another."""
    tenant = Tenant.objects.select_for_update().get(pk=source.tenant_id)
    may_draft(by, tenant.pk).enforce()
    if source.kind != Regulation.Kind.RULES:
        no(_("Chỉ bộ quy tắc xếp loại mới chép được thành bản mới.")).enforce()
    body = Regulation.objects.values_list("body", flat=True).get(pk=source.pk)
    code = _fresh_code(tenant, title) if anew else source.code
    version = 1 if anew else _next_version(source)
    tree = parts.copied(parts.read(body), id=code, version=version, first=first, last=last)
    return _enter(tenant, tree | {"title": title}, source, by, at)


def _fresh_code(tenant: Tenant, title: str) -> str:
    """A code that no rule set has yet, made of the title."""
    known = Regulation.objects.filter(tenant=tenant, kind=Regulation.Kind.RULES)
    return parts.free(
        parts.slug(title, "-") or "quy-tac", set(known.values_list("code", flat=True))
    )


def _next_version(source: Regulation) -> int:
    same = Regulation.objects.filter(
        tenant_id=source.tenant_id, kind=source.kind, code=source.code
    ).values_list("version", "state")
    for version, state in same:
        if state in (State.DRAFT, State.CHECKED):
            said = _("Bản %s của bộ quy tắc này đang được soạn; hãy soạn tiếp bản đó.")
            no(said % version).enforce()
    return 1 + max(int(version) for version, _state in same)


def _enter(
    tenant: Tenant, tree: Tree, source: Regulation | None, by: Mandate, at: datetime
) -> Regulation:
    draft = Regulation.objects.create(
        tenant=tenant,
        kind=Regulation.Kind.RULES,
        code=tree["id"],
        version=tree["version"],
        title=tree["title"],
        sample=source.sample if source else False,
        body=parts.written(tree),
        sha256=parts.sealed(tree),
        loaded_at=at,
        revision=1,
        drafted_by=by,
    )
    record(
        "copy_draft" if source else "start_draft",
        tenant=tenant.pk,
        kind="regulation",
        object_id=draft.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        after={
            "code": draft.code,
            "version": draft.version,
            "from": source.pk if source else None,
            "sha256": draft.sha256,
        },
    )
    return draft


@transaction.atomic
def discard_draft(draft: Regulation, *, by: Mandate, at: datetime) -> None:
    """Bỏ dự thảo: only one that was built here and was never checked; the ledger remembers."""
    draft = Regulation.objects.select_for_update().get(pk=draft.pk)
    may_edit(by, draft).enforce()
    LIFECYCLE.target("edit", draft.state)
    if not draft.revision:
        no(_("Quy định này do người vận hành nạp, không bỏ được ở đây.")).enforce()
    record(
        "discard_draft",
        tenant=draft.tenant_id,
        kind="regulation",
        object_id=draft.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        before={"code": draft.code, "version": draft.version, "sha256": draft.sha256},
    )
    draft.delete()
