"""Whose levels a subject's own facts count: those below, decided in the same cycle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.viewer import Viewer
from congtam.cycles.models import Cycle
from congtam.organisation.models import Charge, Kind, Mandate

# More branches than this are read as the whole year: a condition for each would not be cheaper.
BRANCHES = 50


@dataclass(frozen=True, slots=True)
class Below:
    """One file below the subject; without a level it is not decided yet."""

    id: UUID
    name: str
    level: str


class Ranks:
    """The files that stand below some others of their cycle, by the ways in which one does."""

    def __init__(
        self,
        cycle: Cycle,
        above: Collection[Assessment],
        relations: Collection[str],
        viewer: Viewer | None = None,
    ) -> None:
        """Read what stands below `above` in these relations, and nothing else of the year.

        `viewer`: a level this reader is not told counts as not decided; None: all are told.
        """
        self.rank: Mapping[str, int] = {}
        self.members: Mapping[UUID | None, set[UUID]] = {}
        self.charges: Mapping[UUID | None, set[UUID]] = {}
        conditions = {
            "board_members": self._on_boards,
            "body_members": self._in_bodies,
            "children": self._under,
            "descendants": self._in_branches,
            "charge": self._in_charge,
        }
        wanted = Q()
        for relation in sorted(set(relations)):
            wanted |= conditions[relation](cycle, above)
        rows = Assessment.objects.filter(wanted, cycle=cycle).select_related("post", "placement")
        self.files = list(rows.order_by("sort_key", "id"))
        self.shut = viewer.shut(self.files) if viewer else frozenset()
        self._sorted_out()

    def _on_boards(self, cycle: Cycle, above: Collection[Assessment]) -> Q:
        offices = Kind.objects.filter(tenant_id=cycle.tenant_id, of=Kind.Of.OFFICE)
        self.rank = dict(offices.values_list("code", "rank"))
        return Q(post__body_id__in={f.post.body_id for f in above if f.post})

    def _in_bodies(self, cycle: Cycle, above: Collection[Assessment]) -> Q:
        bodies = {f.body_id for f in above if f.body_id is not None}
        held = Mandate.objects.on(cycle.ends_on).filter(body_id__in=bodies)
        self.members = _grouped(held.values_list("body_id", "person_id"))
        return Q(person_id__in={one for people in self.members.values() for one in people})

    def _under(self, cycle: Cycle, above: Collection[Assessment]) -> Q:
        return _not_a_person() & Q(placement__parent_id__in={f.unit_id for f in above})

    def _in_branches(self, cycle: Cycle, above: Collection[Assessment]) -> Q:
        branches, found = {f.path for f in above}, Q()
        if len(branches) <= BRANCHES:
            for path in sorted(branches):
                found |= Q(path__startswith=path)
        return _not_a_person() & found

    def _in_charge(self, cycle: Cycle, above: Collection[Assessment]) -> Q:
        bodies = {body for f in above if (body := _own_body(f)) is not None}
        found = Charge.objects.on(cycle.ends_on).filter(body_id__in=bodies)
        self.charges = _grouped(found.values_list("body_id", "unit_id"))
        return _not_a_person() & Q(
            unit_id__in={one for units in self.charges.values() for one in units}
        )

    def _sorted_out(self) -> None:
        """By board, person, parent and unit, so that a thousand files are not a million looks."""
        self.place = {one.pk: place for place, one in enumerate(self.files)}
        self.by_board: dict[UUID | None, list[Assessment]] = defaultdict(list)
        self.by_person: dict[UUID, Assessment] = {}
        self.by_parent: dict[UUID | None, list[Assessment]] = defaultdict(list)
        self.by_unit: dict[UUID, list[Assessment]] = defaultdict(list)
        for one in self.files:
            if one.post is not None:
                self.by_board[one.post.body_id].append(one)
            if one.person_id is not None:
                self.by_person[one.person_id] = one
            if one.subject != Subject.PERSON:
                self.by_parent[one.placement.parent_id].append(one)
                self.by_unit[one.unit_id].append(one)

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
            for one in sorted(found, key=lambda one: self.place[one.pk])
            if one.pk != file.pk
        )

    def _board(self, file: Assessment) -> Iterable[Assessment]:
        """People of the same board in a lower office."""
        post = file.post
        if post is None or post.body_id is None:
            return []
        mine = self.rank.get(post.office, 0)
        mates = self.by_board[post.body_id]
        return [one for one in mates if one.post and self.rank.get(one.post.office, 0) > mine]

    def _members(self, file: Assessment) -> Iterable[Assessment]:
        people = self.members.get(file.body_id, set())
        return [self.by_person[one] for one in people if one in self.by_person]

    def _children(self, file: Assessment) -> Iterable[Assessment]:
        return self.by_parent[file.unit_id]

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
        units = self.charges.get(_own_body(file), set())
        return [one for unit in units for one in self.by_unit[unit]]


def _own_body(file: Assessment) -> UUID | None:
    return file.post.body_id if file.post else file.body_id


def _not_a_person() -> Q:
    return ~Q(subject=Subject.PERSON)


def _grouped(pairs: Iterable[tuple[UUID | None, UUID]]) -> dict[UUID | None, set[UUID]]:
    found: dict[UUID | None, set[UUID]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found
