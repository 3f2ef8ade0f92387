"""How many questions the stories take: until the core decisions are settled, and until nothing can change any more."""

from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.reasoning.reasoner import Reasoner
from tests.depth import some
from tests.stories import REAL, brief_of
from tests.walks import as_told, walk

MOST_FOR_THE_CORE = 12
STORIES = sorted(REAL.examples, key=lambda story: story.order)[:9]


def outcomes(brief):
    choices = decide(REAL.decisions.values(), REAL.facts_of(brief), brief.pins)
    return {name: choices[name].outcomes for name in REAL.written}


def test_the_first_nine_stories_settle_their_core_within_twelve_questions(capsys):
    reasoner, counts = Reasoner(REAL), {}
    for story in some(STORIES, 4):
        whole = brief_of(story)
        steps = list(walk(reasoner, Brief(pins=whole.pins), as_told(whole)))
        core = next(number for number, (_, step) in enumerate(steps) if step.core_settled)
        counts[story.id] = (core, len(steps) - 1)
        # What was not asked changes nothing: the walk ends in the very advice of the whole story.
        assert outcomes(steps[-1][0]) == outcomes(whole), story.id
    with capsys.disabled():
        told = ", ".join(f"{name} {core}/{every}" for name, (core, every) in counts.items())
        print(f"\nquestions (core/all): {told}")  # noqa: T201
    assert {name: core for name, (core, _) in counts.items() if core > MOST_FOR_THE_CORE} == {}
