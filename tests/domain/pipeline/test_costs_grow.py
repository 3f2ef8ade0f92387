"""Properties of every bill of the real rules: it grows with usage, its scenarios are in order, its lines add up."""

import json
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.advice import run
from app.domain.pricebooks.priceable import choices_of, sizes_of
from app.domain.report.brief import read_brief
from tests.builders import compose_document, decide_document, estimate_document
from tests.depth import examples
from tests.stories import REAL, STORIES

SCENARIOS = ("low", "typical", "high")
PRICED = sorted(name for name, found in REAL.components.items() if found.line_items)
LOADED = [name for name in PRICED if REAL.components[name].loads_read]
FIGURES = sorted({figure.id for figure in REAL.figures} | REAL.measures.inputs.keys())
NUMBERS = st.one_of(st.integers(0, 1000), st.integers(0, 10**12))


def monthly(estimate):
    return [Decimal(estimate["monthly"][scenario]) for scenario in SCENARIOS]


def unpriced(estimate):
    return {(item["component"], item["price"]["item"]) for item in estimate["unpriced"]}


def assert_sound(estimate):
    for line in estimate["line_items"]:
        low, typical, high = (Decimal(line["monthly"][scenario]) for scenario in SCENARIOS)
        assert 0 <= low <= typical <= high
    shown = [sum(Decimal(line["monthly"][scenario]) for line in estimate["line_items"]) for scenario in SCENARIOS]
    assert shown == monthly(estimate)
    for item in estimate["unpriced"]:
        assert Decimal(item["quantity"]["high"]) > 0


@st.composite
def components(draw):
    """Any type that is priced by load, with any of its options and sizes, and one load that will grow."""
    name = draw(st.sampled_from(LOADED))
    found = REAL.components[name]
    component = {"type": name, "count": draw(st.integers(0, 5)), "zones": draw(st.integers(1, 3))}
    component["options"] = {option: draw(st.sampled_from(values)) for option, values in choices_of(REAL, found).items()}
    sizes = sizes_of(REAL, found)
    if sizes:
        component["size"] = draw(st.sampled_from(sizes))
    return component, draw(st.sampled_from(found.loads_read))


@examples(100, 30)
@given(components(), NUMBERS, NUMBERS, st.sampled_from(REAL.regions), st.sampled_from(["on", "off"]))
def test_a_resource_never_costs_less_when_a_load_grows(drawn, one, other, region, free):
    component, kind = drawn
    bills = []
    for number in sorted((one, other)):
        document = {"region": region, "components": [{**component, "load": {kind: number}}], "free_allowances": free}
        bills.append(estimate_document(REAL, document)["estimate"])
        assert_sound(bills[-1])
    less, more = bills
    assert all(before <= after for before, after in zip(monthly(less), monthly(more), strict=True))
    assert unpriced(less) <= unpriced(more)


@cache
def composed(name):
    """The architecture of a story as it leaves compose: counts and sizes stand."""
    brief = STORIES[name].brief.model_dump(mode="json")
    return json.dumps(compose_document(REAL, decide_document(REAL, brief)))


@examples(100, 30)
@given(st.sampled_from(list(STORIES)), st.sampled_from(FIGURES), NUMBERS, NUMBERS)
def test_an_architecture_never_costs_less_when_a_figure_grows(name, figure, one, other):
    bills = []
    for number in sorted((one, other)):
        document = json.loads(composed(name))
        document["usage"] = {figure: number}
        bills.append(estimate_document(REAL, document)["estimate"])
        assert_sound(bills[-1])
    less, more = bills
    assert all(before <= after for before, after in zip(monthly(less), monthly(more), strict=True)), figure


@pytest.mark.parametrize("region", REAL.regions)
@pytest.mark.parametrize("name", PRICED)
def test_every_type_can_be_priced_alone_in_every_region(name, region):
    found = REAL.components[name]
    component = {"type": name}
    if found.needs_size:
        component["size"] = next(size for size in sizes_of(REAL, found) if _priced(found, size, region))
    estimate = estimate_document(REAL, {"region": region, "components": [component]})["estimate"]
    assert_sound(estimate)
    excused = {item.name.en for item in found.line_items if item.unpriced}
    assert {item["name"]["en"] for item in estimate["unpriced"]} <= excused


def _priced(found, size, region):
    first = {**REAL.roles.settings, **found.usual_options, "size": size}
    item = found.line_items[0]
    return REAL.prices[region].find(item.price.service, item.price.item.format_map(first)) is not None


@pytest.mark.parametrize("archive", ["none", "infrequent_access", "deep_archive"])
def test_files_that_no_archive_takes_stay_in_standard_storage(archive):
    answers = {"parts": ["api"], "uploads": "yes", "files_gb": "2000", "retention": "many_years", "data_growth_gb": "0"}
    advice = run(REAL, read_brief(REAL, answers, {"archive": archive}))
    kept = [c.load["stored_gb"].typical for c in advice.architecture.components if c.id in ("files", "archive")]
    assert sum(kept) == 2000
    assert len(kept) == (1 if archive == "none" else 2)
