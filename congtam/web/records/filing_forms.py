"""Forms of the personal records: a decision, award, conclusion, vote, absence, shortcoming."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congtam.records.actions import Answer
from congtam.records.models import Discipline
from congtam.standings.queries.held_levels import HeldLevel
from congtam.web.records.fields import Day, Styled, Whole, Words

YES, NO = "co", "khong"
KEPT, REVOKED = "giu", "thu-hoi"
Choices = list[tuple[str, str]]


def _number() -> Words:
    return Words(_("Số văn bản"), longest=60, error_messages={"required": _("Ghi số văn bản.")})


def _issuer() -> Words:
    says = {"required": _("Ghi cơ quan ban hành.")}
    return Words(_("Cơ quan ban hành"), longest=255, error_messages=says)


def _scan() -> forms.FileField:
    return forms.FileField(
        label=_("Bản chụp văn bản"),
        required=False,
        error_messages={"empty": _("Tệp rỗng (0 byte).")},
    )


def _pick(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        error_messages={
            "required": _("Chọn một giá trị trong danh mục."),
            "invalid_choice": _("Chọn một giá trị trong danh mục."),
        },
    )


class FilingForm(Styled):
    """An entry about one holder; `words_of` are the words that a field may say."""

    word_field = ""

    def __init__(self, *args: Any, words_of: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.word_field:
            self.offer(self.word_field, [("", ""), *words_of.items()])

    def offer(self, name: str, choices: Choices) -> None:
        """Fill the choices of one field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def values(self) -> dict[str, Any]:
        """The entry as the action takes it, the scan apart."""
        return {name: value for name, value in self.taken().items() if name != "file"}


class DisciplineForm(FilingForm):
    """A decision on discipline."""

    word_field = "form"
    form = _pick(_("Hình thức"))
    decided_on = Day(_("Ngày quyết định"))
    number = _number()
    issuer = _issuer()
    words = Words(_("Hành vi vi phạm"), rows=3)
    duty = forms.BooleanField(label=_("Vi phạm khi thực hiện nhiệm vụ được giao"), required=False)
    same_as = forms.ChoiceField(label=_("Cùng hành vi với quyết định đã ghi"), required=False)
    counts_in = Whole(_("Tính vào năm"), least=2000, most=2100, required=False)
    ground_of = Whole(
        _("Hành vi đã là căn cứ xếp mức thấp nhất của năm"), least=2000, most=2100, required=False
    )
    file = _scan()

    def offer_earlier(self, earlier: list[Discipline], titles: Mapping[str, str]) -> None:
        """The decisions that stand already, to name the same act by."""
        known = [
            (str(d.pk), f"{d.number}, {d.decided_on:%d/%m/%Y}: {titles.get(d.form, d.form)}")
            for d in earlier
        ]
        self.offer("same_as", [("", str(_("Không, đây là hành vi khác"))), *known])

    def values(self) -> dict[str, Any]:
        data = super().values()
        return data | {"same_as": data["same_as"] or None}


class AwardForm(FilingForm):
    """A decision on an award, and the level of its year it rests on."""

    word_field = "form"
    form = _pick(_("Hình thức"))
    year = Whole(_("Năm thành tích"), least=2000, most=2100)
    rests_on = forms.ChoiceField(
        label=_("Căn cứ mức xếp loại đã công bố"),
        required=False,
        error_messages={"invalid_choice": _("Chọn một giá trị trong danh mục.")},
    )
    decided_on = Day(_("Ngày quyết định"))
    number = _number()
    issuer = _issuer()
    words = Words(_("Ghi chú"), rows=2, required=False)
    file = _scan()

    def offer_levels(self, levels: list[HeldLevel]) -> None:
        """The levels of the holder, also those that were replaced since."""
        self.levels = {f"{one.year}:{one.level}": one for one in levels}
        known = [(key, _said(one)) for key, one in self.levels.items()]
        self.offer("rests_on", [("", str(_("Không căn cứ mức xếp loại nào"))), *known])

    def clean_rests_on(self) -> str:
        key = str(self.cleaned_data["rests_on"])
        year = self.cleaned_data.get("year")
        if key and year is not None and self.levels[key].year != year:
            says = _("Mức này là của năm %(held)s, khác năm thành tích %(year)s.")
            held = {"held": self.levels[key].year, "year": year}
            raise forms.ValidationError(str(says) % held)
        return key

    def values(self) -> dict[str, Any]:
        data = super().values()
        chosen = self.levels.get(data.pop("rests_on"))
        level = (chosen.level, chosen.title) if chosen else ("", "")
        return data | {"level": level[0], "level_title": level[1]}


def _said(one: HeldLevel) -> str:
    told = {"year": one.year, "title": one.title}
    if one.later is None:
        return str(_("Năm %(year)s: %(title)s")) % told
    says = str(_("Năm %(year)s: %(title)s (đã quyết định lại thành %(now)s)"))
    return says % (told | {"now": one.later.now})


OUTCOMES = ((KEPT, _("Giữ nguyên khen thưởng")), (REVOKED, _("Đã có quyết định thu hồi")))


class SettleForm(Styled):
    """What becomes of a flagged award."""

    outcome = forms.ChoiceField(
        label=_("Kết quả xem lại"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn giữ nguyên hay thu hồi.")},
    )
    reason = Words(_("Lý do"), rows=3, required=False)
    number = Words(_("Số quyết định thu hồi"), longest=60, required=False)
    decided_on = Day(_("Ngày quyết định thu hồi"), required=False)

    def answer(self) -> Answer:
        """The answer as the action takes it; without a revocation its paper is left out."""
        data = self.taken()
        if data["outcome"] == KEPT:
            return Answer(revoked=False, reason=data["reason"])
        return Answer(True, data["reason"], data["number"], data["decided_on"])


class RulingForm(FilingForm):
    """What a competent body concluded."""

    word_field = "code"
    code = _pick(_("Nội dung"))
    holds = forms.ChoiceField(
        label=_("Kết luận"),
        choices=((YES, _("Có")), (NO, _("Không có"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết luận.")},
    )
    year = Whole(_("Năm đánh giá"), least=2000, most=2100)
    number = _number()
    issued_on = Day(_("Ngày văn bản"))
    issuer = _issuer()
    words = Words(_("Ghi chú"), rows=2, required=False)
    file = _scan()

    def values(self) -> dict[str, Any]:
        data = super().values()
        return data | {"holds": data["holds"] == YES}


class VoteForm(FilingForm):
    """The counts of one confidence vote."""

    held_on = Day(_("Ngày lấy phiếu"))
    place = Words(_("Hội nghị"), longest=255)
    high = Whole(_("Tín nhiệm cao"))
    middle = Whole(_("Tín nhiệm"))
    low = Whole(_("Tín nhiệm thấp"))


class AbsenceForm(FilingForm):
    """From a day until a day, or still going on."""

    word_field = "kind"
    kind = _pick(_("Loại"))
    starts_on = Day(_("Từ ngày"))
    ends_on = Day(_("Đến ngày"), required=False)
    words = Words(_("Ghi chú"), rows=2, required=False)


class FaultForm(FilingForm):
    """A shortcoming with its remedy."""

    year = Whole(_("Năm nêu"), least=2000, most=2100)
    text = Words(
        _("Hạn chế, khuyết điểm"),
        rows=3,
        error_messages={"required": _("Ghi hạn chế, khuyết điểm.")},
    )
    collective = Words(_("Trách nhiệm của tập thể"), rows=2, required=False)
    members = Words(_("Trách nhiệm của cá nhân, người đứng đầu ghi trước"), rows=2, required=False)
    remedy = Words(_("Biện pháp khắc phục"), rows=2, required=False)
    due_on = Day(_("Hạn khắc phục"), required=False)


class CommitmentForm(FilingForm):
    """What a person commits to for a year."""

    year = Whole(_("Năm"), least=2000, most=2100)
    text = Words(
        _("Nội dung cam kết"), rows=4, error_messages={"required": _("Ghi nội dung cam kết.")}
    )


class ClaimForm(Styled):
    """When it was fixed, and what was done."""

    fixed_on = Day(_("Ngày khắc phục xong"))
    words = Words(
        _("Kết quả khắc phục"), rows=3, error_messages={"required": _("Nêu kết quả khắc phục.")}
    )


class ConfirmForm(Styled):
    """Words of who looked, if any."""

    words = Words(_("Ý kiến người kiểm tra"), rows=2, required=False)


class TellForm(Styled):
    """What became of a commitment."""

    result = Words(_("Kết quả thực hiện"), rows=4, longest=5000)
