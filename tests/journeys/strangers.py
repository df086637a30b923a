"""What papers say, and what a stranger to a file gets: nothing, at any stage."""

from __future__ import annotations

from congtam.assessments.models import Assessment, Evidence, Participant, Submission
from tests.documents.pdf import pages
from tests.journeys.screen import People

STRANGER = "ct.may"


def words_of(pdf: bytes) -> str:
    """All text of a paper."""
    assert pdf.startswith(b"%PDF-")
    return " ".join(pages(pdf))


def are_refused(people: People, unit: str = "bvdk") -> None:
    """Another union's chair: no page, no paper and no evidence of this file exists for them."""
    file = Assessment.objects.get(unit__code=unit)
    own = Participant.objects.get(assessment=file, step__key="tu_cham")
    paths = [
        f"/ho-so/{file.pk}/",
        f"/ho-so/{file.pk}/ket-qua/",
        f"/ho-so/{file.pk}/phieu-cham.pdf",
        f"/ho-so/{file.pk}/cham/{own.pk}/",
        f"/cham/{own.pk}/nop/",
    ]
    for step in ("ban", "tham_dinh", "tong_hop"):
        for one in Participant.objects.filter(assessment=file, step__key=step):
            paths += [f"/linh-vuc/don-vi/{one.pk}/", f"/tham-dinh/ho-so/{one.pk}/"]
    for sent in Submission.objects.filter(assessment=file):
        paths += [f"/bien-nhan/{sent.pk}/", f"/bien-nhan/{sent.pk}/bien-nhan.pdf"]
    for kept in Evidence.objects.filter(assessment=file, blob__isnull=False)[:1]:
        paths.append(f"/minh-chung/{kept.pk}/")
    page = people.as_(STRANGER).page
    answers = {path: page.request.get(people.address + path).status for path in paths}
    assert set(answers.values()) == {404}, answers
