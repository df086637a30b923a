"""Acting in one post at a time."""

from uuid import UUID


def test_the_first_post_is_taken_until_another_is_picked(client, people):
    client.force_login(people.an)

    assert client.get("/").context["shell"].mandate == people.chair
    response = client.post(f"/tai-khoan/vai/{people.seat.pk}/", follow=True)
    assert response.context["shell"].acting_as == "Thành viên, Tổ công tác số 2"
    assert client.get("/").context["shell"].mandate == people.seat


def test_a_foreign_post_or_one_that_is_over_does_not_exist(client, people):
    client.force_login(people.an)

    for pk in (people.over.pk, people.binh.pk, UUID(int=5)):
        assert client.post(f"/tai-khoan/vai/{pk}/").status_code == 404
    assert client.get(f"/tai-khoan/vai/{people.seat.pk}/").status_code == 405


def test_a_post_that_ends_falls_back_to_one_in_force(client, people):
    client.force_login(people.an)
    client.post(f"/tai-khoan/vai/{people.seat.pk}/")
    people.seat.ends_on = people.over.ends_on
    people.seat.save()

    assert client.get("/").context["shell"].mandate == people.chair


def test_the_account_page_shows_the_posts_of_today(client, people):
    client.force_login(people.an)

    page = client.get("/tai-khoan/").content.decode()

    assert "Chủ tịch CĐCS Bệnh viện" in page
    assert "Thành viên, Tổ công tác số 2" in page
    assert "Phó Chủ tịch" not in page
