"""Two tabs, two people, one line: both texts stand side by side, and neither is lost."""

import pytest

from congtam.assessments.models import Explanation, Score
from tests.web.assessments.conftest import HTMX


def typed(points, reached, version, **more):
    return {"points": points, "reached": reached, "missed": "", "version": version, **more}


def stands(seat):
    rows = Score.objects.filter(participant=seat, criterion__key="a")
    return rows.values_list("entered", "explanation__reached", "version").get()


@pytest.fixture
def clerk(desk):
    """Út has saved «46» while An still looks at the empty line."""
    clerk = desk.door(desk.world.an_clerk)
    clerk.post(desk.line("a"), typed("46", "Lời của Út", 0), headers=HTMX)
    return clerk


def test_the_slower_one_sees_both_texts_and_nothing_is_overwritten(desk, clerk):
    answer = desk.an.post(desk.line("a"), typed("48", "Lời của An", 0), headers=HTMX)

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Hai người cùng sửa dòng này" in said
    assert "Lời của An" in said
    assert "Lời của Út" in said
    assert '<input type="hidden" name="seen" value="1">' in said
    assert stands(desk.seat) == ("46", "Lời của Út", 1)


def test_typing_on_does_not_win_without_a_choice(desk, clerk):
    an = desk.an
    an.post(desk.line("a"), typed("48", "Lời của An", 0), headers=HTMX)

    again = an.post(desk.line("a"), typed("48", "Lời của An, gõ tiếp", 0), headers=HTMX)

    assert again.status_code == 409
    assert stands(desk.seat) == ("46", "Lời của Út", 1)


def test_without_script_the_whole_page_shows_both(desk, clerk):
    answer = desk.an.post(desk.line("a"), typed("48", "Lời của An", 0))

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Lời của An</textarea>" in said
    assert "Lời của Út" in said
    assert f'formaction="/cham/{desk.seat.pk}/a/chon/"' in said


CHOICES = [
    ("mine", ("48", "Lời của An", 2)),
    ("theirs", ("46", "Lời của Út", 1)),
    ("both", ("48", "Lời của Út\nLời của An", 2)),
]


@pytest.mark.parametrize(("keep", "after"), CHOICES)
def test_each_choice_leaves_what_it_says(desk, clerk, keep, after):
    sent = typed("48", "Lời của An", 0, seen=1, keep=keep)

    answer = desk.an.post(desk.line("a", "chon"), sent, headers=HTMX)

    said = answer.content.decode()
    assert answer.status_code == 200
    assert stands(desk.seat) == after
    assert f"{after[1]}</textarea>" in said
    assert f'<input type="hidden" name="version" value="{after[2]}">' in said
    assert 'id="line-a"' in said


@pytest.mark.parametrize(("keep", "after"), CHOICES)
def test_each_choice_works_without_script(desk, clerk, keep, after):
    sent = typed("48", "Lời của An", 0, seen=1, keep=keep)

    answer = desk.an.post(desk.line("a", "chon"), sent)

    assert (answer.status_code, answer.url) == (302, f"{desk.sheet}#line-a")
    assert stands(desk.seat) == after


def test_a_third_text_meanwhile_is_shown_again(desk, clerk):
    clerk.post(desk.line("a"), typed("47", "Lời mới của Út", 1), headers=HTMX)

    answer = desk.an.post(
        desk.line("a", "chon"), typed("48", "Lời của An", 0, seen=1, keep="mine"), headers=HTMX
    )

    said = answer.content.decode()
    assert answer.status_code == 409
    assert '<input type="hidden" name="seen" value="2">' in said
    assert "Lời mới của Út" in said
    assert stands(desk.seat) == ("47", "Lời mới của Út", 2)


def test_texts_too_long_together_are_kept_on_the_page(desk, clerk):
    long = "a" * 4995

    answer = desk.an.post(
        desk.line("a", "chon"), typed("48", long, 0, seen=1, keep="both"), headers=HTMX
    )

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Dài nhất 5.000 ký tự; đang có 5.006 ký tự. Hãy rút gọn rồi lưu lại." in said
    assert f"Lời của Út\n{long}</textarea>" in said
    assert stands(desk.seat) == ("46", "Lời của Út", 1)


@pytest.mark.parametrize("forged", [{"keep": "all"}, {"seen": "x"}, {}])
def test_a_forged_choice_finds_nothing(desk, clerk, forged):
    sent = {"keep": "mine", "seen": "1", **forged} if forged else {"seen": "1"}

    answer = desk.an.post(desk.line("a", "chon"), typed("48", "x", 0, **sent), headers=HTMX)

    assert answer.status_code == 404
    assert stands(desk.seat) == ("46", "Lời của Út", 1)


def test_both_first_savers_meet_too(desk):
    """Nobody had a row before: version 0 twice is a conflict, not two rows."""
    desk.door(desk.world.an_clerk).post(desk.line("a"), typed("46", "Út", 0), headers=HTMX)

    answer = desk.an.post(desk.line("a"), typed("48", "An", 0), headers=HTMX)

    assert answer.status_code == 409
    assert Explanation.objects.filter(score__participant=desk.seat).count() == 1
