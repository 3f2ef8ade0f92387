"""The price points that the rules can need in a region: of line items by size and settings, and of comparisons.

Only combinations of settings that some answers without pins lead to are counted (decided by the SAT solver).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from app.domain.model.architecture import ComponentType, LineItemType
from app.domain.model.prices import PriceKey
from app.domain.pipeline.account import ACCOUNT
from app.domain.pricebooks.priceable import reachable_sizes, setting_values
from app.domain.reasoning.composition import Composition
from app.domain.reasoning.space import Space
from app.domain.rulebook import Rulebook


@dataclass(frozen=True)
class NeededPrice:
    """A price point that the rules can need: its unit, and the component types and comparisons that need it."""

    service: str
    item: str
    unit: str
    types: tuple[str, ...]


@dataclass(frozen=True)
class _Way:
    """One combination of the settings that a component type reads, with its literals."""

    settings: Mapping[str, str]
    literals: tuple[int, ...]


def needed_prices(rulebook: Rulebook) -> dict[str, dict[PriceKey, NeededPrice]]:
    """For every region with a price book the price points that line items and comparisons can need, by key."""
    space = Space(rulebook)
    composition = Composition(rulebook, space.model)
    # All literals first: the clauses must be complete before the solver is asked.
    types = {name: found for name, found in rulebook.components.items() if found.line_items}
    ways = {name: list(_ways(rulebook, composition, found)) for name, found in types.items()}
    chosen = {
        name: space.model.either(filling.literal for filling in composition.fillings if filling.type == name)
        for name in types
    }
    forgotten = _forgotten(rulebook)
    try:
        return {
            region: forgotten
            | _with_comparisons(
                rulebook,
                _needed_in(
                    types,
                    {
                        name: [
                            way.settings
                            for way in ways[name]
                            if space.can_be([*space.unpinned(), *_region(space, region), chosen[name], *way.literals])
                        ]
                        for name in types
                    },
                ),
            )
            for region in rulebook.regions
        }
    finally:
        space.close()


def _forgotten(rulebook: Rulebook) -> dict[PriceKey, NeededPrice]:
    """The price points that forgotten lines can need, under every value of the settings that their prices name."""
    found = {}
    for line in rulebook.forgotten:
        names = sorted(line.price.names)
        values = setting_values(rulebook)
        for chosen in product(*(values[name] for name in names)):
            item = line.price.item.format_map(dict(zip(names, chosen, strict=True)))
            found[line.price.service, item] = NeededPrice(line.price.service, item, line.unit, (ACCOUNT,))
    return found


def _region(space: Space, region: str) -> list[int]:
    literal = space.model.values.get(("region", region))
    return [] if literal is None else [literal]


def _ways(rulebook: Rulebook, composition: Composition, found: ComponentType) -> Iterator[_Way]:
    read = {name for item in found.line_items for name in (*item.price.names, *item.when)}
    if found.size:
        read |= {name for formula in found.size.formulas.values() for name in formula.names}
    settings = sorted(read & rulebook.roles.settings.keys())
    for pairs in product(*(composition.setting(name).items() for name in settings)):
        values = dict(zip(settings, (value for value, _ in pairs), strict=True))
        yield _Way(values, tuple(literal for _, literal in pairs))


def _needed_in(
    types: Mapping[str, ComponentType], settings: Mapping[str, Iterable[Mapping[str, str]]]
) -> dict[PriceKey, NeededPrice]:
    found: dict[PriceKey, tuple[LineItemType, list[str]]] = {}
    for name, kind in types.items():
        for values in settings[name]:
            for item, size in product(kind.line_items, reachable_sizes(kind.size, values) if kind.size else [""]):
                names = {**kind.usual_options, **values, "size": size}
                if not item.applies(names):
                    continue
                key = (item.price.service, item.price.item.format_map(names))
                asking = found.setdefault(key, (item, []))[1]
                if name not in asking:
                    asking.append(name)
    return {
        (service, name): NeededPrice(service, name, item.unit, tuple(asking))
        for (service, name), (item, asking) in sorted(found.items())
    }


def _with_comparisons(rulebook: Rulebook, needed: Mapping[PriceKey, NeededPrice]) -> dict[PriceKey, NeededPrice]:
    found = dict(needed)
    for name, priced in rulebook.comparisons.items():
        for key, unit in {
            (item.price.service, item.price.item): item.unit for _, item in priced.comparison.items
        }.items():
            known = found.get(key) or NeededPrice(*key, unit, ())
            found[key] = replace(known, types=(*known.types, name))
    return dict(sorted(found.items()))
