"""Small random rule sets, always the same for the same seed."""

from __future__ import annotations

from random import Random

from congtam.core.rules import RuleSet, load
from tests.core.rules.samples import HEAD

CUTS = ("20", "50", "70.5", "100")
NUMBERS = ("diem", "ty_le", "cap_duoi", "cap_tot")
FACTS = {
    "diem": "label: Điểm, type: number, range: [0, 100], better: {better}",
    "ty_le": "label: Tỷ lệ, type: percent, better: {better}",
    "cap_duoi": "label: Cấp dưới, type: percent, better: {better}, na: allowed",
    "cap_tot": "label: Cấp dưới tốt, type: percent, better: {better}, na: allowed",
    "vi_pham": 'label: Vi phạm, type: bool, better: "false"',
    "muc": "label: Mức của đơn vị, type: enum, values: [L1, L0], better: {better}, na: allowed",
    "hinh_thuc": "label: Hình thức, type: enum, values: [nang, nhe, khong], better: {better}",
}


def random_rule_set(seed: int, *, most_facts: int = 4, version: int = 1) -> RuleSet:
    """Another version has the same facts and other rules."""
    random = Random(seed)
    names = random.sample(sorted(FACTS), random.randint(2, most_facts))
    ways = ("high", "high", "low", "none")
    facts = "".join(
        f"  {name}: {{{FACTS[name].format(better=random.choice(ways))}}}\n" for name in names
    )
    writer = _Writer(Random(f"{seed}/{version}"), names)
    return load(HEAD + f"facts:\n{facts}" + writer.body(), f"ngẫu nhiên {seed}")


class _Writer:
    def __init__(self, random: Random, names: list[str]) -> None:
        self.random, self.names, self.count = random, names, 0

    def body(self) -> str:
        ids = [f"L{i}" for i in range(self.random.randint(2, 4))]
        text = "levels:\n"
        for level in ids:
            mode = self.random.choice(("all", "all", "any"))
            members = ", ".join(self.node(2) for _ in range(self.random.randint(1, 4)))
            text += f"  - {{id: {level}, label: Mức {level}, cite: {{doc: HD, at: k}}, "
            text += f"{mode}: [{members}]}}\n"
        first = [level for level in ids if self.random.random() < 0.25]
        other = self.random.choice(("manual", "manual", "manual", ids[-1]))
        cite = "" if other == "manual" else ", cite: {doc: HD, at: k}"
        text += f"check_first: [{', '.join(first)}]\notherwise: {{outcome: {other}{cite}}}\n"
        return text + self.invariants() + self.caps(ids)

    def node(self, depth: int) -> str:
        if depth and self.random.random() < 0.2:
            mode = self.random.choice(("all", "any", "not"))
            if mode == "not":
                return f"{{not: {self.node(depth - 1)}}}"
            return f"{{{mode}: [{self.node(depth - 1)}, {self.node(depth - 1)}]}}"
        self.count += 1
        return self.condition(self.random.choice(self.names), f"c{self.count}")

    def condition(self, fact: str, key: str | None) -> str:
        named = f"id: {key}, " if key else ""
        na = ""
        if key and (fact.startswith("cap_") or fact == "muc"):
            na = f", if_na: {self.random.choice(('pass', 'pass', 'fail', 'unknown'))}"
        return f"{{{named}fact: {fact}, {self.test(fact)}{na}}}"

    def test(self, fact: str) -> str:
        if fact == "muc":
            return f"is: {self.random.choice(('L0', 'L1'))}"
        if fact == "vi_pham":
            return f"is: {self.random.choice(('true', 'false'))}"
        if fact == "hinh_thuc":
            return f"one_of: {self.random.choice(('[nang]', '[nhe, khong]', '[khong]'))}"
        if self.random.random() < 0.2:
            low, high = sorted(self.random.sample(CUTS, 2), key=float)
            ends = self.random.choice(("", ", lower: open", ", upper: open"))
            return f"between: [{low}, {high}]{ends}"
        word = self.random.choice(("at_least", "more_than", "at_most", "less_than", "equals"))
        cut = self.random.choice(CUTS[:3] if word == "more_than" else CUTS)
        return f"{word}: {cut}"

    def invariants(self) -> str:
        found = []
        shares = [name for name in self.names if name in NUMBERS[1:]]
        if len(shares) > 1 and self.random.random() < 0.7:
            self.random.shuffle(shares)
            found.append(f"{{id: B1, le: [{', '.join(shares)}], why: x}}")
        if {"cap_duoi", "cap_tot"} <= set(self.names) and self.random.random() < 0.5:
            found.append("{id: B2, same_na: [cap_duoi, cap_tot], why: x}")
        if self.random.random() < 0.4:
            one, other = self.random.sample(self.names, 2)
            when, then = self.condition(one, None), self.condition(other, None)
            found.append(f"{{id: B3, if: {when}, then: {then}, why: x}}")
        return f"invariants: [{', '.join(found)}]\n"

    def caps(self, ids: list[str]) -> str:
        if self.random.random() < 0.7:
            return ""
        self.count += 1
        when = self.condition(self.random.choice(self.names), f"c{self.count}")
        limit = f"at_most: {self.random.choice(ids)}"
        if "muc" in self.names and self.random.random() < 0.8:
            limit = "not_above: muc"
        return f"caps: [{{id: T1, {limit}, when: {when}, cite: {{doc: HD, at: k}}}}]\n"
