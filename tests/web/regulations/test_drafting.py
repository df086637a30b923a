"""The editor on the screen: parts, conditions, quotes, findings, two officers at once."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from congtam.core import rules
from congtam.core.rules.drafting import nodes, parts
from congtam.organisation.models import Mandate
from congtam.regulations import actions
from congtam.regulations.models import Regulation
from congtam.regulations.states import State
from tests.organisation.province import LOADED, NOW, held, province

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
LEADERS = ROOT / "tests/core/rules/data/nghi-dinh.yaml"
RULES = ROOT / "tests/cast_packs/rules.yaml"
SLUGS = (
    "thong-tin", "van-ban", "du-kien", "muc", "thu-tu", "rang-buoc", "vi-du", "dien-giai", "tran",
    "han-muc",
)  # fmt: skip
DECREE = """Điều 20. Tiêu chí
1. Đạt từ 90 điểm trở lên: Hoàn thành xuất sắc nhiệm vụ.
2. Đạt từ 70 điểm đến dưới 90 điểm."""
HTMX = {"HX-Request": "true", "HX-Boosted": "true"}


@pytest.fixture
def tenant():
    return province(unions=1)


@pytest.fixture
def desk(sign_in, tenant):
    """Chi's browser, and the addresses of her draft."""
    return Desk(sign_in("chi"), drafted(tenant))


def drafted(tenant, path=LEADERS):
    source = actions.load(tenant, path.read_text(), path.name, at=LOADED)
    Regulation.objects.filter(pk=source.pk).update(state=State.IN_FORCE, in_force_at=LOADED)
    return actions.copy_draft(
        source, title="Bản mới", first=date(2027, 1, 1), last=None, anew=False,
        by=held("chi"), at=NOW,
    )  # fmt: skip


class Desk:
    def __init__(self, client, draft):
        self.client, self.draft = client, draft

    def url(self, name, *more):
        return reverse(f"regulations:{name}", args=[self.draft.pk, *more])

    def get(self, name, *more, **data):
        return self.client.get(self.url(name, *more), data)

    def post(self, name, *more, headers=None, **data):
        return self.client.post(self.url(name, *more), data, headers=headers)

    @property
    def tree(self):
        return parts.read(Regulation.objects.get(pk=self.draft.pk).body)

    def seen(self, name, *more):
        """The mark that a form carries."""
        return self.get(name, *more).context["opened"].seen


def second_keeper():
    chair, binh = held("chi"), held("binh")
    Mandate.objects.create(
        tenant=chair.tenant, person=binh.person, unit=chair.unit, body=chair.body,
        office="chu_tich", title="Chủ tịch", starts_on=chair.starts_on,
    )  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_every_part_is_a_page(desk, slug):
    shown = desk.get("draft", slug)

    assert shown.status_code == 200
    assert shown.context["panel"]["readable"]


def test_a_part_that_does_not_exist_is_not_found(desk):
    assert desk.get("draft", "khac").status_code == 404
    assert desk.get("item", "du-kien", "khac").status_code == 404
    assert desk.get("condition", "HTXSNV:9").status_code == 404
    assert desk.get("cite", "facts", "diem").status_code == 404
    assert desk.post("move", "du-kien", "diem").status_code == 404
    assert desk.get("add", "thong-tin").status_code == 404


def test_a_blank_draft_says_what_is_missing_and_where(sign_in, tenant):
    client = sign_in("chi")
    sent = {"title": "Xếp loại", "subject": "can_bo", "first": "01/01/2026",
            "levels": "Đạt\nKhông đạt"}  # fmt: skip

    made = client.post(reverse("regulations:start"), sent)

    draft = Regulation.objects.get()
    assert made["Location"] == reverse("regulations:draft", args=[draft.pk, "van-ban"])
    desk = Desk(client, draft)
    panel = desk.get("draft", "muc").context["panel"]
    assert [(one.where, one.says) for one in panel["flaws"]] == [
        ("Văn bản", "phải có ít nhất một văn bản"),
        ("Dữ kiện", "phải có ít nhất một dữ kiện"),
        ("Mức và điều kiện: Đạt", "chưa có điều kiện nào"),
        ("Mức và điều kiện: Không đạt", "chưa có điều kiện nào"),
    ]
    assert client.get(reverse("regulations:regulation", args=[draft.pk])).status_code == 302
    reader = sign_in("ut")
    shown = reader.get(reverse("regulations:regulation", args=[draft.pk])).content.decode()
    assert "Bộ quy tắc đang được soạn" in shown


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"title": ""}, "title", "Ghi tên bộ quy tắc."),
        ({"levels": ""}, "levels", "Ghi các mức, mỗi dòng một mức, hoặc chọn ở trên."),
        ({"levels": "A\nA"}, "levels", "Nhiều nhất 12 mức, không trùng tên."),
        ({"last": "01/01/2020"}, "last", "Ngày cuối trước ngày đầu."),
    ],
)
def test_a_start_without_its_words_is_asked_again(sign_in, tenant, changed, field, says):
    sent = {"title": "A", "subject": "b", "first": "01/01/2026", "levels": "Đạt", **changed}

    shown = sign_in("chi").post(reverse("regulations:start"), sent)

    assert (shown.status_code, shown.context["form"].errors[field]) == (422, [says])
    assert not Regulation.objects.exists()


def test_the_levels_of_another_set_are_taken_over(desk):
    source = Regulation.objects.get(state=State.IN_FORCE)
    known = next(
        key for key, (_title, levels) in
        desk.client.get(reverse("regulations:start")).context["form"].known.items() if levels
    )  # fmt: skip
    sent = {"title": "Khác", "subject": "b", "first": "01/01/2026", "like": known}

    desk.client.post(reverse("regulations:start"), sent)

    made = Regulation.objects.get(code="khac")
    labels = [level["label"] for level in parts.read(made.body)["levels"]]
    assert labels == [level.label for level in rules.load(source.body, "x").levels]


def test_a_condition_is_added_fact_first_then_quoted(desk):
    actions.load_instrument(
        desk.draft.tenant, number="335/2025/NĐ-CP", title="Nghị định", issuer="Chính phủ",
        text=DECREE, at=LOADED,
    )  # fmt: skip

    first = desk.get("add_condition", "HTXSNV:").context["opened"]
    chosen = desk.get("add_condition", "HTXSNV:", **{"du-kien": "ky_luat"}).context["opened"]
    made = desk.post("add_condition", "HTXSNV:", fact="ky_luat", flag="false", tiep="trich-dan")

    assert (first.form, "ky_luat" in dict(first.facts)) == (None, True)
    assert list(chosen.form.fields) == ["fact", "flag", "doc", "at", "quote"]
    assert made["Location"] == desk.url("cite", "conditions", "HTXSNV:1")
    shown = desk.get("cite", "conditions", "HTXSNV:1")
    assert [(p.number, p.place) for p in shown.context["paragraphs"]] == [
        (1, "Điều 20"), (2, "Điều 20, khoản 1"), (3, "Điều 20, khoản 2"),
    ]  # fmt: skip
    assert nodes.at(desk.tree, "HTXSNV:1") == {"id": "HTXSNV1", "fact": "ky_luat", "is": "false"}


def test_a_quote_is_a_paragraph_or_a_part_of_it_and_nothing_else(desk):
    actions.load_instrument(
        desk.draft.tenant, number="335/2025/NĐ-CP", title="Nghị định", issuer="Chính phủ",
        text=DECREE, at=LOADED,
    )  # fmt: skip
    page = desk.get("cite", "conditions", "HTXSNV:0", doan="2")
    sent = {"seen": page.context["seen"], "van-ban": "ND335", "at": "Điều 20, khoản 1"}

    typed = page.context["form"].initial
    lost = desk.post("cite", "conditions", "HTXSNV:0", **sent, quote="Đạt từ 95 điểm")
    kept = desk.post("cite", "conditions", "HTXSNV:0", **sent, quote="từ 90 … xuất sắc")

    assert typed == {
        "at": "Điều 20, khoản 1",
        "quote": "1. Đạt từ 90 điểm trở lên: Hoàn thành xuất sắc nhiệm vụ.",
    }
    assert (lost.status_code, kept.status_code) == (422, 302)
    assert nodes.at(desk.tree, "HTXSNV:0")["cite"] == {
        "doc": "ND335", "at": "Điều 20, khoản 1", "quote": "từ 90 … xuất sắc",
    }  # fmt: skip
    lines = desk.get("draft", "muc").context["levels"]
    shown = [row.cited.found for level in lines[:2] for row in level.rows]
    assert shown == ["found", "lost", "found"]
    assert lines[3].rows[4].cited.inherited


def test_the_text_is_searched_without_marks(desk):
    actions.load_instrument(
        desk.draft.tenant, number="335/2025/NĐ-CP", title="Nghị định", issuer="Chính phủ",
        text=DECREE, at=LOADED,
    )  # fmt: skip

    shown = desk.get("cite", "conditions", "HTXSNV:0", tim="duoi 90")

    assert [p.number for p in shown.context["paragraphs"]] == [3]


def test_a_condition_is_changed_in_its_row(desk):
    seen = desk.seen("condition", "HTXSNV:0")
    sent = {"fact": "diem", "word": "more_than", "value": "95", "doc": "ND335", "at": "khoản 1"}

    refused = desk.post("condition", "HTXSNV:0", seen=seen, **sent | {"value": "nhiều"})
    saved = desk.post("condition", "HTXSNV:0", seen=seen, **sent)

    assert (refused.status_code, refused.context["opened"].seen) == (422, seen)
    assert saved["Location"] == desk.url("draft", "muc") + "#dk-HTXSNV-0"
    assert nodes.at(desk.tree, "HTXSNV:0") == {
        "id": "XS1", "fact": "diem", "more_than": "95", "cite": {"doc": "ND335", "at": "khoản 1"},
    }  # fmt: skip


def test_a_condition_asks_another_fact(desk):
    opened = desk.get("condition", "HTXSNV:0", **{"du-kien": "ky_luat"}).context["opened"]

    assert (opened.fact, "flag" in opened.form.fields, "word" in opened.form.fields) == (
        "ky_luat", True, False,
    )  # fmt: skip


def test_conditions_and_groups_are_moved_and_dropped(desk):
    def seen(address):
        return parts.mark(nodes.at(desk.tree, address))

    group = desk.post("add_condition", "HTXSNV:", mode="not")
    desk.post("add_condition", "HTXSNV:1", fact="ky_luat", flag="true")
    desk.post("move_condition", "HTXSNV:1", seen=seen("HTXSNV:1"), len="1")
    desk.post("drop_condition", "HTXSNV:1", seen=seen("HTXSNV:1"))

    assert group.status_code == 302
    assert parts.entry(desk.tree, "levels", "HTXSNV")["all"] == [
        {"not": {"id": "HTXSNV1", "fact": "ky_luat", "is": "true"}}
    ]
    assert desk.post("add_condition", "HTXSNV:0", fact="ky_luat", flag="true").status_code == 409


def test_an_item_is_added_edited_and_dropped(desk):
    sent = {"label": "Điểm thưởng", "type": "number", "better": "high", "low": "0", "high": "5"}

    added = desk.post("add", "du-kien", **sent, tiep="them")
    seen = desk.seen("item", "du-kien", "diem_thuong")
    desk.post("item", "du-kien", "diem_thuong", **sent | {"high": "10"}, seen=seen)

    assert added["Location"] == desk.url("add", "du-kien") + "#mo"
    assert desk.tree["facts"]["diem_thuong"]["range"] == ["0", "10"]
    desk.post("drop", "du-kien", "diem_thuong", seen=parts.mark(desk.tree["facts"]["diem_thuong"]))
    assert "diem_thuong" not in desk.tree["facts"]


def test_what_is_stood_on_is_refused_with_the_names(desk):
    seen = parts.mark(desk.tree["facts"]["diem"])

    shown = desk.post("drop", "du-kien", "diem", seen=seen, headers=HTMX)

    assert (shown.status_code, shown["HX-Reselect"]) == (403, ".notice")
    assert "Chưa bỏ được vì còn dùng ở: XS1, T1" in shown.content.decode()


def test_levels_change_places(desk):
    desk.post("move", "muc", "HTTNV", len="1")

    assert [level["id"] for level in desk.tree["levels"]][:2] == ["HTTNV", "HTXSNV"]


def test_two_officers_who_edit_one_part_see_both_texts(desk):
    seen = desk.seen("condition", "HTXSNV:0")
    sent = {"fact": "diem", "word": "at_least", "doc": "ND335", "at": "khoản 1", "seen": seen}
    desk.post("condition", "HTXSNV:0", **sent, value="92")

    met = desk.post("condition", "HTXSNV:0", **sent, value="95")

    shown = met.content.decode()
    assert met.status_code == 409
    assert ("Điều kiện", "ít nhất 95") in met.context["mine"]
    assert ("Điều kiện", "ít nhất 92") in met.context["theirs"]
    assert "Lấy của người kia" in shown
    mine = dict(met.context["typed"]) | {"seen": met.context["seen"]}
    assert desk.post("condition", "HTXSNV:0", **mine).status_code == 302
    assert nodes.at(desk.tree, "HTXSNV:0")["at_least"] == "95"


@pytest.mark.parametrize(
    ("slug", "key", "first", "second"),
    [
        ("thong-tin", "-", {"title": "A"}, {"title": "B"}),
        ("du-kien", "ky_luat", {"label": "A"}, {"label": "B"}),
        ("muc", "HTNV", {"label": "A"}, {"label": "B"}),
    ],
)
def test_every_part_meets_the_other_text(desk, slug, key, first, second):
    opened = desk.get("item", slug, key).context["opened"]
    sent = {
        bound.html_name: value for bound in opened.form.visible_fields()
        if (value := bound.value()) not in (None, "", False, [])
    } | {"seen": opened.seen}  # fmt: skip
    if slug == "thong-tin":
        sent["first"] = "01/01/2027"

    saved = desk.post("item", slug, key, **sent | first)
    met = desk.post("item", slug, key, **sent | second)

    assert (saved.status_code, met.status_code) == (302, 409)
    assert (met.context["mine"][0][1], met.context["theirs"][0][1]) == ("B", "A")


def test_what_was_taken_away_meanwhile_is_shown_to_be_copied(desk):
    seen = desk.seen("item", "han-muc", "TL1")
    mark = parts.mark(parts.entry(desk.tree, "quotas", "TL1"))
    sent = {"level": "HTXSNV", "at_most_percent": "25", "base": "ranked", "seen": seen}
    by, at = held("chi"), NOW
    original = actions.put

    def late(*args, **kwargs):
        actions.drop(desk.draft.pk, "quotas", "TL1", seen=mark, by=by, at=at)
        return original(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "put", late)
        met = desk.post("item", "han-muc", "TL1", **sent)

    assert (met.status_code, met.context["theirs"]) == (409, None)
    assert "25" in met.content.decode()


def test_findings_are_shown_with_their_case_and_taken_on(desk):
    panel = desk.get("draft", "muc").context["panel"]
    (kind,) = panel["kinds"]
    told = kind.told[0]

    assert (kind.label, len(kind.told), len(kind.first)) == ("Hai mức cùng áp dụng", 9, 3)
    assert told.says.endswith("lấy «Không hoàn thành nhiệm vụ» vì được xét trước.")
    assert ("Điểm theo dõi đánh giá", "100") in told.witness
    assert told.levels[0] == (
        "Không hoàn thành nhiệm vụ", desk.url("draft", "muc") + "#muc-KHTNV",
    )  # fmt: skip
    silent = desk.post("accept", ma=told.key)
    one = desk.post("accept", ma=told.key, reason="Văn bản ghi vậy", ve="vi-du")
    assert (silent.status_code, one["Location"]) == (422, desk.url("draft", "vi-du"))
    rest = desk.get("accept", loai="overlap").context["listed"]
    desk.post("accept", ma=[found.key for found in rest], reason="Cùng lý do")
    panel = desk.get("draft", "muc").context["panel"]
    assert (panel["open_count"], len(panel["taken"]), panel["ready"]) == (0, 9, True)
    desk.post("withdraw", told.key, ve="muc")
    assert desk.get("draft", "muc").context["panel"]["open_count"] == 1
    assert desk.post("accept", ma="0" * 16, reason="x").status_code == 422
    assert desk.post("withdraw", "0" * 16).status_code == 409


def test_an_example_that_comes_out_otherwise_is_said_at_the_example(desk):
    seen = desk.seen("item", "vi-du", "0")
    sent = {"f.diem": "90", "expect": "HTNV", "seen": seen}
    desk.post("item", "vi-du", "0", **sent)

    shown = desk.get("draft", "vi-du")

    assert shown.context["lines"][0].flaws == [
        "phải ra «Hoàn thành nhiệm vụ», bộ quy tắc cho «Chưa xác định»"
    ]
    assert (shown.context["panel"]["failing"], shown.context["panel"]["ready"]) == (1, False)


def test_an_example_is_copied_into_the_form(desk):
    opened = desk.get("add", "vi-du", tu="1").context["opened"]

    assert opened.form["f.diem"].value() == "89,99"
    assert opened.form["expect"].value() == "HTTNV"


def test_papers_of_the_register_become_documents(desk):
    actions.load_instrument(
        desk.draft.tenant, number="12/HD", title="Hướng dẫn", issuer="Tổng Liên đoàn",
        text=DECREE, at=LOADED,
    )  # fmt: skip

    shown = desk.get("add", "van-ban", tim="huong dan")
    (paper,) = shown.context["register"]
    desk.post("add", "van-ban", number=paper.number, title=paper.title, issuer=paper.issuer)

    assert paper.has_text
    assert desk.tree["documents"]["12-HD"] == {
        "number": "12/HD", "title": "Hướng dẫn", "issuer": "Tổng Liên đoàn",
    }  # fmt: skip


def test_a_draft_is_checked_by_one_and_put_in_force_by_another(desk, sign_in):
    keys = [one.key for one in desk.get("accept").context["listed"]]
    desk.post("accept", ma=keys, reason="Văn bản ghi vậy")
    second_keeper()

    desk.post("check")
    own = desk.get("regulation").content.decode()
    refused = desk.post("put_in_force").status_code
    other = Desk(sign_in("binh"), desk.draft)
    seen = other.get("regulation").content.decode()

    assert "một người khác được giao quản lý quy định đưa vào áp dụng" in own
    assert "Phát hiện đã chấp nhận" in seen
    assert (refused, "Đưa vào áp dụng" in seen) == (403, True)
    assert other.post("put_in_force").status_code == 302
    assert Regulation.objects.get(pk=desk.draft.pk).state == State.IN_FORCE


def test_a_checked_draft_is_opened_again(desk):
    keys = [one.key for one in desk.get("accept").context["listed"]]
    desk.post("accept", ma=keys, reason="Văn bản ghi vậy")
    desk.post("check")

    assert desk.get("draft", "muc").status_code == 409
    assert desk.post("reopen")["Location"] == desk.url("draft", "muc")
    assert desk.get("draft", "muc").status_code == 200


def test_a_draft_is_copied_and_discarded(desk):
    asked = desk.get("discard")
    done = desk.post("discard")
    source = Regulation.objects.get()
    sent = {"title": "Bộ khác", "first": "01/01/2028", "anew": "1"}
    made = desk.client.post(reverse("regulations:copy", args=[source.pk]), sent)

    assert ("Mọi phần đã soạn" in asked.content.decode(), done.status_code) == (True, 302)
    assert Regulation.objects.get(code="bo-khac").version == "1"
    assert made.status_code == 302


def test_a_case_is_tried_and_nothing_is_saved(desk):
    shown = desk.get("what_if", **{"f.diem": "95", "f.ky_luat": "true"})
    blank, wrong = desk.get("what_if"), desk.get("what_if", **{"f.diem": "nhiều"})

    account = shown.context["account"]
    assert (account.outcome, account.levels[0].id) == ("KHTNV", "KHTNV")
    assert (blank.context["account"], wrong.context["account"]) == (None, None)
    assert Regulation.objects.get(pk=desk.draft.pk).revision == 1


@pytest.mark.parametrize("more", [0, 40])
def test_a_page_of_the_editor_costs_the_same(desk, django_assert_max_num_queries, more):
    by, at = held("chi"), NOW
    for n in range(more):
        fact = {"label": f"Dữ kiện {n}", "type": "bool", "better": "none"}
        actions.put(desk.draft.pk, "facts", "", fact, seen="", by=by, at=at)
    desk.get("draft", "muc")

    with django_assert_max_num_queries(9):
        assert desk.get("draft", "du-kien").status_code == 200
