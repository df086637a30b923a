"""Who may hand out accounts and posts.

The powers of an office are data of the pack; what is code is how far they reach: units below
one's own, or clerks of one's own unit, and never oneself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.core.verdict import YES, Verdict, no
from congtam.organisation.models import Mandate, Person
from congtam.organisation.queries import placements_on, powers_of


def may_issue_account(mandate: Mandate, person: Person, day: date) -> Verdict:
    """For a person without an account, all of whose posts lie within reach."""
    if person.user_id is not None:
        return no(_("Người này đã có tài khoản."))
    return _reaches_person(mandate, "accounts", person, day)


def may_reset_account(mandate: Mandate, person: Person, day: date) -> Verdict:
    """For a person with an account, all of whose posts lie within reach."""
    if person.user_id is None:
        return no(_("Người này chưa có tài khoản."))
    return _reaches_person(mandate, "accounts", person, day)


def may_end(mandate: Mandate, post: Mandate, day: date) -> Verdict:
    """A post that is held, in a unit below, or a clerk's in one's own unit."""
    if post.ends_on is not None and post.ends_on < day:
        return no(_("Chức vụ này đã kết thúc."))
    if post.person_id == mandate.person_id:
        return no(_("Không tự làm việc này cho chính mình."))
    return _reaches(mandate, "posts", [post], day)


def may_hand_over(mandate: Mandate, post: Mandate, to: Person | None, day: date) -> Verdict:
    """Ending the post may be asked before the successor is known (`to` None)."""
    if to is not None:
        if to.tenant_id != post.tenant_id:
            return no(_("Người nhận không thuộc tổ chức này."))
        if to.pk == mandate.person_id:
            return no(_("Không tự giao chức vụ cho chính mình."))
        if to.pk == post.person_id:
            return no(_("Người nhận đang giữ chính chức vụ này."))
    return may_end(mandate, post, day)


def _reaches_person(mandate: Mandate, power: str, person: Person, day: date) -> Verdict:
    """Every post counts: whoever may act as this person gets all of them."""
    if person.pk == mandate.person_id:
        return no(_("Không tự làm việc này cho chính mình."))
    posts = [p for p in person.mandates.all() if p.ends_on is None or p.ends_on >= day]
    if not posts:
        return no(_("Người này không còn giữ chức vụ nào."))
    return _reaches(mandate, power, posts, day)


def within_reach(mandate: Mandate, posts: Iterable[Mandate], day: date) -> frozenset[UUID]:
    """Which of these posts `mandate` may hand over or end, in two statements for all of them."""
    asked = [p for p in posts if p.ends_on is None or p.ends_on >= day]
    verdicts = _verdicts(mandate, "posts", asked, day)
    return frozenset(
        p.pk
        for p, said in zip(asked, verdicts, strict=True)
        if said and p.person_id != mandate.person_id
    )


def _reaches(mandate: Mandate, power: str, posts: Iterable[Mandate], day: date) -> Verdict:
    verdicts = _verdicts(mandate, power, list(posts), day)
    return next((verdict for verdict in verdicts if not verdict), YES)


def _verdicts(mandate: Mandate, power: str, posts: list[Mandate], day: date) -> list[Verdict]:
    powers = powers_of([mandate, *posts])
    placed = placements_on(day, {mandate.unit_id, *(p.unit_id for p in posts)})
    own, held = placed.get(mandate.unit_id), powers[mandate.pk]

    def reaches(post: Mandate) -> bool:
        there = placed.get(post.unit_id)
        if own is None or there is None or post.tenant_id != mandate.tenant_id:
            return False
        if there.path != own.path:
            return f"{power}_below" in held and there.path.startswith(own.path)
        peer = f"{power}_own" in powers[post.pk]
        return f"{power}_own" in held and not peer

    return [YES if reaches(post) else _too_far() for post in posts]


def _too_far() -> Verdict:
    return no(
        _(
            "Việc này dành cho người được giao quyền ở cấp trên của đơn vị đó, "
            "hoặc người đứng đầu đơn vị đối với cán bộ giúp việc."
        )
    )
