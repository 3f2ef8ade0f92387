"""The view of the first page: how much the program knows, and the stories to start from."""

from dataclasses import dataclass

from app.domain.report.brief import query_pairs, read_brief
from app.domain.rulebook import Rulebook, Story
from app.web.deps import Pairs
from app.words.text import Text


@dataclass(frozen=True)
class StoryLink:
    """An example to try: its story and the brief as a query."""

    title: Text
    text: Text
    pairs: Pairs


@dataclass(frozen=True)
class HomeView:
    """What the first page shows."""

    questions: int
    decisions: int
    prices: int
    stories: list[StoryLink]


def home_view(rulebook: Rulebook) -> HomeView:
    """The first page of a rulebook."""
    points = len({point for book in rulebook.prices.values() for point in book.points.values()})
    return HomeView(
        questions=len(rulebook.questions),
        decisions=len(rulebook.decisions),
        prices=points,
        stories=[_link(rulebook, story) for story in sorted(rulebook.examples, key=lambda story: story.order)],
    )


def _link(rulebook: Rulebook, story: Story) -> StoryLink:
    brief = read_brief(rulebook, story.brief.answers, story.brief.pins, story.brief.usage)
    return StoryLink(story.title, story.story, query_pairs(brief))
