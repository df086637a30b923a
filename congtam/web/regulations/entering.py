"""Vào sổ văn bản: a paper from the desk, with its file and its words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from congtam.clock import now
from congtam.core.paragraphs import paragraphs
from congtam.core.verdict import Refused
from congtam.core.vietnamese import nfc
from congtam.files.actions import BadFile, keep
from congtam.files.queries import words_in
from congtam.regulations import permissions
from congtam.regulations.actions import load_instrument, transcribe_instrument
from congtam.regulations.models import Instrument
from congtam.web.regulations.drafting.forms.texts import day_field
from congtam.web.requests import ActingRequest

LONGEST = 2_000_000


class EnterForm(forms.Form):
    """The head of the paper, and the paper itself."""

    paper = forms.FileField(
        label=lazy("Tệp văn bản (PDF hoặc Word)"),
        widget=forms.ClearableFileInput({"accept": ".pdf,.docx"}),
        error_messages={
            "required": lazy("Chọn tệp văn bản."),
            "empty": lazy("Tệp rỗng (0 byte)."),
        },
    )
    number = forms.CharField(
        label=lazy("Số, ký hiệu"), max_length=120,
        error_messages={"required": lazy("Ghi số, ký hiệu.")},
    )  # fmt: skip
    title = forms.CharField(
        label=lazy("Trích yếu"), max_length=600, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": lazy("Ghi trích yếu.")},
    )  # fmt: skip
    issuer = forms.CharField(
        label=lazy("Cơ quan ban hành"), max_length=255,
        error_messages={"required": lazy("Ghi cơ quan ban hành.")},
    )  # fmt: skip
    issued_on = day_field(lazy("Ngày ban hành"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def clean(self) -> None:
        super().clean()
        for name in ("number", "title", "issuer"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = nfc(self.cleaned_data[name]).strip()


class WordsForm(forms.Form):
    """The words of a paper, to be read through before they are kept."""

    text = forms.CharField(
        label=lazy("Nội dung văn bản, mỗi dòng một đoạn"), max_length=LONGEST,
        widget=forms.Textarea({"class": "form-control", "rows": 24}),
        error_messages={"required": lazy("Chép nội dung văn bản vào đây.")},
    )  # fmt: skip

    def clean_text(self) -> str:
        return "\n".join(one.text for one in paragraphs(self.cleaned_data["text"]))


@require_http_methods(["GET", "POST"])
def enter(request: ActingRequest) -> HttpResponse:
    """A paper into the register; then its words are looked through."""
    permissions.may_load(request.mandate, request.mandate.tenant_id).enforce()
    form = EnterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        entered = _enter(request, form)
        if entered is not None:
            return _onward(request, entered)
    status = 422 if form.is_bound else 200
    context = {"form": form, "back": _draft_waiting(request)}
    return render(request, "regulations/enter.html", context, status=status)


def _onward(request: ActingRequest, entered: Instrument) -> HttpResponse:
    """To its words; a paper that has them already needs no more."""
    back = _draft_waiting(request)
    if not entered.text:
        address = reverse("regulations:transcribe", args=[entered.pk])
        return redirect(f"{address}?ve={back}" if back else address)
    return _done(request, entered, _("Văn bản đã có nội dung trong sổ."))


def _done(request: ActingRequest, entered: Instrument, says: str) -> HttpResponse:
    """Back to the draft that waited for the paper, else to the paper."""
    back = _draft_waiting(request)
    if back:
        return redirect(f"{reverse('regulations:add', args=[back, 'van-ban'])}#mo")
    messages.success(request, says)
    return redirect("regulations:instrument", entered.pk)


def _draft_waiting(request: ActingRequest) -> UUID | None:
    """The draft from whose editor the paper was missed."""
    try:
        return UUID(request.POST.get("ve") or request.GET.get("ve") or "")
    except ValueError:
        return None


def _enter(request: ActingRequest, form: EnterForm) -> Instrument | None:
    """Kept and entered in one transaction; what is wrong with the file is said at the field."""
    data, paper = form.cleaned_data, form.cleaned_data["paper"]
    try:
        with transaction.atomic():
            kept = keep(paper.file, paper.name)
            return load_instrument(
                request.mandate.tenant,
                number=data["number"],
                title=data["title"],
                issuer=data["issuer"],
                issued_on=data["issued_on"],
                blob=kept.blob,
                blob_name=kept.clean_name,
                by=request.mandate,
                at=now(),
            )
    except BadFile as bad:
        form.add_error("paper", str(bad))
    except Refused as refused:
        form.add_error("number", refused.reason)
    return None


@require_http_methods(["GET", "POST"])
def transcribe(request: ActingRequest, instrument_id: UUID) -> HttpResponse:
    """The words of a paper that has none yet: those its file gives are proposed."""
    visible = Instrument.objects.visible_to(request.mandate).select_related("blob")
    found = get_object_or_404(visible, pk=instrument_id)
    permissions.may_transcribe(request.mandate, found).enforce()
    form = WordsForm(request.POST or None, initial={"text": "" if request.POST else _words(found)})
    if form.is_valid():
        transcribe_instrument(found, text=form.cleaned_data["text"], by=request.mandate, at=now())
        return _done(request, found, _("Đã lưu nội dung; từ nay trích dẫn được văn bản này."))
    context = {
        "instrument": found,
        "form": form,
        "scan": not form["text"].value(),
        "back": _draft_waiting(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "regulations/transcribe.html", context, status=status)


def _words(found: Instrument) -> str:
    return words_in(found.blob.sha256, found.blob.media_type) if found.blob else ""
