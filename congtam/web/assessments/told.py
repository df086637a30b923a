"""Diễn biến: what befell a file in plain words, without any figure or level."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congtam.assessments.queries.history import Reader, Told, told
from congtam.assessments.states import OWN, StepKind
from congtam.web.assessments.finding import File

# Words of one verb; «%s» is how often it was done in one sitting.
COUNTED = {
    "score": gettext_lazy("Chấm điểm, giải trình (%s lần lưu)"),
    "attach": gettext_lazy("Đính kèm minh chứng (%s tệp)"),
    "remove_evidence": gettext_lazy("Bỏ minh chứng (%s tệp)"),
    "write_report": gettext_lazy("Viết báo cáo (%s lần lưu)"),
    "save_fault": gettext_lazy("Viết hạn chế, khuyết điểm (%s lần lưu)"),
    "note_opinion": gettext_lazy("Ghi ý kiến phát biểu (%s ý kiến)"),
    "answer": gettext_lazy("Trả lời câu hỏi theo quy trình (%s câu)"),
}
SAID = {
    "declare": gettext_lazy("Khai điều kiện"),
    "propose": gettext_lazy("Ghi đề nghị, nhận xét"),
    "hand_over_book": gettext_lazy("Ghi nhận gửi kèm sổ"),
    "submit": gettext_lazy("Nộp hồ sơ"),
    "send_back": gettext_lazy("Trả lại hồ sơ"),
    "publish": gettext_lazy("Công bố kết quả"),
    "reassign": gettext_lazy("Giao lại phần việc"),
    "send_report": gettext_lazy("Gửi báo cáo tự kiểm điểm"),
    "take_back": gettext_lazy("Rút báo cáo về viết tiếp"),
    "amend_report": gettext_lazy("Bổ sung báo cáo sau hội nghị"),
    "choose_level": gettext_lazy("Chọn mức tự xếp loại"),
    "attach_report": gettext_lazy("Đính kèm báo cáo viết bằng tệp"),
    "detach_report": gettext_lazy("Bỏ tệp báo cáo"),
    "add_fault": gettext_lazy("Thêm một hạn chế, khuyết điểm"),
    "remove_fault": gettext_lazy("Bỏ một hạn chế, khuyết điểm"),
    "present": gettext_lazy("Ghi việc trình bày báo cáo tại hội nghị"),
    "change_opinion": gettext_lazy("Sửa ý kiến phát biểu đã ghi"),
    "remove_opinion": gettext_lazy("Bỏ ý kiến phát biểu đã ghi"),
    "propose_level": gettext_lazy("Ghi mức hội nghị đề nghị"),
    "leave_out": gettext_lazy("Để lại hội nghị sau"),
    "disagree": gettext_lazy("Các cơ quan có thẩm quyền kết luận khác nhau"),
    "redecide": gettext_lazy("Quyết định lại mức xếp loại"),
    "send_dossier": gettext_lazy("Gửi hồ sơ của đơn vị lên cấp trên"),
    "chase_dossier": gettext_lazy("Được nhắc gửi hồ sơ lên cấp trên"),
}


def _appraised(file: File, one: Told) -> str:
    step = file.procedure.step(one.step).title if one.step else _("thẩm định")
    return _("Kết thúc: %s") % step


def _contributed(file: File, one: Told) -> str:
    if file.assessment.sheet_id is not None:
        return _("Gửi đánh giá lĩnh vực")
    return _("Gửi ý kiến nhận xét: %s") % _part(file, one)


def _decided(file: File, _one: Told) -> str:
    """Decided by a body, by one who decides alone, or outside the system."""
    parts = file.procedure.step_of_kind(StepKind.DECIDE).by
    if all(part.on_behalf for part in parts):
        return _("Có quyết định xếp loại của cơ quan có thẩm quyền")
    if all(part.alone for part in parts):
        return _("Người có thẩm quyền quyết định xếp loại")
    return _("Quyết định xếp loại")


def _adopted(file: File, one: Told) -> str:
    return _("Thông qua biên bản kiểm điểm: %s") % _part(file, one)


def _packed(file: File, one: Told) -> str:
    return _("Gửi hồ sơ đi lấy kết luận: %s") % _part(file, one)


def _concluded(file: File, one: Told) -> str:
    return _("Ghi kết luận theo văn bản: %s") % _part(file, one)


SHAPED: dict[str, Callable[[File, Told], str]] = {
    "appraise": _appraised,
    "contribute": _contributed,
    "decide": _decided,
    "adopt": _adopted,
    "send_package": _packed,
    "conclude": _concluded,
}


def history_of(file: File) -> list[tuple[Told, str]]:
    """The history of a file as this reader may know it, the latest first; four statements."""
    own = next((s.participant for s in file.sources if s.step_rule.kind in OWN), None)
    held = frozenset(seat.participant for seat in file.seats)
    reader = Reader(frozenset(source.participant for source in file.open), held, own)
    return [(one, says(file, one)) for one in told(file.assessment, reader)]


def says(file: File, one: Told) -> str:
    """One line in words."""
    if one.verb in SHAPED:
        return SHAPED[one.verb](file, one)
    if one.verb in COUNTED:
        return str(COUNTED[one.verb]) % one.count
    return str(SAID[one.verb])


def _part(file: File, one: Told) -> str:
    """The seat of which a line tells, by its title in the procedure."""
    titles = (s.title for s in file.sources if s.participant == one.participant)
    return next(titles, _("một nơi tham gia"))
