"""The report: a self-contained document of the whole advice, from which every page, picture and export is made.

Texts are {en, ko}; money (USD a month) and quantities are decimal strings; sources are included, so that a stored
report is readable without the rulebook.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from app.domain.model.architecture import Amount, Kind, Number, Place, PriceName
from app.domain.report.documents import CostliestAnswer, Document, Fixed, SavingNote, Standing
from app.domain.rulebook import SourceNote
from app.words.text import Text

SCHEMA_VERSION = 1
UNDATED = ""
"""The value of `created_at` before a report is dated."""


def _no_truth_value(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("whole_number", "write a whole number")
    return value


FactKind: TypeAlias = Literal["input", "decision", "trait"]
Whole: TypeAlias = Annotated[int, BeforeValidator(_no_truth_value)]


class CostSpan(Document):
    """The lowest and highest cost in USD of a typical month over the possible values of one input."""

    least: Number
    most: Number


class Assumption(Document):
    """An input whose value is not known, with the one assumed for it; `unsure` if it was answered "not sure".

    `test`: the test that its value passes, if that was answered, and `said` the same in words.
    `decisions`: those that another value changes. `worth`: the range of the cost over other values.
    """

    input: str
    value: str | tuple[str, ...]
    question: Text
    words: Text
    unsure: bool
    test: str = ""
    said: Text | None = None
    decisions: tuple[str, ...] = ()
    worth: CostSpan | None = None


class GivenAnswer(Document):
    """An answer of the brief, as given and in words."""

    input: str
    value: str | tuple[str, ...]
    question: Text
    words: Text


class Blocker(Document):
    """A failing test of the nearest rule of another outcome: the fact, the needed value and the actual value."""

    fact: str
    name: Text
    needed: Text
    actual: Text


class Held(Document):
    """A fact that led to an outcome, with its value in words; `assumed` if it depends on an assumption."""

    fact: str
    name: Text
    words: Text
    kind: FactKind
    assumed: bool


class WhyNot(Document):
    """Why another outcome was not chosen: failing tests of its nearest rule, facts of earlier rules that hold."""

    outcome: str
    label: Text
    blockers: tuple[Blocker, ...]
    overtaken_by: tuple[Held, ...]


class Flip(Document):
    """Another value of one input that alone changes the outcome of a decision, and the cost difference in USD a month.

    `complete` is false if a price is unknown on one side: the difference then covers the priced line items only.
    """

    input: str
    name: Text
    value: str | tuple[str, ...] = ""
    words: Text
    outcome: Text
    outcomes: tuple[str, ...] = ()
    difference: Amount | None = None
    complete: bool = True


class Door(Document):
    """Whether a decision is easy ("two"-way door) or hard ("one") to reverse, and what reversing costs."""

    way: Literal["one", "two"]
    going_back: Text


class DecisionNote(Document):
    """One decision: its outcome (`outcome`, or `outcomes` if it collects), the reason, and why not the other outcomes.

    `held`: the facts of the fired rules. `forced_by`: a smallest set of answers and pins that forces the outcome.
    `flips`: other answers that change it.
    """

    id: str
    title: Text
    question: Text
    kind: Literal["finding", "part", "shared"]
    core: bool
    axis: tuple[str, ...]
    outcome: str | None = None
    outcomes: tuple[str, ...] | None = None
    label: Text
    because: tuple[Text, ...]
    held: tuple[Held, ...]
    sources: tuple[SourceNote, ...]
    overrules: tuple[SourceNote, ...]
    why_not: tuple[WhyNot, ...]
    door: Door
    pinned: bool
    assumed: bool
    components: tuple[str, ...]
    forced_by: tuple[Held, ...] = ()
    flips: tuple[Flip, ...] = ()


class ComponentNote(Document):
    """One component of the architecture with what the picture needs; `count` is the typical one of `counts`."""

    id: str
    type: str
    service: str
    label: Text
    place: Place
    group: str
    zones: Whole
    count: Number
    size: str
    icon: str
    tier: Whole
    counts: Amount
    options: dict[str, str] = {}
    load: dict[str, Amount]
    first_load: dict[str, Amount] = {}
    decisions: tuple[str, ...]
    resource: str = ""
    equivalents: dict[str, str] = {}
    monthly: Amount | None = None


class ConnectionNote(Document):
    """One connection of the architecture and its load by kind."""

    source: str
    target: str
    label: Text
    kind: Kind
    load: dict[str, Amount]


class ArchitectureNote(Document):
    """Components and connections as a document."""

    region: str
    zones: Whole
    settings: dict[str, str] = {}
    components: tuple[ComponentNote, ...]
    connections: tuple[ConnectionNote, ...]


class Figure(Document):
    """One figure of the month: its formula in words, its value, and whether the brief overwrites it."""

    id: str
    label: Text
    unit: Text
    words: Text
    low: Number
    typical: Number
    high: Number
    overwritten: bool


class PriceNote(Document):
    """The price point behind a line item."""

    service: str
    item: str
    region: str
    source: str
    as_of: str


class LineItemNote(Document):
    """Quantity times unit price for one component, in USD a month, rounded to cents.

    `first_month` is given only if it differs from `monthly` (month 12).
    """

    component: str
    name: Text
    unit: str
    quantity: Amount
    unit_price: Number
    monthly: Amount
    first_month: Amount | None = None
    price: PriceNote
    source: SourceNote | None = None
    note: Text | None = None


class UnpricedNote(Document):
    """A quantity without a known price: listed, but in no total."""

    component: str
    name: Text
    unit: str
    quantity: Amount
    price: PriceName
    reason: Text | None = None


class EstimateNote(Document):
    """The estimate; `complete` is false if some quantity has no price, and totals are then lower bounds.

    `beyond`: what `monthly` has beside the sum of the line items (low at most 0, high at least 0), because another
    value within an answer that is a test would cost less or more.
    """

    currency: Literal["USD"]
    monthly: Amount
    beyond: Amount | None = None
    first_month: Amount
    complete: bool
    line_items: tuple[LineItemNote, ...]
    unpriced: tuple[UnpricedNote, ...]


class Alternative(Document):
    """An alternative: the same brief with other pins, priced; `difference` is its cost minus that of the advice.

    `percent`: the difference of the typical month. `at_most`: the most that a commitment may save in it.
    `added`, `removed`: roles. `line_items`, `saved_items`: those that only the alternative has, only the advice has.
    `stops`: why it would not work. `cautions`: warnings that the advice does not have.
    """

    decision: str
    outcome: str
    title: Text
    label: Text
    text: Text
    why_not: WhyNot | None
    pins: dict[str, tuple[str, ...]]
    monthly: Amount
    difference: Amount
    complete: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]
    line_items: tuple[LineItemNote, ...]
    saved_items: tuple[LineItemNote, ...]
    guardrails: tuple[str, ...]
    percent: Number | None = None
    at_most: Number | None = None
    standing: Standing | None = None
    stops: tuple["GuardrailNote", ...] = ()
    cautions: tuple["GuardrailNote", ...] = ()


class GuardrailNote(Document):
    """The message of a guardrail, of a fault of composition or of an exceeded budget."""

    id: str
    severity: Literal["note", "caution", "breaks", "conflict"]
    message: Text
    instead: Text | None
    sources: tuple[SourceNote, ...]


class LevelNote(Document):
    """The level of the advice (minimal, growth, robust), the reason, and what leads to the next level."""

    id: str
    number: int
    label: Text
    because: tuple[Text, ...]
    next: Text | None


class Confidence(Document):
    """The numbers of decisions that the answers alone settle, and that depend on assumptions."""

    settled: int
    assumed: int


class Repair(Document):
    """A contradiction: a smallest set of answers that causes it, and each other answer that alone resolves it."""

    guardrail: str
    between: tuple[Held, ...]
    repairs: tuple[Flip, ...]


class BudgetNote(Document):
    """A budget that the advice exceeds, and the cheapest variant found with the same answers.

    `pins` lead to the variant (those of the brief included), `fixed` are the added ones. `fits`: whether it meets the
    budget; if not, `costliest` is the answer whose change saves most.
    """

    limit: Number
    fits: bool
    pins: dict[str, tuple[str, ...]]
    fixed: tuple[Fixed, ...]
    monthly: Amount
    complete: bool
    cautions: tuple[GuardrailNote, ...]
    costliest: CostliestAnswer | None = None


class BriefNote(Document):
    """The brief as in a URL or a JSON body."""

    answers: dict[str, str | tuple[str, ...]]
    pins: dict[str, str | tuple[str, ...]]
    usage: dict[str, str]


class Report(Document):
    """The whole advice; `scope` says which parts are assumed, where nobody named any."""

    schema_version: int
    fingerprint: str
    created_at: str
    region: str
    title: Text
    summary: Text
    scope: Text | None = None
    brief: BriefNote
    given: tuple[GivenAnswer, ...]
    assumptions: tuple[Assumption, ...]
    decisions: tuple[DecisionNote, ...]
    architecture: ArchitectureNote
    usage: tuple[Figure, ...]
    estimate: EstimateNote
    alternatives: tuple[Alternative, ...]
    guardrails: tuple[GuardrailNote, ...]
    level: LevelNote
    confidence: Confidence | None = None
    repairs: tuple[Repair, ...] = ()
    standing: Standing | None = None
    savings: tuple[SavingNote, ...] = ()
    budget: BudgetNote | None = None

    def dated(self, now: datetime) -> "Report":
        """The same report with this time as `created_at` (UTC, ISO 8601, seconds)."""
        return self.changed(created_at=now.astimezone(UTC).isoformat(timespec="seconds"))
