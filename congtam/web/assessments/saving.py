"""Save one line, settle two versions of it, declare an event, propose a level.

With htmx only what changed goes back: the state of the line, its group's sum, the dock. Without
script the same address answers with a redirect, or with the whole page and what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congtam.assessments import actions
from congtam.assessments.models import Participant
from congtam.assessments.queries.lines import own_standing
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.sheets import filled, standing_of
from congtam.clock import now
from congtam.core.points import BadPoints, show
from congtam.core.scoring import NO, YES
from congtam.regulations import queries as regulations
from congtam.web.assessments import dock, forms, frames, page, rows
from congtam.web.assessments.finding import find, own_seat
from congtam.web.requests import ActingRequest


@require_POST
def save_line(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Lưu một tiêu chí."""
    typed = forms.read_line(request.POST)
    if typed.errors:
        return _refused(request, participant, _trial(key, typed, typed.errors), 422)
    try:
        saved = _save(request, participant, key, typed, typed.version)
    except BadPoints as bad:
        return _refused(request, participant, _trial(key, typed, {"points": bad.says}), 422)
    except actions.Conflict as conflict:
        trial = _trial(key, typed, {}, conflict.theirs)
        return _refused(request, participant, trial, 409)
    if request.htmx:
        return _saved(request, saved, key)
    return redirect(_line(saved.seat, key))


def _save(
    request: ActingRequest, participant: UUID, key: str, typed: forms.Typed, version: int
) -> actions.Saved:
    try:
        return actions.save_line(
            participant,
            key,
            typed=typed.points,
            words=typed.words,
            version=version,
            by=request.mandate,
            at=now(),
        )
    except (Participant.DoesNotExist, actions.NoSuchLine):
        raise Http404 from None


def _trial(
    key: str, typed: forms.Typed, errors: Mapping[str, str], theirs: actions.Theirs | None = None
) -> rows.Trial:
    return rows.Trial(key, typed.points, typed.reached, typed.missed, typed.version, errors, theirs)


def _line(seat: Seat, key: str) -> str:
    at = reverse("assessments:sheet", args=[seat.assessment, seat.participant])
    return f"{at}#line-{key}"


def _saved(request: ActingRequest, saved: actions.Saved, key: str) -> HttpResponse:
    """The small answer of the hot path: no line, no sheet is read again."""
    seat = saved.seat
    rules = regulations.rules(seat.rules_id)
    standing = own_standing(seat, rules)
    criterion, group = seat.sheet.criterion(key), seat.sheet.group_of(key)
    wants = rows.wanted(standing.gaps).get(key, ()) if saved.points is not None else ()
    context = {
        "key": key,
        "state": frames.state(saved.version, "saved", at=f"{now():%H:%M}"),
        "notes": frames.notes(
            {
                "worth": rows.worth(criterion, saved.points),
                "lost": rows.lost(criterion, saved.points),
                "wants": rows.wants_of(wants),
                "words_error": "",
                "conflict": None,
            }
        ),
        "group": group.id,
        "sum": show(standing.sums.groups[group.id]),
        "max": show(group.max),
        "dock": dock.figures(seat, rules, standing),
    }
    return render(request, "assessments/_saved.html", context)


def _refused(
    request: ActingRequest, participant: UUID, trial: rows.Trial, status: int
) -> HttpResponse:
    """What was typed stays where it is; beside it stands why it was not saved."""
    seat = own_seat(request, participant)
    if trial.key not in {c.id for c in seat.sheet.criteria}:
        raise Http404
    if not request.htmx:
        file = find(request, seat.assessment)
        return page.show(request, file, seat, trials=page.Trials(line=trial), status=status)
    theirs = trial.theirs
    row = {
        "key": trial.key,
        "worth": "",
        "lost": "",
        "wants": (),
        "words_error": trial.errors.get("words", ""),
        "conflict": rows.conflict(seat.sheet.criterion(trial.key), trial) if theirs else None,
        "seen": theirs.version if theirs else 0,
    }
    context = {
        "key": trial.key,
        "state": frames.state(trial.version, "unsaved", error=trial.errors.get("points", "")),
        "notes": frames.notes(row, page.base(seat)),
    }
    return render(request, "assessments/_not_saved.html", context, status=status)


@require_POST
def settle(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Chọn một trong hai bản, hoặc ghép: nothing of either is lost without a choice."""
    typed, seen = forms.read_line(request.POST), forms.seen(request.POST)
    keep = request.POST.get("keep", "")
    seat = own_seat(request, participant)
    if keep not in ("mine", "theirs", "both") or key not in {c.id for c in seat.sheet.criteria}:
        raise Http404
    trial = None
    if keep == "both":
        typed = _both(seat, key, typed)
    if typed.errors:
        trial = _trial(key, typed, typed.errors)
    elif keep != "theirs":
        try:
            _save(request, participant, key, typed, seen)
        except BadPoints as bad:
            trial = _trial(key, typed, {"points": bad.says})
        except actions.Conflict as conflict:
            return _refused(request, participant, _trial(key, typed, {}, conflict.theirs), 409)
    return _settled(request, seat, key, trial)


def _both(seat: Seat, key: str, typed: forms.Typed) -> forms.Typed:
    """The two texts one below the other; of the points one's own, where there are any."""
    entry = filled(seat.participant).entries.get(key)
    if entry is None:
        return typed
    return forms.checked(
        typed.points or entry.entered,
        rows.merged(typed.reached, entry.reached),
        rows.merged(typed.missed, entry.missed),
        typed.version,
    )


def _settled(
    request: ActingRequest, seat: Seat, key: str, trial: rows.Trial | None
) -> HttpResponse:
    status = 422 if trial and trial.errors else 200
    file = find(request, seat.assessment)
    if not request.htmx:
        if trial is None:
            return redirect(_line(seat, key))
        return page.show(request, file, seat, trials=page.Trials(line=trial), status=status)
    part = filled(seat.participant)
    standing = standing_of(seat, file.rules, part)
    made = rows.groups(seat, part, standing, write=page.writes(request.mandate, seat), trial=trial)
    group, line = next((g, r) for g in made for r in g["rows"] if r["key"] == key)
    context = {
        "lines": frames.lines(
            seat.sheet_id, [line], base=page.base(seat), token=get_token(request)
        ),
        "group": group["id"],
        "sum": group["sum"],
        "max": group["max"],
        "dock": dock.figures(seat, file.rules, standing),
    }
    return render(request, "assessments/_settled.html", context, status=status)


@require_POST
def declare(request: ActingRequest, participant: UUID, fact: str) -> HttpResponse:
    """Khai một điều kiện: Có hoặc Không, with words."""
    seat = own_seat(request, participant)
    if fact not in {f.id for f in seat.sheet.facts if f.source == "declared"}:
        raise Http404
    value, words = request.POST.get("value", ""), forms.text(request.POST, "words")
    version = forms.version(request.POST)
    error, theirs = forms.length_error(words), None
    if value not in (YES, NO):
        error = _("Chọn «Có» hoặc «Không».")
    if not error:
        try:
            actions.declare(
                participant, fact, value=value, words=words, version=version,
                by=request.mandate, at=now(),
            )  # fmt: skip
        except actions.Conflict as conflict:
            theirs = conflict.theirs
    trial = None
    if error or theirs:
        after = theirs.version if theirs else version
        trial = page.FactTrial(fact, value, words, after, error, theirs)
    return _declared(request, seat, fact, trial)


def _declared(
    request: ActingRequest, seat: Seat, fact: str, trial: page.FactTrial | None
) -> HttpResponse:
    status = 200 if trial is None else 409 if trial.theirs else 422
    file = find(request, seat.assessment)
    if not request.htmx:
        if trial is None:
            at = reverse("assessments:sheet", args=[seat.assessment, seat.participant])
            return redirect(f"{at}#fact-{fact}")
        return page.show(request, file, seat, trials=page.Trials(fact=trial), status=status)
    part = filled(seat.participant)
    shown = next(f for f in page.facts(seat, part, trial) if f["id"] == fact)
    context = {
        "fact": shown,
        "base": page.base(seat),
        "token": get_token(request),
        "write": True,
        "dock": dock.figures(seat, file.rules, standing_of(seat, file.rules, part)),
    }
    return render(request, "assessments/_declared.html", context, status=status)


@require_POST
def propose(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Đề nghị mức xếp loại."""
    seat = own_seat(request, participant)
    file = find(request, seat.assessment)
    level, words = request.POST.get("level", ""), forms.text(request.POST, "words")
    error = forms.length_error(words)
    if level not in {v.id for v in file.rules.levels}:
        error = _("Chọn một mức xếp loại.")
    if not error:
        actions.propose(participant, level=level, words=words, by=request.mandate, at=now())
    typed = (level, words, error) if error else None
    if not request.htmx:
        if typed is None:
            at = reverse("assessments:sheet", args=[seat.assessment, seat.participant])
            return redirect(f"{at}#proposal")
        return page.show(request, file, seat, trials=page.Trials(level=typed), status=422)
    part = filled(seat.participant)
    context = {
        "levels": page.levels(file, seat, part, typed),
        "words": words,
        "level_error": error,
        "saved": not error,
        "base": page.base(seat),
        "token": get_token(request),
        "write": True,
        "dock": dock.figures(seat, file.rules, standing_of(seat, file.rules, part)),
    }
    return render(request, "assessments/_proposed.html", context, status=422 if error else 200)
