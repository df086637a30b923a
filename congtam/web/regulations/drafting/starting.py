"""Pages that begin and end a draft: start, copy, open again, discard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from congtam.clock import local_date, now
from congtam.core.rules.drafting.parts import Tree, entries, read
from congtam.core.vietnamese import nfc
from congtam.regulations import actions, permissions
from congtam.regulations.models import Regulation
from congtam.regulations.states import LIFECYCLE
from congtam.web.regulations.drafting.desk import find_rules
from congtam.web.regulations.drafting.forms.base import LONG, lines
from congtam.web.regulations.drafting.forms.texts import PeriodForm, day
from congtam.web.requests import ActingRequest

MOST_LEVELS = 12


class _Dressed(PeriodForm):
    """The look of the house on every field."""

    title = forms.CharField(
        label=lazy("Tên bộ quy tắc"), max_length=400, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": lazy("Ghi tên bộ quy tắc.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, forms.ChoiceField):
                field.widget.attrs.setdefault("class", "form-control")

    def clean_title(self) -> str:
        return nfc(self.cleaned_data["title"]).strip()


class StartForm(_Dressed):
    """What a rule set is about, and the names of its levels from best to worst."""

    subject = forms.CharField(
        label=lazy("Đối tượng xếp loại"), max_length=120,
        widget=forms.TextInput({"list": "doi-tuong", "placeholder": "can_bo.cong_chuc"}),
        error_messages={"required": lazy("Ghi đối tượng xếp loại.")},
    )  # fmt: skip
    like = forms.ChoiceField(
        label=lazy("Lấy tên các mức như"), required=False,
        widget=forms.Select({"class": "form-select"}),
    )  # fmt: skip
    levels = forms.CharField(
        label=lazy("hoặc ghi các mức, từ tốt nhất xuống, mỗi dòng một mức"), required=False,
        max_length=LONG, widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    field_order = ["title", "subject", "first", "last", "like", "levels"]

    def __init__(self, *args: Any, known: dict[str, tuple[str, list[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        field = self.fields["like"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("tự ghi"))] + [
            (key, f"{title}: {', '.join(levels)}") for key, (title, levels) in known.items()
        ]

    def clean(self) -> None:
        super().clean()
        typed = lines(nfc(self.cleaned_data.get("levels") or ""))
        like = self.cleaned_data.get("like")
        self.names = typed or (self.known[like][1] if like else [])
        if not self.names:
            self.add_error("levels", _("Ghi các mức, mỗi dòng một mức, hoặc chọn ở trên."))
        if len(self.names) > MOST_LEVELS or len(set(self.names)) < len(self.names):
            self.add_error("levels", _("Nhiều nhất %s mức, không trùng tên.") % MOST_LEVELS)


class CopyForm(_Dressed):
    """The next version of this rule set, or another one that starts from it."""

    anew = forms.ChoiceField(
        label=lazy("Chép thành"), widget=forms.RadioSelect({"class": "form-check-input"}),
        choices=[("", lazy("Bản tiếp theo của bộ này: khi áp dụng sẽ thay bản đang có")),
                 ("1", lazy("Bộ quy tắc khác, áp dụng song song"))],
        required=False,
    )  # fmt: skip
    field_order = ["anew", "title", "first", "last"]


@require_http_methods(["GET", "POST"])
def start(request: ActingRequest) -> HttpResponse:
    """Soạn bộ quy tắc mới."""
    tenant = request.mandate.tenant
    permissions.may_draft(request.mandate, tenant.pk).enforce()
    trees = _known(request)
    known = {
        str(row.pk): (row.title, [str(item.get("label")) for _key, item in entries(tree, "levels")])
        for row, tree in trees
    }
    form = StartForm(request.POST or None, known=known, initial={"first": _new_year(request)})
    if form.is_valid():
        data = form.cleaned_data
        draft = actions.start_draft(
            tenant, title=data["title"], subject=nfc(data["subject"]).strip(),
            first=data["first"], last=data["last"], levels=form.names,
            by=request.mandate, at=now(),
        )  # fmt: skip
        return redirect("regulations:draft", draft.pk, "van-ban")
    subjects = sorted({str(tree.get("subject")) for _row, tree in trees})
    context = {"form": form, "subjects": subjects}
    status = 422 if form.is_bound else 200
    return render(request, "regulations/drafting/start.html", context, status=status)


def _known(request: ActingRequest) -> list[tuple[Regulation, Tree]]:
    """Rule sets whose levels may be taken over, the one in force of each code first."""
    rows = Regulation.objects.visible_to(request.mandate).filter(kind=Regulation.Kind.RULES)
    newest = {row.code: row for row in rows.order_by("loaded_at")}
    return [(row, read(row.body)) for row in sorted(newest.values(), key=lambda r: r.title)]


def _new_year(request: ActingRequest) -> Any:
    return local_date(now()).replace(month=1, day=1)


@require_http_methods(["GET", "POST"])
def copy(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """Chép thành bản mới."""
    source = find_rules(request, regulation_id)
    permissions.may_draft(request.mandate, source.tenant_id).enforce()
    period = read(source.body).get("period") or {}
    first = {"title": source.title, "first": _new_year(request), "last": None, "anew": ""}
    form = CopyForm(request.POST or None, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        draft = actions.copy_draft(
            source, title=data["title"], first=data["first"], last=data["last"],
            anew=bool(data["anew"]), by=request.mandate, at=now(),
        )  # fmt: skip
        return redirect("regulations:draft", draft.pk, "muc")
    context = {
        "form": form,
        "source": source,
        "since": day(period.get("from")),
        "until": day(period.get("to")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "regulations/drafting/copy.html", context, status=status)


@require_POST
def reopen(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """Mở lại để sửa a checked rule set."""
    found = find_rules(request, regulation_id)
    actions.reopen(found, by=request.mandate, at=now())
    messages.success(request, _("Đã mở lại; sửa xong phải kiểm tra lại."))
    return redirect("regulations:draft", found.pk, "muc")


@require_http_methods(["GET", "POST"])
def discard(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """Bỏ dự thảo, asked once more."""
    draft = find_rules(request, regulation_id)
    permissions.may_edit(request.mandate, draft).enforce()
    LIFECYCLE.target("edit", draft.state)
    if request.method == "POST":
        actions.discard_draft(draft, by=request.mandate, at=now())
        messages.success(request, _("Đã bỏ dự thảo «%s».") % draft.title)
        return redirect("regulations:index")
    return render(request, "regulations/drafting/discard.html", {"draft": draft})
