"""What other price books make of the stories: the total of a typical month before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.advice import run
from app.domain.brief import read_brief
from app.domain.prices import PriceBook
from app.domain.rulebook import Rulebook, Story


@dataclass(frozen=True)
class StoryTotal:
    """The typical month of a story with one set of price books; not complete when something is unpriced."""

    monthly: Decimal
    complete: bool


@dataclass(frozen=True)
class StoryChange:
    """A story's total with the old and with the new price books; None where its region has no book."""

    story: str
    region: str
    old: StoryTotal | None
    new: StoryTotal | None


def story_changes(
    rulebook: Rulebook, old: Mapping[str, PriceBook], new: Mapping[str, PriceBook]
) -> Iterator[StoryChange]:
    """Price every story of the rulebook with both sets of price books."""
    before, after = replace(rulebook, prices=old), replace(rulebook, prices=new)
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
