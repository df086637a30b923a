"""A procedure: which steps an assessment goes through, in which order, and who acts in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from congtam.core import headed, keyed
from congtam.core.citations import Cite, read_cite
from congtam.core.headed import Document
from congtam.core.marked import Cursor
from congtam.core.packs import order

FORMAT = "congtam/procedure/1"
KINDS = ("self_score", "self_report", "contribute", "appraise", "meet", "decide", "publish")
OWN = ("self_score", "self_report")
ONCE = ("decide", "publish")
FROM_SUBJECT = ("subject", "own_unit", "former")
_OF = (*FROM_SUBJECT, "authority", "in_charge")
_MUST_COME_AFTER = {
    "decide": (*OWN, "contribute", "appraise", "meet"),
    "publish": ("decide",),
}


@dataclass(frozen=True, slots=True)
class Participant:
    """Who acts in a step, found relative to the subject when the cycle opens.

    `on_behalf`: code of the body (outside the system) for which this seat writes down an opinion
    or a decision, with its paper. `answers`: the facts that are asked of this seat.
    `alone`: one office of the body decides and makes known; the others in it read nothing by it.
    """

    id: str
    title: str
    of: str
    body: str
    body_kind: str
    fields: tuple[str, ...]
    groups: tuple[str, ...]
    form: str
    ceiling: Decimal | None
    draft: tuple[str, ...]
    submit: tuple[str, ...]
    months_at_least: int = 0
    on_behalf: str = ""
    answers: tuple[str, ...] = ()
    optional: bool = False
    alone: bool = False

    @property
    def office(self) -> str:
        """The one office that holds this seat; empty where the whole body does."""
        return self.submit[0] if self.alone else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A step whose result may be read, once it is closed or once one's own is handed in."""

    step: str
    when: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure."""

    id: str
    kind: str
    title: str
    after: tuple[str, ...]
    by: tuple[Participant, ...]
    reads: tuple[Reading, ...]
    late: str
    skip_when_overdue: bool
    proposes: bool
    changes_scores: bool
    sends_back_to: tuple[str, ...]
    closes: str
    opens_all: bool
    cite: Cite

    def participant(self, participant_id: str) -> Participant:
        """The participant with this id; KeyError when there is none."""
        for participant in self.by:
            if participant.id == participant_id:
                return participant
        raise KeyError(participant_id)


@dataclass(frozen=True, slots=True)
class Procedure:
    """Quy trình: a partial order of steps."""

    id: str
    version: str
    title: str
    sample: bool
    status: str
    documents: tuple[Document, ...]
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step:
        """The step with this id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def step_of_kind(self, kind: str) -> Step:
        """The one step of a kind that stands once: decide, publish."""
        (step,) = (s for s in self.steps if s.kind == kind)
        return step

    @property
    def own_step(self) -> Step:
        """The subject's own part: its scores where it scores itself, else its report."""
        return min((s for s in self.steps if s.kind in OWN), key=lambda s: OWN.index(s.kind))

    def order(self) -> tuple[Step, ...]:
        """Every step after all that it waits for; beside each other in file order."""
        found = order.sort({s.id: s.after for s in self.steps})
        return tuple(self.step(step_id) for step_id in found)

    def before(self, step_id: str) -> frozenset[str]:
        """The steps that must be closed before this one opens, near and far."""
        return order.ancestors({s.id: s.after for s in self.steps}, step_id)

    def as_mermaid(self) -> str:
        """The diagram of this procedure for people."""
        lines = ["flowchart TD"]
        lines += [f'    {s.id}["{s.title.replace(chr(34), "#quot;")}"]' for s in self.order()]
        lines += [f"    {a} --> {s.id}" for s in self.order() for a in s.after]
        lines += [f"    {s.id} -. trả lại .-> {b}" for s in self.order() for b in s.sends_back_to]
        return "\n".join(lines)


def load(text: str, file: str) -> Procedure:
    """The procedure in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=("id", "version", "title", "documents", "steps"),
        optional=("sample", "status"),
    )
    documents = headed.load_documents(top)
    procedure = Procedure(
        id=keyed.name(top),
        version=keyed.title(top, "version", 20),
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        status=keyed.maybe_text(top, "status"),
        documents=documents,
        steps=tuple(_step(at, headed.keys_of(documents)) for at in keyed.rows(top, "steps")),
    )
    _check_names(top)
    if not top.faults:
        _check_order(top, procedure)
    top.done()
    return procedure


def _step(at: Cursor, documents: tuple[str, ...]) -> Step:
    at.keys(
        required=("id", "kind", "title", "by"),
        optional=(
            "cite",
            "after",
            "reads",
            "late",
            "skip_when_overdue",
            "proposes",
            "changes_scores",
            "sends_back_to",
            "closes",
            "opens_all",
        ),
    )
    kind = keyed.choice(at, "kind", KINDS)
    _only_with(at, kind, "skip_when_overdue", ("contribute",))
    _only_with(at, kind, "proposes", (*OWN, "contribute", "appraise", "meet"))
    _only_with(at, kind, "changes_scores", ("appraise",))
    _only_with(at, kind, "sends_back_to", ("appraise", "decide"))
    _only_with(at, kind, "opens_all", ("publish",))
    for row in at.at("by").items():
        _only_with(row, kind, "alone", ONCE)
    return Step(
        id=keyed.name(at),
        kind=kind,
        title=keyed.title(at),
        after=keyed.texts(at, "after"),
        by=tuple(_participant(row) for row in keyed.rows(at, "by")),
        reads=tuple(_reading(row) for row in at.at("reads").items()),
        late=keyed.maybe_choice(at, "late", ("accepted", "refused"), "accepted"),
        skip_when_overdue=keyed.flag(at, "skip_when_overdue"),
        proposes=keyed.flag(at, "proposes"),
        changes_scores=keyed.flag(at, "changes_scores"),
        sends_back_to=keyed.texts(at, "sends_back_to"),
        closes=keyed.maybe_choice(at, "closes", ("one", "list"), "one"),
        opens_all=keyed.flag(at, "opens_all"),
        cite=read_cite(at, documents),
    )


def _only_with(at: Cursor, kind: str, key: str, kinds: Iterable[str]) -> None:
    if at.has(key) and kind in KINDS and kind not in kinds:
        at.at(key).fault(f"«{key}» không dùng với bước «{kind}»")


def _participant(at: Cursor) -> Participant:
    at.keys(
        required=("id", "title", "of", "form", "submit"),
        optional=(
            "body",
            "body_kind",
            "fields",
            "groups",
            "ceiling",
            "draft",
            "months_at_least",
            "on_behalf",
            "answers",
            "optional",
            "alone",
        ),
    )
    of = keyed.choice(at, "of", _OF)
    form = keyed.choice(at, "form", ("points", "words", "none"))
    _check_place(at, of)
    _check_alone(at)
    ceiling = keyed.maybe_number(at, "ceiling")
    if ceiling is not None and form in ("words", "none"):
        at.at("ceiling").fault("«ceiling» chỉ dùng với «form: points»")
    if ceiling is not None and not ceiling.is_nan() and ceiling <= 0:
        at.at("ceiling").fault("phải lớn hơn 0")
    return Participant(
        id=keyed.name(at),
        title=keyed.title(at),
        of=of,
        body=keyed.maybe_text(at, "body"),
        body_kind=keyed.maybe_text(at, "body_kind"),
        fields=keyed.texts(at, "fields"),
        groups=keyed.texts(at, "groups"),
        form=form,
        ceiling=ceiling,
        draft=keyed.texts(at, "draft"),
        submit=keyed.some_texts(at, "submit"),
        months_at_least=keyed.whole(at, "months_at_least", 0),
        on_behalf=keyed.maybe_text(at, "on_behalf"),
        answers=keyed.texts(at, "answers"),
        optional=keyed.flag(at, "optional"),
        alone=keyed.flag(at, "alone"),
    )


def _check_place(at: Cursor, of: str) -> None:
    """Where the seat is looked for: the keys that go with each place."""
    if of == "in_charge" and not at.has("body_kind"):
        at.fault("thiếu khóa «body_kind»: loại tổ chức phụ trách đơn vị")
    if of == "in_charge" and at.has("body"):
        at.at("body").fault("«body» không dùng với «of: in_charge»")
    if of != "in_charge" and at.has("body_kind"):
        at.at("body_kind").fault("«body_kind» chỉ dùng với «of: in_charge»")
    if of in ("own_unit", "former") and not at.has("body"):
        at.fault("thiếu khóa «body»: mã tổ chức của đơn vị")
    if (of == "former") != at.has("months_at_least"):
        at.fault("«months_at_least» đi cùng «of: former»: từ mấy tháng thì phải lấy ý kiến")


def _check_alone(at: Cursor) -> None:
    """One office and nobody who drafts for it: it is the only one that reads by this seat."""
    if keyed.flag(at, "alone") and (len(keyed.texts(at, "submit")) > 1 or at.has("draft")):
        at.at("alone").fault("«alone» đi cùng đúng một chức danh ở «submit», không có «draft»")


def _reading(at: Cursor) -> Reading:
    at.keys(required=("step", "when"))
    return Reading(keyed.text(at, "step"), keyed.choice(at, "when", ("closed", "own_first")))


def _check_names(top: Cursor) -> None:
    steps = top.at("steps")
    names = set(keyed.ids(steps))
    keyed.once((row.at("id") for row in steps.items()), "bước")
    for row in steps.items():
        keyed.all_known(row, "after", names, "bước")
        keyed.all_known(row, "sends_back_to", names, "bước")
        for reading in row.at("reads").items():
            keyed.known(reading.at("step"), names, "bước")
    participants = [by for row in steps.items() for by in row.at("by").items()]
    keyed.once((by.at("id") for by in participants), "bên tham gia")


def _check_order(top: Cursor, procedure: Procedure) -> None:
    """Faults of the order; asked only once every name is known."""
    after = {s.id: s.after for s in procedure.steps}
    rows = {str(row.at("id").value): row for row in top.at("steps").items()}
    circle = order.circle(after)
    if circle:
        says = "các bước đợi nhau thành vòng: " + " → ".join(circle)
        rows[circle[0]].at("after").fault(says)
        return
    for kind in (*OWN, *ONCE):
        found = [s for s in procedure.steps if s.kind == kind]
        if not found and kind in ONCE:
            top.at("steps").fault(f"thiếu bước «{kind}»")
        for step in found[1:]:
            rows[step.id].at("kind").fault(f"chỉ được một bước «{kind}»")
    if not any(s.kind in OWN for s in procedure.steps):
        top.at("steps").fault("thiếu bước «self_score» hoặc «self_report»")
    for step in procedure.steps:
        _check_step(rows[step.id], step, procedure)


def _check_step(row: Cursor, step: Step, procedure: Procedure) -> None:
    earlier = procedure.before(step.id)
    must = _MUST_COME_AFTER.get(step.kind, ())
    for other in procedure.steps:
        if other.kind in must and other.id not in earlier:
            row.fault(f"bước «{step.id}» phải đứng sau bước «{other.id}»")
    for at in row.at("sends_back_to").items():
        if at.text() not in earlier:
            at.fault(f"bước «{at.value}» không đứng trước bước «{step.id}» nên không trả lại được")
    for at in row.at("reads").items():
        read = at.at("step").text()
        if read == step.id or step.id in procedure.before(read):
            at.at("step").fault(f"bước «{read}» không đứng trước hay song song")
