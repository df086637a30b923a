"""The appraisal of one file as strings: lines side by side, facts, proposals, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from congtam.assessments.actions import Words
from congtam.assessments.queries.appraisal import Appraisal, Fact
from congtam.assessments.queries.lines import Entry
from congtam.assessments.queries.reading import Source
from congtam.assessments.queries.sheets import Change
from congtam.core.packs.sheet import Criterion, Group, SheetFact
from congtam.core.points import show
from congtam.core.scoring import NO, YES
from congtam.web.appraisals.board_rows import Strings, address, conflict, entered, given, typed
from congtam.web.appraisals.typed import Line
from congtam.web.assessments.rows import files

Trial = tuple[str, Line]


def groups(found: Appraisal, *, write: bool, trial: Trial | None = None) -> list[Strings]:
    """Every group of the sheet with its lines."""
    moved = {c.criterion: c for c in found.round.lines} if found.round else {}
    return [
        {
            "id": group.id,
            "title": f"{group.code}. {group.title}",
            "sum": show(found.now.sums.groups[group.id]),
            "max": show(group.max),
            "lines": [
                line(found, c, write=write, moved=moved.get(c.id), trial=trial)
                for c in group.criteria
            ],
        }
        for group in found.seat.sheet.groups
    ]


def line(
    found: Appraisal,
    criterion: Criterion,
    *,
    write: bool,
    moved: Change | None,
    trial: Trial | None = None,
) -> Strings:
    """One criterion: what the unit put, what others said, and one's own points."""
    mine = trial[1] if trial and trial[0] == criterion.id else None
    return {
        "key": criterion.id,
        "code": criterion.code,
        "text": criterion.title,
        "max": show(criterion.max),
        "unit": _unit(found, criterion, moved),
        "others": [o for o in (_other(found, s, criterion) for s in found.others) if o],
        "own": own(found, criterion, write=write, trial=mine),
    }


def _unit(found: Appraisal, criterion: Criterion, moved: Change | None) -> Strings | None:
    if found.unit is None:
        return None
    entry = found.given[found.unit.participant].get(criterion.id)
    earlier = found.round.earlier.get(criterion.id, {}) if found.round else {}
    parts = moved.parts if moved else ()
    return {
        "points": given(criterion, entry) or "–",
        "reached": entry.reached if entry else "",
        "missed": entry.missed if entry else "",
        "files": files(found.files.get(criterion.id, ()), write=False),
        "moved": bool(parts),
        "was": entered(criterion, moved.was) if moved and "entered" in parts else "",
        "was_reached": str(earlier.get("reached", "")) if "reached" in parts else "",
        "was_missed": str(earlier.get("missed", "")) if "missed" in parts else "",
        "new_files": "files" in parts,
    }


def _other(found: Appraisal, source: Source, criterion: Criterion) -> Strings | None:
    """What a board, or a desk before this one, put on the line; nothing when it put nothing."""
    entry = found.given[source.participant].get(criterion.id)
    if entry is None or not (entry.points is not None or any(_texts(entry))):
        return None
    return {
        "title": source.title,
        "points": given(criterion, entry),
        "texts": [
            (label, text) for label, text in zip(_labels(), _texts(entry), strict=True) if text
        ],
    }


def _texts(entry: Entry) -> tuple[str, str, str]:
    return entry.reached, entry.missed, entry.reason


def _labels() -> tuple[str, str, str]:
    return _("Đạt được"), _("Chưa đạt"), _("Lý do thay đổi")


def own(found: Appraisal, criterion: Criterion, *, write: bool, trial: Line | None) -> Strings:
    """One's own box; empty means that the score below stands."""
    seat, key = found.seat, criterion.id
    entry = found.own.get(key)
    stands = Line(
        typed(criterion, entry.entered if entry else ""),
        Words(reason=entry.reason) if entry else Words(),
        entry.version if entry else 0,
    )
    mine = trial or stands
    below = found.before.get(key)
    scores = seat.rule.form == "points" and seat.covers(criterion)
    return {
        "uid": key,
        "key": key,
        "code": criterion.code,
        "scores": scores,
        "write": write and scores,
        "measure": criterion.measure,
        "max": show(criterion.max),
        "below": show(below),
        "shown": given(criterion, entry),
        "value": mine.points,
        "yes": mine.points == YES,
        "no": mine.points == NO,
        "reason": mine.words.reason,
        "version": mine.version,
        "saved": entry is not None and trial is None,
        "changed": entry is not None and entry.points is not None and entry.points != below,
        "errors": dict(trial.errors) if trial else {},
        "conflict": conflict(criterion, trial) if trial and trial.theirs else None,
        "seen": trial.theirs.version if trial and trial.theirs else 0,
        "save_url": address("score", seat.participant, key),
    }


def facts(
    found: Appraisal, *, write: bool, trial: Mapping[str, Strings] | None = None
) -> list[Strings]:
    """The events the unit declared, with a correction of one's own beside each."""
    declared = [f for f in found.seat.sheet.facts if f.source == "declared"]
    return [fact(found, one, write=write, trial=(trial or {}).get(one.id)) for one in declared]


def fact(found: Appraisal, one: SheetFact, *, write: bool, trial: Strings | None) -> Strings:
    """One event: what the unit said, what was corrected and why."""
    unit = _fact(found, found.unit, one.id)
    mine = found.facts.get(found.seat.participant, {}).get(one.id)
    others = [(s.title, f) for s in found.others if (f := _fact(found, s, one.id))]
    seat = found.seat
    stands: Strings = {
        "id": one.id,
        "label": one.label,
        "unit": _yes_no(unit.value) if unit else "–",
        "unit_words": unit.words if unit else "",
        "others": [(title, _yes_no(f.value), f.words) for title, f in others],
        "moved": found.round is not None and one.id in found.round.facts,
        "write": write and seat.step_rule.changes_scores,
        "corrected": mine is not None,
        "own": _yes_no(mine.value) if mine else "",
        "value": mine.value if mine else "",
        "words": mine.words if mine else "",
        "version": mine.version if mine else 0,
        "error": "",
        "theirs": "",
        "url": address("correct", seat.participant, one.id),
    }
    return stands | (trial or {})


def _fact(found: Appraisal, source: Source | None, fact_id: str) -> Fact | None:
    return found.facts.get(source.participant, {}).get(fact_id) if source else None


def _yes_no(value: str) -> str:
    return _("Có") if value == YES else _("Không")


def opinions(found: Appraisal, labels: Mapping[str, str]) -> list[Strings]:
    """What was proposed and said on the unit as a whole, by everybody before this step."""
    shown = []
    for source in [s for s in (found.unit, *found.others) if s]:
        said = found.said.get(source.participant)
        if said and (said.level or said.words):
            label = labels.get(said.level, "")
            shown.append({"title": source.title, "level": label, "words": said.words})
    return shown


def changes(found: Appraisal, labels: Mapping[str, str]) -> Strings | None:
    """What the unit changed since its file came back."""
    this = found.round
    if this is None:
        return None
    codes = {c.id: c.code for c in found.seat.sheet.criteria}
    items = {d.id: d.title for d in found.seat.sheet.dossier}
    names = {f.id: f.label for f in found.seat.sheet.facts}
    told = [names.get(f, f) for f in this.facts]
    told += [_("Hồ sơ kèm: %s") % items.get(i, i) for i in this.dossier]
    if this.level is not None:
        told.append(_("Mức tự đề nghị, trước là «%s»") % labels.get(this.level, _("để trống")))
    if this.words:
        told.append(_("Lời đề nghị"))
    return {
        "round": this.number,
        "lines": [{"key": c.criterion, "code": codes.get(c.criterion, "")} for c in this.lines],
        "told": told,
    }


def dock(found_total: Decimal | None, total: Decimal, groups_: Iterable[Group]) -> Strings:
    """The total before and after, and out of how many."""
    most = sum((g.max for g in groups_ if g.counts_in_total), Decimal(0))
    return {
        "before": show(found_total),
        "total": show(total),
        "most": show(most),
        "changed": found_total is not None and found_total != total,
    }
