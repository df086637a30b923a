"""The dossier of a unit on paper: its covering list, and each report that is enclosed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Edition, UnitDossier
from congtam.assessments.queries.dossiers import Contents, Enclosed, Member
from congtam.assessments.queries.dossiers.holding import ABOVE, CLOSED, DECIDED, NO_FILE, Duty
from congtam.assessments.queries.reading import sources
from congtam.clock import local_date
from congtam.core.packs.dossier import COLLECTIVE, Dossier
from congtam.documents.forms import dossier_list as form
from congtam.documents.forms.official import LevelCount, Signature
from congtam.documents.forms.self_report import SelfReport
from congtam.documents.queries.critiques import Reading, period
from congtam.documents.queries.self_reports import sealed_report
from congtam.documents.queries.sheets import course_of_file
from congtam.documents.queries.words import letterhead, office_on, words_of
from congtam.organisation.models import Body


@dataclass(frozen=True, slots=True)
class Listed:
    """One dossier to be listed: what it holds for this reader, and when it was sent, if it was."""

    file: Assessment
    rule: Dossier
    duty: Duty
    to: Body
    contents: Contents
    sent: UnitDossier | None = None


def dossier_list(one: Listed, day: date) -> form.DossierList:
    """The covering list; a draft until the dossier is sent."""
    file, sent = one.file, one.sent
    made = local_date(sent.at) if sent else day
    office, course = office_on(made, file.unit_id), course_of_file(file)
    words = words_of(course, "dossier", office)
    receiver = office_on(made, file.cycle.issuer_unit_id)
    body = file.body
    assert body is not None
    counts, total = _levels(one)
    return form.DossierList(
        letterhead=letterhead(words, office, made, body=body.name),
        about=words.fill(words.paper.about)
        or _("Hồ sơ đánh giá, xếp loại chất lượng tập thể, cán bộ, %s") % period(file).lower(),
        to=_("%(unit)s (qua %(body)s)") % {"unit": receiver.unit, "body": one.to.name},
        collectives=(_own(one.contents),),
        members=tuple(_member(member) for member in one.contents.members),
        levels=counts,
        level_total=total,
        enclosed=tuple(_papers(one)),
        opening=tuple(_opening(one)),
        limit=one.duty.limit,
        recipients=words.all(words.paper.recipients) or (_("Như trên"), _("Lưu: hồ sơ")),
        signature=_signature(body, sent),
        title=words.title,
        marks=words.marks(draft=sent is None, imprint=_imprint(sent) if sent else ""),
    )


def _signature(body: Body, sent: UnitDossier | None) -> Signature:
    line = _("TM. %s") % body.short
    return (
        Signature((line, sent.by.title), sent.by.person.full_name) if sent else Signature((line,))
    )


def _imprint(sent: UnitDossier) -> str:
    told = _("Gửi lần %(round)s, %(sha)s")
    return told % {"round": sent.round, "sha": sent.sha256[:16]}


def _own(contents: Contents) -> form.OwnLevel:
    own = contents.collective
    cited = _("Báo cáo gửi ngày %s") % f"{local_date(own.sent_at):%d/%m/%Y}" if own.sent_at else ""
    return form.OwnLevel(own.name, own.label, cited)


def _member(member: Member) -> form.MemberLevel:
    told = {
        ABOVE: (_("Cấp trên quyết định"), ""),
        NO_FILE: (_("Chưa có"), _("Không có hồ sơ trong kỳ")),
        CLOSED: (_("Chưa công bố"), ""),
        DECIDED: (member.label, ""),
    }
    level, note = told.get(member.state, ("", ""))
    return form.MemberLevel(member.name, member.post, level, note)


def _levels(one: Listed) -> tuple[tuple[LevelCount, ...], LevelCount | None]:
    """How many stand in each level, of those whose level the unit decided."""
    counts = one.contents.levels
    if not counts:
        return (), None
    rules = course_of_file(one.file).rules
    rows = tuple(
        LevelCount(level.label, str(counts[level.id]))
        for level in rules.levels
        if level.id in counts
    )
    return rows, LevelCount(_("Cộng"), str(sum(counts.values())))


def _papers(one: Listed) -> list[form.Enclosed]:
    """The collective's report first, then those of people."""
    titles = [part.title for part in one.rule.parts if part.what == COLLECTIVE]
    own = one.contents.collective
    first = [form.Enclosed(title, own.name, received=own.sent_at is not None) for title in titles]
    return first + [_enclosed(paper) for paper in one.contents.enclosed]


def _enclosed(paper: Enclosed) -> form.Enclosed:
    lacking = next((given for given in paper.opinions if not given.cited), None)
    told = ", ".join(given.cited for given in paper.opinions if given.cited)
    asked = [lacking] if lacking else list(paper.opinions)
    named = _("Đ/c %s") % paper.name
    return form.Enclosed(
        paper=paper.title,
        of=f"{named}, {paper.post}" if paper.post else named,
        received=paper.sent_at is not None,
        opinion_of=", ".join(given.of for given in asked),
        opinion="" if lacking else told,
    )


def _opening(one: Listed) -> list[str]:
    """Who sends what; why it is late and what is missing, before the list begins."""
    found = [_("%(body)s gửi hồ sơ đánh giá, xếp loại %(period)s.") % {
        "body": one.file.name, "period": period(one.file).lower(),
    }]  # fmt: skip
    if one.sent is not None and one.sent.late:
        found.append(_("Gửi sau hạn, lý do: %s") % " ".join(one.sent.late_reason.split()))
    if one.sent is not None and one.sent.words:
        found.append(_("Về nội dung còn thiếu: %s") % " ".join(one.sent.words.split()))
    return [*found, _("Hồ sơ gồm:")]


def enclosed_report(
    file: Assessment, edition_id: UUID, opinions: frozenset[UUID]
) -> SelfReport | None:
    """One report of a sent dossier as it was enclosed, with the opinions that came with it."""
    edition = (
        Edition.objects.filter(pk=edition_id, report_id=file.pk)
        .select_related("by__person")
        .first()
    )
    if edition is None:
        return None
    procedure = course_of_file(file).procedure
    read = Reading(file, [], list(sources(procedure, file.pk)), opinions)
    # The result is told by the decision; a dossier carries what was sent before it.
    read.file.published_at = None
    return sealed_report(read, edition)
