"""A life cycle as a table of transitions, which can draw itself."""

from __future__ import annotations

from dataclasses import dataclass


class WrongState(Exception):
    """The thing is no longer in a state from which this verb leads on."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One verb: from which states it leads to which one."""

    verb: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All verbs of one kind of thing."""

    transitions: tuple[Transition, ...]

    def target(self, verb: str, state: str) -> str:
        """The state after `verb`; WrongState when the verb is not open from `state`."""
        for transition in self.transitions:
            if transition.verb == verb and state in transition.sources:
                return transition.target
        raise WrongState(verb, state)

    def verbs_from(self, state: str) -> tuple[str, ...]:
        """The verbs that are open from `state`, in the order of the table."""
        return tuple(t.verb for t in self.transitions if state in t.sources)

    def as_mermaid(self) -> str:
        """The diagram of this life cycle for docs/states."""
        lines = ["stateDiagram-v2"]
        for t in self.transitions:
            lines += [f"    {source} --> {t.target}: {t.verb}" for source in sorted(t.sources)]
        return "\n".join(lines)
