"""The report: a self-contained document of the whole advice, from which every page, picture and export is made.

Texts are {en, ko}, money and quantities are decimal strings, sources are inlined: a stored report needs no rulebook.
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
"""When a report was made, before anybody is given it."""


def _no_truth_value(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("whole_number", "write a whole number")
    return value


FactKind: TypeAlias = Literal["input", "decision", "trait"]
Whole: TypeAlias = Annotated[int, BeforeValidator(_no_truth_value)]


class CostSpan(Document):
    """The lowest and the highest typical cost of a month over the other values of one input."""

    least: Number
    most: Number


class Assumption(Document):
    """An input that was not answered, with the usual value taken for it; `unsure` if "not sure" was said.

    What hangs on it: the decisions that another value changes, and how far the cost moves.
    """

    input: str
    value: str | tuple[str, ...]
    question: Text
    words: Text
    unsure: bool
    decisions: tuple[str, ...] = ()
    worth: CostSpan | None = None


class GivenAnswer(Document):
    """An answer of the brief in words."""

    input: str
    value: str | tuple[str, ...]
    question: Text
    words: Text


class Blocker(Document):
    """One test that kept an outcome from being chosen: the fact, what it would have to be and what it is."""

    fact: str
    name: Text
    needed: Text
    actual: Text


class Held(Document):
    """A fact that the fired rule tested, with its value in words; `assumed` if it rests on an assumption."""

    fact: str
    name: Text
    words: Text
    kind: FactKind
    assumed: bool


class WhyNot(Document):
    """Why another outcome was not chosen: what its nearest row lacks, and what earlier rows held against it."""

    outcome: str
    label: Text
    blockers: tuple[Blocker, ...]
    overtaken_by: tuple[Held, ...]


class Flip(Document):
    """One other answer that alone brings a decision to another outcome, and what the whole advice then costs more.

    `complete` is false when a price is missing on one side: the difference then holds for the priced lines alone.
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
    """Whether the decision can be gone back on, and what that costs."""

    way: Literal["one", "two"]
    going_back: Text


class DecisionNote(Document):
    """One decision: its outcome, the reason, what was rejected and by which answer."""

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
    """One component of the architecture with what the picture needs."""

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
    """One line of the architecture and what it carries."""

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
    """One number of the month: its formula in words, and whether the user overwrote it."""

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
    """Quantity times unit price for one component; money in USD a month, rounded to cents."""

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
    """A line item without a known price: shown, not in the total."""

    component: str
    name: Text
    unit: str
    quantity: Amount
    price: PriceName
    reason: Text | None = None


class EstimateNote(Document):
    """The bill of a month; `complete` is false when something is unpriced, and the total then reads "at least"."""

    currency: Literal["USD"]
    monthly: Amount
    first_month: Amount
    complete: bool
    line_items: tuple[LineItemNote, ...]
    unpriced: tuple[UnpricedNote, ...]


class Alternative(Document):
    """A road not taken: the same brief with other pins, priced; `difference` is its cost less the advice's.

    `percent` is the difference of the typical month, `at_most` what a commitment may save in it; `stops` says why it
    would not work, `cautions` what it is warned of.
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
    """A warning about a combination of answers, decisions and pins."""

    id: str
    severity: Literal["note", "caution", "breaks", "conflict"]
    message: Text
    instead: Text | None
    sources: tuple[SourceNote, ...]


class LevelNote(Document):
    """Where the advice stands (minimal, growth, robust), why, and what lifts it to the next level."""

    id: str
    number: int
    label: Text
    because: tuple[Text, ...]
    next: Text | None


class Confidence(Document):
    """How many decisions the answers alone settle, and how many still rest on assumptions."""

    settled: int
    assumed: int


class Repair(Document):
    """A contradiction: the answers that together cause it, and each other answer that alone ends it."""

    guardrail: str
    between: tuple[Held, ...]
    repairs: tuple[Flip, ...]


class BudgetNote(Document):
    """A budget that the advice exceeds: the cheapest advice found that keeps every answer, or what breaks it.

    `pins` lead to that advice together with those of the brief; `costliest` is there if it does not fit either.
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
    """What the user gave, as in the URL and the JSON body."""

    answers: dict[str, str | tuple[str, ...]]
    pins: dict[str, str | tuple[str, ...]]
    usage: dict[str, str]


class Report(Document):
    """The whole advice."""

    schema_version: int
    fingerprint: str
    created_at: str
    region: str
    title: Text
    summary: Text
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
        """The same report, made at this time."""
        return self.changed(created_at=now.astimezone(UTC).isoformat(timespec="seconds"))
