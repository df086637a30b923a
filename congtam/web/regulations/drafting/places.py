"""Where two rule sets read differently, in words: `levels.HTNV.all.H3.at_most` for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules import RuleSet
from congtam.core.rules.drafting.saying import WORD_LABELS
from congtam.core.rules.node_loader import MODES
from congtam.web.regulations.drafting.panel import LABEL_OF

_SAID = {
    "title": lazy("tên"),
    "version": lazy("phiên bản"),
    "subject": lazy("đối tượng"),
    "period": lazy("thời gian áp dụng"),
    "from": lazy("từ ngày"),
    "to": lazy("đến ngày"),
    "cite": lazy("trích dẫn"),
    "doc": lazy("văn bản"),
    "at": lazy("điều, khoản, điểm"),
    "quote": lazy("lời trích"),
    "label": lazy("tên gọi"),
    "fact": lazy("dữ kiện"),
    "if_na": lazy("khi không áp dụng"),
    "range": lazy("khoảng"),
    "better": lazy("thế nào là tốt hơn"),
    "type": lazy("kiểu"),
    "check_first": lazy("xét trước"),
    "otherwise": lazy("khi không mức nào khớp"),
    "outcome": lazy("kết quả"),
    "why": lazy("vì sao"),
    "text": lazy("lời"),
    "decided_by": lazy("ai quyết định"),
    "at_most_percent": lazy("tỷ lệ"),
    "number": lazy("số, ký hiệu"),
    "issuer": lazy("cơ quan ban hành"),
    "issued": lazy("ngày ban hành"),
    "certainty": lazy("lời văn chắc đến đâu"),
}


def place_says(place: str, before: RuleSet, after: RuleSet) -> str:
    """The way to one entry, from outside in; ids that have words are said by them."""
    named: dict[str, object] = {**LABEL_OF, **_SAID, **WORD_LABELS}
    for rule_set in (before, after):
        named |= {level.id: f"«{level.label}»" for level in rule_set.levels}
        named |= {fact.id: f"«{fact.label}»" for fact in rule_set.facts.values()}
        named |= {key: document.name for key, document in rule_set.documents.items()}
    steps = [step for step in place.split(".") if step not in MODES]
    return " › ".join(str(named.get(step, step)) for step in steps)
