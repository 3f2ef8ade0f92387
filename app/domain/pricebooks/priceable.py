"""The options and sizes with which a component type can be priced, and line items that lack a price point."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from app.domain.model.architecture import ComponentType, LineItemType, Size
from app.domain.model.decisions import decide_table
from app.domain.model.prices import PriceBook
from app.domain.model.usage import numeric
from app.domain.rulebook import Rulebook

_SIZE = r"(?P<size>\S+\.\S+(?: \S+)?)"
"""AWS names sizes with a dot, such as db.t3.large; a broker's ends with its deployment."""


@dataclass(frozen=True)
class PriceGap:
    """A line item (by index) of a component type with a missing price point, or with a wrong `unpriced`."""

    type: str
    line: int
    sentence: str


def choices_of(rulebook: Rulebook, found: ComponentType) -> Mapping[str, tuple[str, ...]]:
    """The values of its options, and of the settings that its line items read, by name."""
    read = {name for item in found.line_items for name in (*item.price.names, *item.when)}
    shared = {
        name: tuple(dict.fromkeys((*values, *_priced_values(rulebook, found, name))))
        for name, values in setting_values(rulebook).items()
        if name in read
    }
    return {**shared, **found.options}


def _priced_values(rulebook: Rulebook, found: ComponentType, name: str) -> list[str]:
    """The values of a setting under which every line item priced by it alone has a price in some region."""
    values: list[set[str]] = []
    for item in found.line_items:
        if item.price.names == {name}:
            before, after = (re.escape(part) for part in item.price.item.split(f"{{{name}}}", 1))
            pattern, service = re.compile(f"{before}(.+){after}"), item.price.service
            keys = (key for book in rulebook.prices.values() for key in book.points)
            matches = (pattern.fullmatch(priced) for owner, priced in keys if owner == service)
            values.append({match[1] for match in matches if match})
    return sorted(set.intersection(*values)) if values else []


def setting_values(rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """For each setting its default value and every value that an outcome sets."""
    values = {name: [value] for name, value in rulebook.roles.settings.items()}
    for settings in _outcome_settings(rulebook):
        for name, value in settings.items():
            values[name].append(value)
    return {name: tuple(dict.fromkeys(found)) for name, found in values.items()}


def settings_of_region(rulebook: Rulebook, region: str) -> dict[str, str]:
    """The settings that the region alone determines, such as the price class of the edge."""
    settings: dict[str, str] = {}
    for decision in rulebook.decisions.values():
        if decision.facts == ("region",):
            for outcome in decide_table(decision, {"region": region}).outcomes:
                settings.update(decision.outcomes[outcome].settings)
    return settings


def sizes_of(rulebook: Rulebook, found: ComponentType) -> tuple[str, ...]:
    """Every size that can be given for a type: the listed ones, and, if no formula reads attributes, any priced one."""
    listed = [size["id"] for size in (*found.size.ladder, *found.size.also)] if found.size else []
    formulas = [found.count_formula, *(item.formula for item in found.line_items)]
    if any(name.startswith("size.") for formula in formulas for name in formula.names):
        return tuple(listed)
    choices = choices_of(rulebook, found)
    priced = {
        size
        for item in found.line_items
        if "size" in item.price.names
        for book in rulebook.prices.values()
        for size in _priced_sizes(item, choices, book)
    }
    return (*listed, *sorted(priced - set(listed)))


def _priced_sizes(item: LineItemType, choices: Mapping[str, tuple[str, ...]], book: PriceBook) -> Iterator[str]:
    parts = re.split(r"\{(\w+)\}", item.price.item)
    pattern = "".join(_part(part, choices) if index % 2 else re.escape(part) for index, part in enumerate(parts))
    for service, name in book.points:
        match = re.fullmatch(pattern, name) if service == item.price.service else None
        if match:
            yield match["size"]


def _part(name: str, choices: Mapping[str, tuple[str, ...]]) -> str:
    return _SIZE if name == "size" else f"(?:{'|'.join(re.escape(value) for value in choices[name])})"


def price_gaps(rulebook: Rulebook) -> Iterator[PriceGap]:
    """Line items with a missing price and no `unpriced`, and line items with `unpriced` and no missing price."""
    regional = {region: settings_of_region(rulebook, region) for region in rulebook.prices}
    for found in rulebook.components.values():
        for index, item in enumerate(found.line_items):
            missing = sorted(
                f"{wanted} in {book.region}"
                for book in rulebook.prices.values()
                for wanted in _billable(rulebook, found, item, regional[book.region])
                if book.find(item.price.service, wanted) is None
            )
            if missing and item.unpriced is None:
                yield PriceGap(found.id, index, f"no price of {item.price.service}: {', '.join(missing[:6])}")
            if item.unpriced is not None and not missing:
                yield PriceGap(found.id, index, "is declared unpriced, but every price is there")


def _billable(rulebook: Rulebook, found: ComponentType, item: LineItemType, regional: Mapping[str, str]) -> set[str]:
    """The price items that a line item can need, under the settings of every outcome, every option and every size."""
    read = {*item.price.names, *item.when}
    if found.size:
        read |= {name for formula in found.size.formulas.values() for name in formula.names}
    shared = {**rulebook.roles.settings, **regional}
    joint = {
        tuple((name, value) for name, value in chosen.items() if name in read) for chosen in _outcome_settings(rulebook)
    }
    wanted = set()
    # Only composing chooses a size, and it uses the default of every option.
    sized = "size" in item.price.names
    options = [[(name, value) for value in values[: 1 if sized else None]] for name, values in found.options.items()]
    for settings in {(), *joint}:
        for chosen in product(*options):
            names = {**shared, **dict(settings), **regional, **dict(chosen)}
            if item.applies(names):
                sizes = reachable_sizes(found.size, names) if found.size and sized else [None]
                wanted |= {item.price.item.format_map({**names, "size": size}) for size in sizes}
    return wanted if found.size or not sized else set()


def reachable_sizes(size: Size, settings: Mapping[str, str]) -> list[str]:
    """The sizes of the ladder that meet the needs that depend on settings alone; the largest if none does."""
    scope = numeric(settings)
    fixed = {name: formula.value(scope, 1) for name, formula in size.formulas.items() if formula.names <= scope.keys()}
    reached = [one["id"] for one in size.ladder if all(Decimal(one[name]) >= need for name, need in fixed.items())]
    return reached or [size.ladder[-1]["id"]]


def _outcome_settings(rulebook: Rulebook) -> Iterator[Mapping[str, str]]:
    for decision in rulebook.decisions.values():
        for outcome in decision.outcomes.values():
            if outcome.settings:
                yield outcome.settings
