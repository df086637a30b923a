"""One task: its page, the report, back and forth, its file."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from congtam.ledger.models import Event
from congtam.records.models import Task
from congtam.records.states import TaskState
from tests.records.ground import a_task, held


def url(page, task):
    return reverse(f"records:{page}", args=[task.pk])


def png():
    kept = BytesIO()
    Image.new("RGB", (4, 4)).save(kept, "PNG")
    return SimpleUploadedFile("ảnh nghiệm thu.png", kept.getvalue(), "image/png")


def result(**more):
    return {"done": "co", "done_on": "01/06/2020", "words": "Đã ban hành", "version": "1"} | more


@pytest.fixture(autouse=True)
def _blobs(settings, tmp_path):
    settings.BLOBS = tmp_path


def test_the_result_is_reported_with_its_file(sign_in):
    task = a_task("an")
    client = sign_in("an")

    page = client.post(url("report", task), result(file=png(), exceeded="on", done_quantity="2"))

    task.refresh_from_db()
    assert page.headers["Location"] == url("task", task)
    assert (task.state, task.done_on, task.exceeded, task.blob_name) == (
        TaskState.REPORTED, date(2020, 6, 1), True, "ảnh nghiệm thu.png",
    )  # fmt: skip
    file = client.get(url("file", task))
    assert file.getvalue().startswith(b"\x89PNG")
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"


def test_the_file_is_for_who_may_see_the_task(sign_in):
    task = a_task("an")
    sign_in("an").post(url("report", task), result(file=png()))

    answers = {who: sign_in(who).get(url("file", task)) for who in ("binh", "ut")}

    assert answers["binh"].getvalue().startswith(b"\x89PNG")
    assert answers["ut"].status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"done": ""}, "done", "Chọn kết quả."),
        ({"done_on": ""}, "done_on", "Nhập ngày hoàn thành."),
        ({"done_on": "17/11/2020"}, "done_on", "Ngày hoàn thành không thể sau hôm nay."),
        ({"done_on": "01/01/2020"}, "done_on", "Ngày hoàn thành không thể trước ngày giao."),
        ({"done": "chua", "words": ""}, "words", "Nêu lý do chưa hoàn thành."),
        ({"done_quantity": "-1"}, "done_quantity", "Nhập một số, ví dụ 2 hoặc 1,5."),
    ],
)
def test_a_wrong_report_is_said_beside_its_field_and_the_rest_stays(sign_in, wrong, field, says):
    task = a_task("an")

    page = sign_in("an").post(url("report", task), result() | wrong)

    assert (page.status_code, page.context["form"].errors[field]) == (422, [says])
    assert wrong.get("words", "Đã ban hành") in page.content.decode()
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


def test_a_file_that_is_none_is_said_beside_it(sign_in):
    task = a_task("an")
    bad = SimpleUploadedFile("a.pdf", b"khong phai pdf", "application/pdf")

    page = sign_in("an").post(url("report", task), result(file=bad))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]
    assert "Đã ban hành" in page.content.decode()


def test_a_double_click_reports_once(sign_in):
    task = a_task("an")
    client = sign_in("an")

    statuses = [client.post(url("report", task), result()).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Event.objects.filter(verb="report_task").count() == 1


def test_two_who_report_see_both_texts(sign_in):
    task = a_task("ban_tc@tinh")
    sign_in("ut").post(url("report", task), result(words="Của Út"))

    page = sign_in("an").post(url("report", task), result(words="Của An"))

    mine, theirs = page.context["sides"]
    assert (page.status_code, mine, theirs) == (
        409,
        [("Kết quả, sản phẩm đã có", "Của An")],
        [("Kết quả, sản phẩm đã có", "Của Út")],
    )
    again = result(words="Của An", version=str(page.context["seen"]))
    assert sign_in("an").post(url("report", task), again).status_code == 302
    task.refresh_from_db()
    assert task.words == "Của An"


def test_nobody_reports_for_another(sign_in):
    task = a_task("an")

    assert sign_in("binh").get(url("report", task)).status_code == 403
    assert sign_in("binh").post(url("report", task), result()).status_code == 403
    assert sign_in("ut").post(url("report", task), result()).status_code == 404


def test_it_is_sent_back_with_a_reason_and_the_history_says_so(sign_in):
    task = a_task("an", state=TaskState.REPORTED, done=True, reported_by=held("an"))
    client = sign_in("binh")

    blank = client.post(url("send_back", task), {"reason": " ", "version": "1"})
    page = client.post(url("send_back", task), {"reason": "Thiếu số", "version": "1"}, follow=True)

    assert (blank.status_code, blank.context["form"].errors["reason"]) == (422, ["Nêu lý do."])
    assert [verb for verb, _one in page.context["history"]] == ["Trả lại để bổ sung"]
    assert "Thiếu số" in page.content.decode()
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


def test_an_old_page_moves_nothing_and_says_how_it_stands(sign_in):
    task = a_task("an", state=TaskState.REPORTED, done=True, version=3, reported_by=held("an"))

    page = sign_in("binh").post(url("send_back", task), {"reason": "Thiếu số", "version": "1"})

    assert page.status_code == 409
    assert page.context["sides"] == ([("Lý do", "Thiếu số")], [("Trạng thái", "Chờ kiểm tra")])


@pytest.mark.parametrize("page", ["reopen", "withdraw", "send_back"])
def test_who_may_not_gets_no_form(sign_in, page):
    task = a_task("an", state=TaskState.REPORTED, done=True, reported_by=held("an"))

    assert sign_in("an").get(url(page, task)).status_code == 403
    assert sign_in("dung").get(url(page, task)).status_code == 404
    assert sign_in("dung").post(url(page, task), {"reason": "x", "version": "1"}).status_code == 404


def test_a_proposal_is_assigned_on_its_page(sign_in):
    task = a_task("an", by="an", state=TaskState.PROPOSED)

    page = sign_in("binh").post(url("confirm", task), {"version": "1"})

    assert page.headers["Location"] == url("task", task)
    assert Task.objects.get().state == TaskState.ASSIGNED
    assert sign_in("an").post(url("confirm", task), {"version": "2"}).status_code == 403


def test_the_page_offers_what_may_be_done(sign_in):
    task = a_task("an")

    def offered(who):
        may = sign_in(who).get(url("task", task)).context["may"]
        return [verb for verb, verdict in may.items() if verdict]

    assert offered("an") == ["report"]
    assert offered("binh") == ["amend", "check", "withdraw"]
