"""Chọn trích dẫn: the stored text of an instrument, of which a paragraph or a part is quoted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from congtam.clock import now
from congtam.core.paragraphs import Paragraph, occurs, paragraphs
from congtam.core.rules.drafting import nodes
from congtam.core.rules.drafting.parts import Tree, entries, mark
from congtam.core.rules.drafting.saying import condition_says, item_says
from congtam.core.vietnamese import fold, nfc
from congtam.regulations import actions
from congtam.regulations.actions.drafting import own
from congtam.regulations.models import Instrument
from congtam.web.regulations.drafting.conditions import anchor_of
from congtam.web.regulations.drafting.desk import Desk, entry_or_404, node_or_404, open_desk
from congtam.web.regulations.drafting.forms.base import LONG, documents_of
from congtam.web.regulations.drafting.shown import back_to
from congtam.web.requests import ActingRequest

CONDITIONS = "conditions"
KINDS = (CONDITIONS, "levels", "caps", "quotas")


class QuoteForm(forms.Form):
    """Place and words; they must stand in the stored text."""

    at = forms.CharField(
        label=lazy("Điều, khoản, điểm"), max_length=200,
        widget=forms.TextInput({"class": "form-control"}),
        error_messages={"required": lazy("Ghi điều, khoản, điểm.")},
    )  # fmt: skip
    quote = forms.CharField(
        label=lazy("Trích nguyên văn (bớt chữ ở giữa bằng dấu …)"), max_length=LONG,
        widget=forms.Textarea({"class": "form-control", "rows": 4}),
        error_messages={"required": lazy("Chọn một đoạn, hoặc chép lời văn vào đây.")},
    )  # fmt: skip

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def clean_quote(self) -> str:
        quote = nfc(self.cleaned_data["quote"]).strip()
        if self.text and not occurs(quote, self.text):
            raise forms.ValidationError(
                _("Không thấy lời này trong văn bản đã lưu; hãy chép đúng nguyên văn.")
            )
        return quote


@require_http_methods(["GET", "POST"])
def cite(request: ActingRequest, regulation_id: UUID, kind: str, key: str) -> HttpResponse:
    """The text of the instrument in numbered paragraphs; one of them becomes the quote."""
    desk = open_desk(request, regulation_id)
    target, seen = _target(desk, kind, key)
    document = _document(request, desk, target)
    paper = desk.papers.get(document)
    text = paper.text if paper else ""
    listed = paragraphs(text)
    form = QuoteForm(request.POST or None, text=text, initial=_first(request, target, listed))
    if form.is_valid():
        cited = {"doc": document, **form.cleaned_data}
        _save(desk, kind, key, cited, request)
        return redirect(_back(desk, kind, key))
    words = request.GET.get("tim", "").strip()
    context = {
        "draft": desk.draft,
        "what": _what(desk, kind, target),
        "documents": documents_of(desk.tree),
        "document": document,
        "paper": paper,
        "paragraphs": _found(listed, words),
        "total": len(listed),
        "words": words,
        "chosen": _number(request.GET.get("doan", "")),
        "form": form,
        "seen": seen,
        "back": _back(desk, kind, key),
    }
    status = 422 if form.is_bound else 200
    return render(request, "regulations/drafting/cite.html", context, status=status)


def _target(desk: Desk, kind: str, key: str) -> tuple[Tree, str]:
    """What the citation is for, with its mark."""
    if kind not in KINDS:
        raise Http404
    if kind == CONDITIONS:
        node = node_or_404(desk.tree, key)
        return node, mark(node)
    return entry_or_404(desk.tree, kind, key), mark(own(desk.tree, kind, key))


def _document(request: ActingRequest, desk: Desk, target: Tree) -> str:
    """The document asked for, else the one cited, else the first one with a stored text."""
    known = [key for key, _item in entries(desk.tree, "documents")]
    asked = (request.POST or request.GET).get("van-ban", "")
    for wanted in (asked, str((target.get("cite") or {}).get("doc") or "")):
        if wanted in known:
            return wanted
    with_text = [key for key in known if _has_text(desk.papers.get(key))]
    return next(iter([*with_text, *known]), "")


def _has_text(paper: Instrument | None) -> bool:
    return paper is not None and bool(paper.text)


def _first(request: ActingRequest, target: Tree, listed: tuple[Paragraph, ...]) -> Tree:
    """The paragraph that was pointed at, else what is cited today."""
    number = _number(request.GET.get("doan", ""))
    if 0 < number <= len(listed):
        chosen = listed[number - 1]
        return {"at": chosen.place, "quote": chosen.text}
    cited = target.get("cite") or {}
    return {"at": cited.get("at"), "quote": cited.get("quote")}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _found(listed: tuple[Paragraph, ...], words: str) -> list[Paragraph]:
    wanted = fold(words).split()
    return [one for one in listed if all(word in fold(one.text) for word in wanted)]


def _what(desk: Desk, kind: str, target: Tree) -> str:
    if kind != CONDITIONS:
        return item_says(desk.tree, kind, str(target.get("id") or ""), target)
    if "fact" in target:
        return condition_says(desk.tree, target)
    return _("Nhóm điều kiện (%s dòng)") % len(nodes.members(target))


def _save(desk: Desk, kind: str, key: str, cited: Tree, request: ActingRequest) -> None:
    seen, by, at = request.POST.get("seen", ""), request.mandate, now()
    if kind == CONDITIONS:
        actions.put_condition(desk.draft.pk, key, {"cite": cited}, seen=seen, by=by, at=at)
        return
    words: Tree = {"cite": cited}
    if kind == "levels":
        words["mode"] = nodes.mode(entry_or_404(desk.tree, kind, key))
    actions.put(desk.draft.pk, kind, key, words, seen=seen, by=by, at=at)


def _back(desk: Desk, kind: str, key: str) -> str:
    if kind == CONDITIONS:
        return back_to(desk, "levels", anchor_of(key))
    return back_to(desk, kind, f"{'muc' if kind == 'levels' else 'dong'}-{key}")
