"""The effect of other price books on the rules: changed results of comparisons, and the cost of the stories."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.advice import run
from app.domain.model.expressions import parse_test
from app.domain.model.prices import PriceBook
from app.domain.pipeline.comparisons import Cheaper, PricedComparison, price_comparison, repriced
from app.domain.pipeline.cost_tables import combination_tests, cost_table
from app.domain.report.brief import read_brief
from app.domain.report.explain import test_words
from app.domain.rulebook import Rulebook, Story
from app.words.text import Text


@dataclass(frozen=True)
class StoryTotal:
    """The cost of a story in USD a typical month; not complete if some quantity has no price."""

    monthly: Decimal
    complete: bool


@dataclass(frozen=True)
class StoryChange:
    """The total of a story with the old and the new price books; None if its region has no book."""

    story: str
    region: str
    old: StoryTotal | None
    new: StoryTotal | None


@dataclass(frozen=True)
class ComparisonFlip:
    """A combination of cells of a comparison with another result: its region and its tests by input and in words."""

    comparison: str
    region: str
    cell: Mapping[str, str]
    words: Text
    old: Cheaper
    new: Cheaper


def comparison_flips(
    rulebook: Rulebook, old: Mapping[str, PriceBook], new: Mapping[str, PriceBook]
) -> Iterator[ComparisonFlip]:
    """Every combination whose result differs with the new price books, in the regions that both sets can price."""
    for name, priced in rulebook.comparisons.items():
        before, after = (
            {(item.region, item.where): item for item in _priced(rulebook, priced, books).combinations}
            for books in (old, new)
        )
        for place, item in after.items():
            if place in before and before[place].cheaper != item.cheaper:
                tests = combination_tests(priced, item.where)
                words = _words(rulebook, tests)
                yield ComparisonFlip(name, item.region, tests, words, before[place].cheaper, item.cheaper)


def _priced(rulebook: Rulebook, priced: PricedComparison, books: Mapping[str, PriceBook]) -> PricedComparison:
    return price_comparison(priced.comparison, rulebook.inputs, rulebook.measures.constants, books)


def _words(rulebook: Rulebook, tests: Mapping[str, str]) -> Text:
    words = {fact: test_words(rulebook, fact, parse_test(test)) for fact, test in tests.items()}
    return Text(
        en=" · ".join(f"{fact} {text.en}" for fact, text in words.items()),
        ko=" · ".join(f"{fact} {text.ko}" for fact, text in words.items()),
    )


def with_books(rulebook: Rulebook, books: Mapping[str, PriceBook]) -> Rulebook:
    """The rulebook with other price books; comparisons are priced again where the books can price them."""
    inputs, numbers = rulebook.inputs, rulebook.measures.constants
    comparisons = {name: repriced(priced, inputs, numbers, books) for name, priced in rulebook.comparisons.items()}
    tables = {name: cost_table(priced) for name, priced in comparisons.items()}
    decisions = {name: tables.get(name, decision) for name, decision in rulebook.decisions.items()}
    return replace(rulebook, prices=books, comparisons=comparisons, decisions=decisions)


def story_changes(
    rulebook: Rulebook, old: Mapping[str, PriceBook], new: Mapping[str, PriceBook]
) -> Iterator[StoryChange]:
    """The total of every story of the rulebook with both sets of price books."""
    before, after = with_books(rulebook, old), with_books(rulebook, new)
    for story in rulebook.examples:
        region = _region(rulebook, story)
        yield StoryChange(story.id, region, _total(before, story, region), _total(after, story, region))


def _region(rulebook: Rulebook, story: Story) -> str:
    return str(rulebook.facts_of(read_brief(rulebook, story.brief.answers, story.brief.pins))["region"])


def _total(rulebook: Rulebook, story: Story, region: str) -> StoryTotal | None:
    if region not in rulebook.prices:
        return None
    estimate = run(rulebook, read_brief(rulebook, story.brief.answers, story.brief.pins, story.brief.usage)).estimate
    return StoryTotal(estimate.monthly.typical, estimate.complete)
