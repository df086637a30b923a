"""A person, a body or a unit in an address, in a choice of a form, and on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.clock import local_date, now
from congtam.organisation.models import Body, Person, Placement
from congtam.records.queries.people import Choice, choices, whose_of_person
from congtam.records.queries.reach import Owned, Reach, Whose, reach_of
from congtam.web.requests import ActingRequest

PERSON, BODY, UNIT = "nguoi", "to-chuc", "don-vi"


@dataclass(frozen=True, slots=True)
class Shown:
    """A holder as a page names it, and how far the reader reaches."""

    whose: Whose
    name: str
    reach: Reach

    @property
    def kind(self) -> str:
        return kind_of(self.whose)

    @property
    def key(self) -> str:
        return key_of(self.whose)

    @property
    def id(self) -> UUID:
        return id_of(self.whose)

    @property
    def address(self) -> str:
        return card_of(self.whose)


def kind_of(owned: Owned) -> str:
    """The word of an address for this kind of holder."""
    if owned.person_id is not None:
        return PERSON
    return BODY if owned.body_id is not None else UNIT


def id_of(owned: Owned) -> UUID:
    return owned.person_id or owned.body_id or owned.unit_id


def key_of(owned: Owned) -> str:
    """The value of a choice: kind and id."""
    return f"{kind_of(owned)}-{id_of(owned)}"


def card_of(owned: Owned) -> str:
    """Where the card of a holder stands."""
    return reverse("records:card", args=[kind_of(owned), id_of(owned)])


def find(request: ActingRequest, kind: str, id: UUID) -> Shown:
    """A holder whose records the reader may open; 404 otherwise."""
    named = _named(request, kind, id, local_date(now()))
    if named is None:
        raise Http404
    whose, name = named
    reach = reach_of(request.mandate, local_date(now()), [whose])
    powers = ("tasks", "personnel")
    opened = any(reach.has(power, whose) for power in powers) or reach.leads_body(whose)
    if not opened and not reach.is_own(whose):
        raise Http404
    return Shown(whose, name, reach)


def find_key(request: ActingRequest, key: str) -> Shown | None:
    """The holder that a choice names; nothing when it names none in reach."""
    for kind in (PERSON, BODY, UNIT):
        if key.startswith(f"{kind}-"):
            try:
                return find(request, kind, UUID(key[len(kind) + 1 :]))
            except (Http404, ValueError):
                return None
    return None


def grouped(request: ActingRequest, extra: Shown | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a form, people apart from collectives; one found elsewhere comes first."""
    made = choices(request.mandate, local_date(now()))
    people = [_option(one) for one in made if one.whose.person_id is not None]
    others = [_option(one) for one in made if one.whose.person_id is None]
    known = {key for key, _label in (*people, *others)}
    if extra is not None and extra.key not in known:
        people.insert(0, (extra.key, extra.name))
    return [(_("Cá nhân"), people), (_("Tập thể, đơn vị"), others)]


def _option(choice: Choice) -> tuple[str, str]:
    label = f"{choice.name} ({choice.sub})" if choice.sub else choice.name
    return key_of(choice.whose), label


def _named(request: ActingRequest, kind: str, id: UUID, day: date) -> tuple[Whose, str] | None:
    mandate = request.mandate
    if kind == PERSON:
        person = Person.objects.visible_to(mandate).filter(pk=id).first()
        whose = whose_of_person(id, mandate, day) if person else None
        return (whose, person.full_name) if whose and person else None
    if kind == BODY:
        body = Body.objects.visible_to(mandate).filter(pk=id).first()
        return (Whose(body.unit_id, body.pk), body.name) if body else None
    if kind == UNIT:
        place = Placement.objects.visible_to(mandate).on(day).filter(unit_id=id).first()
        return (Whose(id), place.name) if place else None
    return None
