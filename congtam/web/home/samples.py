"""Invented figures of an invented province, for the design page only."""

from __future__ import annotations

from types import SimpleNamespace as Row

from congtam.web.charts import Part

STAGES = [
    Row(label="Đơn vị tự chấm", note="trước 06/11", state="now"),
    Row(label="Ban chuyên đề", note="trước 06/11", state="now"),
    Row(label="Tổ công tác thẩm định", note="đến 12/11", state="waiting"),
    Row(label="Ban Tổ chức – Kiểm tra", note="đến 15/11", state="waiting"),
    Row(label="Ban Thường vụ quyết định", note="18/11", state="waiting"),
]

LINES = [
    Row(
        id="1",
        code="I.1",
        max="10",
        points="10",
        own="–",
        group="",
        text="Tập hợp đông đảo người lao động vào tổ chức công đoàn; "
        "tỷ lệ đoàn viên đạt từ 90% trở lên",
        done="138/150 lao động là đoàn viên (92%); kết nạp mới 12 đoàn viên.",
        missed="",
        files=["Danh sách đoàn viên 2021.xlsx", "Quyết định kết nạp.pdf"],
        state="saved",
        error="",
    ),
    Row(
        id="2",
        code="I.2",
        max="6",
        points="4,5",
        own="–",
        group="",
        text="Duy trì sinh hoạt ban chấp hành định kỳ, có nghị quyết, biên bản, sổ ghi chép đầy đủ",
        done="Họp 11/12 kỳ, có nghị quyết từng kỳ.",
        missed="Hồ sơ lưu thiếu biên bản tháng 8 do giãn cách.",
        files=["Sổ nghị quyết BCH.pdf"],
        state="saving",
        error="",
    ),
    Row(
        id="3",
        code="I.3",
        max="5",
        points="5,75",
        own="–",
        group="",
        text="Thu kinh phí, đoàn phí công đoàn đúng, đủ theo quy định của Tổng Liên đoàn",
        done="Thu đoàn phí đạt 98%.",
        missed="",
        files=[],
        state="unsaved",
        error="Nhập từ 0 đến 5, tối đa một chữ số sau dấu phẩy. Ví dụ: 4,5.",
    ),
]

BOARDS = [
    Row(
        unit="CĐCS Trường THPT Hồ Sen",
        own="10",
        word="Đồng ý",
        tone="good",
        text="Số liệu khớp báo cáo quý.",
    ),
    Row(
        unit="CĐCS Bệnh viện Đa khoa Tân An",
        own="9,5",
        word="Cần làm rõ",
        tone="warn",
        text="Thiếu danh sách kết nạp tháng 9.",
    ),
    Row(unit="CĐCS Công ty May Sông Lam", own="8", word="Chưa ghi", tone="idle", text=""),
    Row(
        unit="CĐCS Nông trường Chè Mây",
        own="10",
        word="Không đồng ý",
        tone="bad",
        text="Tỷ lệ thực tế 84%, chưa đủ 90%.",
    ),
]

CRITERIA = [
    Row(code="I.1", text="Tập hợp người lao động vào tổ chức công đoàn", max="10"),
    Row(code="I.4", text="Phát triển đoàn viên, thành lập công đoàn cơ sở", max="8"),
]

UNITS = [
    Row(
        n=1,
        name="CĐCS Bệnh viện Đa khoa Tân An",
        members="412",
        own="97",
        teams="95,5",
        final="95,5",
        level="Xuất sắc",
        tone="good",
        note="",
        changed=False,
    ),
    Row(
        n=2,
        name="CĐCS Trường THPT Hồ Sen",
        members="150",
        own="93",
        teams="91,5",
        final="91,5",
        level="Xuất sắc",
        tone="good",
        note="Vượt chỉ tiêu 1 đơn vị",
        changed=True,
    ),
    Row(
        n=3,
        name="CĐCS Sở Văn hóa, Thể thao",
        members="64",
        own="88",
        teams="86",
        final="86",
        level="Tốt",
        tone="info",
        note="",
        changed=False,
    ),
    Row(
        n=4,
        name="CĐCS Công ty May Sông Lam",
        members="1.240",
        own="79",
        teams="72,5",
        final="72,5",
        level="Tốt",
        tone="info",
        note="",
        changed=False,
    ),
    Row(
        n=5,
        name="CĐCS Hợp tác xã Vận tải Bến Gỗ",
        members="38",
        own="66",
        teams="48",
        final="48",
        level="Không hoàn thành",
        tone="bad",
        note="Không nộp báo cáo tài chính",
        changed=False,
    ),
]

_PARTS = (
    ("Đã quyết định", "good"),
    ("Đang thẩm định", "info"),
    ("Đã nộp", "warn"),
    ("Chưa nộp", "idle"),
)


def _parts(*counts: int) -> list[Part]:
    return [Part(label, n, tone) for (label, tone), n in zip(_PARTS, counts, strict=True)]


PROGRESS = [
    ("LĐLĐ thành phố Tân An", _parts(10, 4, 1, 1), "15/16", "94%", 0),
    ("LĐLĐ huyện Hồ Sen", _parts(5, 4, 2, 0), "11/11", "100%", 0),
    ("LĐLĐ huyện Bến Gỗ", _parts(2, 3, 2, 3), "7/10", "70%", 3),
    ("CĐ ngành Giáo dục", _parts(6, 2, 0, 0), "8/8", "100%", 0),
    ("CĐ các Khu công nghiệp", _parts(0, 2, 1, 2), "3/5", "60%", 2),
]

LEVELS = [
    Part("Hoàn thành xuất sắc nhiệm vụ", 9, "good"),
    Part("Hoàn thành tốt nhiệm vụ", 24, "info"),
    Part("Hoàn thành nhiệm vụ", 8, "warn"),
    Part("Không hoàn thành nhiệm vụ", 1, "bad"),
    Part("Không xếp loại", 2, "idle"),
]

DATES = [
    Row(
        day="05",
        month="Th11",
        what="Công đoàn cơ sở nộp hồ sơ tự chấm",
        note="Văn bản ghi «trước ngày 06/11»: hết ngày 05/11",
        tone="bad",
    ),
    Row(
        day="12",
        month="Th11",
        what="Tổ công tác gửi danh sách thẩm định",
        note="Còn 5 ngày làm việc",
        tone="warn",
    ),
    Row(
        day="18",
        month="Th11",
        what="Ban Thường vụ họp quyết định xếp loại",
        note="Còn 9 ngày làm việc",
        tone="idle",
    ),
]

TASKS = [
    Row(
        day="05",
        month="Th11",
        tone="bad",
        title="Tự chấm điểm năm 2021",
        unit="CĐCS Trường THPT Hồ Sen",
        status="Hạn hôm nay",
        verb="Chấm tiếp",
        note="27/35 tiêu chí, thiếu 2 minh chứng",
    ),
    Row(
        day="08",
        month="Th11",
        tone="warn",
        title="Bổ sung hồ sơ bị trả lại",
        unit="CĐCS Trường THPT Hồ Sen",
        status="Còn 1 ngày làm việc",
        verb="Xem lý do",
        note="Tổ công tác số 2: làm rõ tiêu chí I.2",
    ),
    Row(
        day="12",
        month="Th11",
        tone="info",
        title="Ghi nhận hướng dẫn số 21/HD-LĐLĐ",
        unit="Liên đoàn Lao động tỉnh",
        status="Mới",
        verb="Đọc và ghi nhận",
        note="",
    ),
]

CLAUSES = [
    Row(
        state="met",
        icon="circle-check",
        text="Tổng điểm từ 90 trở lên",
        cite="Điểm a khoản 1 Mục II, Hướng dẫn 21/HD-LĐLĐ",
        value="91,5",
    ),
    Row(
        state="met",
        icon="circle-check",
        text="Không có tiêu chí nào bị 0 điểm",
        cite="Điểm b khoản 1 Mục II",
        value="0 tiêu chí",
    ),
    Row(
        state="unmet",
        icon="circle-x",
        text="Không để xảy ra đình công trái luật",
        cite="Điểm c khoản 1 Mục II",
        value="1 vụ",
    ),
    Row(
        state="unknown",
        icon="help-circle",
        text="Nộp đủ kinh phí công đoàn",
        cite="Điểm d khoản 1 Mục II",
        value="Chưa có số liệu",
    ),
]

CHANGES = [
    Row(
        code="I.2",
        text="Sinh hoạt ban chấp hành định kỳ",
        was="6",
        now="4,5",
        by="Tổ công tác số 2",
        why="Thiếu biên bản tháng 8; đã đối chiếu sổ nghị quyết.",
    ),
    Row(
        code="III.1",
        text="Tuyên truyền chủ trương, nghị quyết",
        was="4",
        now="4,5",
        by="Ban Tuyên giáo",
        why="Có thêm hai hội nghị chuyên đề trong quý IV.",
    ),
]
