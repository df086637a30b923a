"""Giao việc and nhập nhiều dòng: wrong input is said beside the field and nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from congtam.records.models import Task
from congtam.records.states import TaskState
from tests.records.ground import a_task, held, holder_of

ASSIGN, PASTE = "/nhiem-vu/giao/", "/nhiem-vu/nhap/"


def key(code):
    return f"nguoi-{held(code).person_id}"


def form(who="an", **more):
    values = {
        "holder": key(who), "year": "2020", "title": "Soạn hướng dẫn", "kind": "task",
        "source": "plan", "assigned_on": "01/02/2020", "due_on": "31/05/2020",
        "quantity": "2", "coefficient": "1,5", "product": "Hướng dẫn", "token": "mot-lan",
    }  # fmt: skip
    return values | more


def test_a_task_is_assigned(sign_in):
    page = sign_in("binh").post(ASSIGN, form())

    task = Task.objects.get()
    assert page.headers["Location"] == f"/nhiem-vu/so/?nam=2020&cho={key('an')}"
    assert (task.state, task.person, task.quantity, task.coefficient, task.due_on) == (
        TaskState.ASSIGNED, held("an").person, 2, Decimal("1.5"), date(2020, 5, 31),
    )  # fmt: skip


def test_a_double_click_assigns_one(sign_in):
    client = sign_in("binh")

    statuses = [client.post(ASSIGN, form()).status_code for _ in range(2)]

    assert (statuses, Task.objects.count()) == ([302, 302], 1)


def test_one_s_own_waits_as_a_proposal(sign_in):
    page = sign_in("an").post(ASSIGN, form(), follow=True)

    assert Task.objects.get().state == TaskState.PROPOSED
    assert "chờ người phụ trách giao" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"due_on": "31/01/2021"}, "due_on", "Hạn hoàn thành phải nằm trong năm 2020."),
        ({"assigned_on": "01/06/2020"}, "assigned_on", "Ngày giao không thể sau hạn hoàn thành."),
        ({"due_on": "mai"}, "due_on", "Nhập ngày dạng 15/11/2020."),
        ({"title": "  "}, "title", "Chưa ghi nội dung nhiệm vụ."),
        ({"quantity": "nhiều"}, "quantity", "Nhập một số, ví dụ 2 hoặc 1,5."),
        (
            {"coefficient": "1.500"},
            "coefficient",
            "«1.500» không rõ là 1500 hay 1,5: hãy viết liền hoặc bớt số 0.",
        ),
        ({"quantity": "0"}, "quantity", "Số lượng phải lớn hơn 0."),
        ({"year": "20"}, "year", "Nhập một số nguyên từ 2000 đến 2100."),
        ({"holder": ""}, "holder", "Chọn người hoặc tập thể."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(sign_in, wrong, field, says):
    page = sign_in("binh").post(ASSIGN, form(product="Giữ lại") | wrong)

    assert (page.status_code, page.context["form"].errors[field]) == (422, [says])
    assert "Giữ lại" in page.content.decode()
    assert not Task.objects.exists()


def test_a_register_out_of_reach_is_no_choice(sign_in):
    page = sign_in("dung").post(ASSIGN, form("an"))

    assert page.context["form"].errors["holder"] == [
        "Không có sổ nhiệm vụ này trong phần việc của bạn."
    ]
    assert sign_in("dung").get(ASSIGN, {"cho": key("an")}).status_code == 404


def test_a_person_of_a_unit_below_is_chosen_by_the_address(sign_in):
    page = sign_in("chi").get(ASSIGN, {"cho": key("lan")})

    assert page.context["form"]["holder"].value() == key("lan")
    assert sign_in("chi").post(ASSIGN, form("lan")).status_code == 302
    assert Task.objects.get().unit == held("lan").unit


def pasted(lines, **more):
    values = {"holder": key("an"), "year": "2020", "source": "plan", "assigned_on": "01/02/2020",
              "lines": lines, "token": "mot-lan"}  # fmt: skip
    return values | more


def test_lines_from_a_spreadsheet_become_tasks(sign_in):
    lines = (
        "Nội dung\tHạn\tSản phẩm\tSố lượng\tHệ số\tNguồn\tLoại\tNgày giao\r\n"
        "Soạn hướng dẫn\t31/05/2020\tHướng dẫn\t2\t1,5\tTổng Liên đoàn giao\tChỉ tiêu\t"
        "05/03/2020\r\n"
        '"Kiểm tra\ntài chính"\t2020-09-30\r\n\r\n'
    )

    page = sign_in("binh").post(PASTE, pasted(lines))

    assert page.status_code == 302
    first, second = Task.objects.order_by("due_on")
    assert (first.title, first.product, first.quantity, first.coefficient, first.source,
            first.kind, first.assigned_on) == (
        "Soạn hướng dẫn", "Hướng dẫn", 2, Decimal("1.5"), "confederation", "target",
        date(2020, 3, 5),
    )  # fmt: skip
    assert (second.title, second.due_on, second.source, second.assigned_on) == (
        "Kiểm tra\ntài chính", date(2020, 9, 30), "plan", date(2020, 2, 1),
    )  # fmt: skip


def test_each_bad_row_is_named_none_is_entered_and_all_of_it_stays(sign_in):
    lines = (
        "Việc đúng\t31/05/2020\n"
        "Việc ngoài năm\t31/05/2021\n"
        "\t30/06/2020\n"
        "Sai ngày\t31/02/2020\tx\tmột\t1\tTrời giao\n"
        "Giao muộn\t01/03/2020\t\t\t\t\t\t02/03/2020"
    )

    page = sign_in("binh").post(PASTE, pasted(lines))

    found = [(line.number, list(line.faults.values())) for line in page.context["lines"]]
    assert (page.status_code, found) == (
        422,
        [
            (1, []),
            (2, ["Hạn hoàn thành phải nằm trong năm 2020."]),
            (3, ["Chưa ghi nội dung nhiệm vụ."]),
            (4, [
                "Nhập ngày dạng 15/11/2020.",
                "Nhập một số, ví dụ 2 hoặc 1,5.",
                "Nguồn ghi một trong các chữ: Theo quy định của pháp luật, Tổng Liên đoàn giao, "
                "Theo kế hoạch năm, Công việc được giao.",
            ]),
            (5, ["Ngày giao không thể sau hạn hoàn thành."]),
        ],
    )  # fmt: skip
    assert "Sai ngày\t31/02/2020\tx\tmột" in page.content.decode()
    assert not Task.objects.exists()


def test_too_many_and_no_lines_are_said(sign_in):
    many = "\n".join(f"Việc {n}\t31/05/2020" for n in range(201))

    page = sign_in("binh").post(PASTE, pasted(many))
    none = sign_in("binh").post(PASTE, pasted("Nội dung\tHạn"))

    assert page.context["form"].errors["lines"] == ["Mỗi lần nhập tối đa 200 dòng."]
    assert none.context["form"].errors["lines"] == ["Chưa có dòng nào để nhập."]
    assert not Task.objects.exists()


def test_a_double_click_enters_the_lines_once(sign_in):
    client = sign_in("binh")

    for _ in range(2):
        assert client.post(PASTE, pasted("Việc\t31/05/2020\nKhác\t31/05/2020")).status_code == 302

    assert Task.objects.count() == 2


def test_a_line_is_amended(sign_in):
    task = a_task("an")

    page = sign_in("binh").post(
        reverse("records:amend", args=[task.pk]), form(version="1", due_on="30/06/2020")
    )

    task.refresh_from_db()
    assert page.status_code == 302
    assert (task.title, task.version) == ("Soạn hướng dẫn", 2)


def test_two_who_amend_see_both_texts(sign_in):
    task = a_task("an", **{"title": "Của người kia", "version": 2})

    page = sign_in("binh").post(
        reverse("records:amend", args=[task.pk]), form(version="1", title="Của tôi")
    )
    mine, theirs = page.context["sides"]

    assert page.status_code == 409
    assert ("Nội dung nhiệm vụ, chỉ tiêu", "Của tôi") in mine
    assert ("Nội dung nhiệm vụ, chỉ tiêu", "Của người kia") in theirs
    assert ("Năm", "2020") not in mine
    again = form(version=str(page.context["seen"]), title="Của tôi")
    assert sign_in("binh").post(reverse("records:amend", args=[task.pk]), again).status_code == 302
    task.refresh_from_db()
    assert task.title == "Của tôi"


def test_the_holder_does_not_amend_what_is_assigned(sign_in):
    task = a_task("an")

    assert sign_in("an").get(reverse("records:amend", args=[task.pk])).status_code == 403
    assert holder_of("an")["person_id"] == task.person_id
