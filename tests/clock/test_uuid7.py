"""Ids sort by the order in which they were made, within one millisecond too."""

from congtam.clock import uuid7


def test_ids_made_in_one_breath_keep_their_order():
    made = [uuid7() for _ in range(5000)]

    assert made == sorted(made)


def test_an_id_is_of_version_seven_and_never_the_same():
    made = [uuid7() for _ in range(5000)]

    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == 5000
