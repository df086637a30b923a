"""A sealed list is recomputed by a second path: nothing in it can be bent unseen."""

from __future__ import annotations

import json

import pytest

from congtam.assessments.models import Assessment
from congtam.core.canonical import canonical, digest
from congtam.regulations.models import Regulation
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.recomputing import recompute
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed():
    world = cast.make_world()
    cast.open_year(world)
    made = cast.seal(world)
    return DecisionList.objects.select_related("track", "cycle", "body").get(pk=made.pk)


def _resealed(sealed: DecisionList, tree: object) -> DecisionList:
    """The same list as somebody would leave it who also fixed the hash."""
    sealed.snapshot = canonical(tree)
    sealed.sha256 = digest(sealed.snapshot)
    return sealed


def test_what_was_sealed_comes_out_the_same(sealed):
    found = recompute(sealed)

    assert (found.units, found.differences, found.agrees) == (3, (), True)


def test_every_flipped_bit_is_found(sealed):
    whole = sealed.snapshot.encode()
    for place in range(0, len(whole), 97):
        for bit in (0, 3, 6):
            bent = bytearray(whole)
            bent[place] ^= 1 << bit
            sealed.snapshot = (
                bent.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
            )
            assert recompute(sealed).differences == ("sha256",), (place, bit)


def _points(tree):
    tree["units"][0]["participants"][0]["scores"]["a"]["points"] = "1"


def _entered_later(tree):
    part = next(p for p in tree["units"][0]["participants"] if p["key"] == "to")
    part["scores"]["a"] = {"entered": "3", "points": "3", "reason": ""}


def _self_total(tree):
    tree["units"][0]["self_total"] = "12"


def _total(tree):
    tree["units"][1]["total"] = "99"


def _group(tree):
    tree["units"][1]["groups"]["n1"] = "1"


def _fact(tree):
    tree["units"][2]["facts"]["ky_luat"] = True


def _declared(tree):
    tree["units"][2]["participants"][0]["facts"]["ky_luat"] = "co"


def _outcome(tree):
    tree["units"][2]["outcome"] = "K"


def _level(tree):
    tree["units"][0]["level"] = "K"


def _sheet(tree):
    tree["regulations"]["sheet"]["sha256"] = "0" * 64


@pytest.mark.parametrize(
    ("bend", "names"),
    [
        (_entered_later, {"points", "groups", "total", "facts", "outcome"}),
        (_total, {"total"}),
        (_group, {"groups"}),
        (_fact, {"facts"}),
        (_outcome, {"outcome"}),
        (_level, {"reason", "row"}),
        (_sheet, {"sheet"}),
    ],
)
def test_who_bends_the_snapshot_and_mends_the_hash_is_found_by_the_arithmetic(sealed, bend, names):
    tree = json.loads(sealed.snapshot)
    bend(tree)

    found = recompute(_resealed(sealed, tree))

    assert {difference.rsplit(".", 1)[1] for difference in found.differences} <= names
    assert found.differences


@pytest.mark.parametrize(
    ("bend", "name"), [(_points, "self_total"), (_declared, "facts"), (_self_total, "self_total")]
)
def test_what_a_unit_gave_itself_cannot_be_bent_either(sealed, bend, name):
    tree = json.loads(sealed.snapshot)
    bend(tree)

    found = recompute(_resealed(sealed, tree)).differences

    assert name in {difference.rsplit(".", 1)[1] for difference in found}


def test_a_row_that_says_something_else_is_found(sealed):
    Decision.objects.filter(list=sealed, assessment__unit__code="cap_nuoc").update(level="XS")
    Assessment.objects.filter(unit__code="truong_ab").update(level="XS")

    found = recompute(sealed).differences

    assert len(found) == 2
    assert {difference.rsplit(".", 1)[1] for difference in found} == {"row"}


def test_a_regulation_that_is_not_the_sealed_one_stops_the_calculation(sealed):
    tree = json.loads(sealed.snapshot)
    rules = Regulation.objects.get(kind="rules")
    tree["regulations"]["rules"]["body"] = digest(rules.body + " ")

    found = recompute(_resealed(sealed, tree))

    assert (found.units, found.differences) == (0, ("regulations.rules",))
