"""What chosen outcomes compose, as clauses: the value of each setting, the type in each role, complete connections.

The clauses mirror `app/domain/pipeline/structure.py`; the proofs compare both on every witness.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from app.domain.model.architecture import VPC_PLACES, ComponentType
from app.domain.model.decisions import Addition, ConnectionSpec, TypeBySetting
from app.domain.reasoning.formulation import Formulation
from app.domain.rulebook import Rulebook


@dataclass(frozen=True)
class Filling:
    """An addition of an outcome with one of its possible types; `literal`: it fills the role with that type."""

    decision: str
    outcome: str
    index: int
    role: str
    type: str
    literal: int


class Composition:
    """Adds clauses to a formulation, and holds the literals of what is composed.

    `filled`, `inside`: by role, that it is filled, and with a type inside the VPC.
    `connected`: by (decision, outcome, index in `connect`), that there is a source and a different target.
    """

    def __init__(self, rulebook: Rulebook, model: Formulation) -> None:
        self.rulebook = rulebook
        self.model = model
        self._settings: dict[str, Mapping[str, int]] = {}
        self.fillings = tuple(
            Filling(decision.id, name, index, addition.role, kind, literal)
            for decision in rulebook.decisions.values()
            for name, outcome in decision.outcomes.items()
            for index, addition in enumerate(outcome.adds)
            for kind, literal in self._types(model.outcome(decision, name), addition)
        )
        self.filled = self._by_role(self.fillings, lambda filling: filling.literal)
        self.inside = self._by_role(
            self.fillings,
            lambda filling: model.all_of([filling.literal, self._in_vpc(rulebook.components[filling.type])]),
        )
        self.connected = {
            (decision.id, name, index): self._both_ends(spec)
            for decision in rulebook.decisions.values()
            for name, outcome in decision.outcomes.items()
            for index, spec in enumerate(outcome.connect)
        }

    def _both_ends(self, spec: ConnectionSpec) -> int:
        sources = self._members(spec.source, self.inside if spec.inside_vpc else self.filled)
        targets = self._members(spec.target, self.inside if spec.into_vpc else self.filled)
        pairs = product(sources.items(), targets.items())
        return self.model.either(
            self.model.all_of([source, target]) for (role, source), (other, target) in pairs if role != other
        )

    def _by_role(self, fillings: Iterable[Filling], literal_of: Callable[[Filling], int]) -> dict[str, int]:
        found: dict[str, list[int]] = {}
        for filling in fillings:
            found.setdefault(filling.role, []).append(literal_of(filling))
        return {role: self.model.either(literals) for role, literals in found.items()}

    def _types(self, outcome: int, addition: Addition) -> list[tuple[str, int]]:
        named = addition.type
        by_setting = self.rulebook.roles.types_by_setting.get(named) if isinstance(named, str) else named
        if not isinstance(by_setting, TypeBySetting):
            return [(str(named), outcome)]
        values = self.setting(by_setting.by)
        types: dict[str, list[int]] = {}
        for value, kind in by_setting.values.items():
            if value in values:
                types.setdefault(kind, []).append(values[value])
        return [(kind, self.model.all_of([outcome, self.model.either(literals)])) for kind, literals in types.items()]

    def setting(self, name: str) -> Mapping[str, int]:
        """The literal of each possible value of a setting; the last chosen outcome that sets it wins."""
        if name not in self._settings:
            later: list[int] = []
            ways: dict[str, list[int]] = {}
            for literal, value in reversed(self._setters(name)):
                ways.setdefault(value, []).append(self.model.all_of([literal, *(-other for other in later)]))
                later.append(literal)
            unset = self.model.all_of(-other for other in later)
            ways.setdefault(self.rulebook.roles.settings[name], []).append(unset)
            self._settings[name] = {value: self.model.either(literals) for value, literals in ways.items()}
        return self._settings[name]

    def _setters(self, name: str) -> list[tuple[int, str]]:
        return [
            (self.model.outcome(decision, key), outcome.settings[name])
            for decision in self.rulebook.decisions.values()
            for key, outcome in decision.outcomes.items()
            if name in outcome.settings
        ]

    def _in_vpc(self, found: ComponentType) -> int:
        """The literal that a type is in the VPC: by the first setting in `place_if` that applies, else by its place."""
        inside = -self.model.never() if found.place in VPC_PLACES else self.model.never()
        for setting, places in reversed(found.place_if.items()):
            values = self.setting(setting)
            named = [literal for value, literal in values.items() if value in places]
            vpc = [values[value] for value, place in places.items() if value in values and place in VPC_PLACES]
            otherwise = self.model.all_of([inside, *(-literal for literal in named)])
            inside = self.model.either([*vpc, otherwise])
        return inside

    def _members(self, ends: str | tuple[str, ...], filled: Mapping[str, int]) -> dict[str, int]:
        named = (ends,) if isinstance(ends, str) else ends
        roles = [role for name in named for role in self.rulebook.roles.role_sets.get(name, (name,))]
        return {role: filled[role] for role in roles if role in filled}
