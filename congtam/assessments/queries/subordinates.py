"""Whose levels a subject's own facts count: those below, decided in the same cycle."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from congtam.assessments.models import Assessment, Subject
from congtam.cycles.models import Cycle
from congtam.organisation.models import Charge, Kind, Mandate


@dataclass(frozen=True, slots=True)
class Below:
    """One file below the subject; without a level it is not decided yet."""

    id: UUID
    name: str
    level: str


class Ranks:
    """The files of one cycle by the ways in which one stands below another."""

    def __init__(self, cycle: Cycle, shut: Collection[UUID] = ()) -> None:
        """`shut`: files whose level is not told, as if it were not decided."""
        self.shut = shut
        rows = Assessment.objects.filter(cycle=cycle).select_related("post", "placement")
        self.files = list(rows.order_by("sort_key", "id"))
        offices = Kind.objects.filter(tenant_id=cycle.tenant_id, of=Kind.Of.OFFICE)
        self.rank = dict(offices.values_list("code", "rank"))
        bodies = {f.body_id for f in self.files if f.body_id is not None}
        held = Mandate.objects.on(cycle.ends_on).filter(body_id__in=bodies)
        self.members = _grouped(held.values_list("body_id", "person_id"))
        charges = Charge.objects.on(cycle.ends_on).filter(tenant_id=cycle.tenant_id)
        self.charges = _grouped(charges.values_list("body_id", "unit_id"))

    def below(self, file: Assessment, relation: str) -> tuple[Below, ...]:
        """Those of whom the relation speaks, in Vietnamese order."""
        found = {
            "board_members": self._board,
            "body_members": self._members,
            "children": self._children,
            "descendants": self._descendants,
            "charge": self._charge,
        }[relation](file)
        return tuple(
            Below(one.pk, one.name, "" if one.pk in self.shut else one.level)
            for one in found
            if one.pk != file.pk
        )

    def _board(self, file: Assessment) -> Iterable[Assessment]:
        """People of the same board in a lower office."""
        post = file.post
        if post is None or post.body_id is None:
            return []
        mine = self.rank.get(post.office, 0)
        return [
            one
            for one in self.files
            if one.post is not None
            and one.post.body_id == post.body_id
            and self.rank.get(one.post.office, 0) > mine
        ]

    def _members(self, file: Assessment) -> Iterable[Assessment]:
        people = self.members.get(file.body_id, set())
        return [one for one in self.files if one.person_id in people]

    def _children(self, file: Assessment) -> Iterable[Assessment]:
        return [
            one
            for one in self.files
            if one.subject != Subject.PERSON and one.placement.parent_id == file.unit_id
        ]

    def _descendants(self, file: Assessment) -> Iterable[Assessment]:
        return [
            one
            for one in self.files
            if one.subject != Subject.PERSON
            and one.path.startswith(file.path)
            and one.path != file.path
        ]

    def _charge(self, file: Assessment) -> Iterable[Assessment]:
        """The units that the body of the post looks after."""
        body = file.post.body_id if file.post else file.body_id
        units = self.charges.get(body, set())
        return [one for one in self.files if one.subject != Subject.PERSON and one.unit_id in units]


def _grouped(pairs: Iterable[tuple[UUID | None, UUID]]) -> dict[UUID | None, set[UUID]]:
    found: dict[UUID | None, set[UUID]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found
