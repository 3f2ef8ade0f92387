"""Reading prices/offers.yaml: where AWS's public price list has our price points."""

from collections.abc import Iterable
from pathlib import Path

from app.domain.model.prices import PriceKey
from app.domain.pricebooks.offers import OfferMapping, rows_at_fault
from app.errors import Problem, RulebookInvalid
from app.rulefiles.load import Contents

OFFERS = "prices/offers.yaml"


def load_mapping(folder: Path, points: Iterable[PriceKey]) -> OfferMapping:
    """The mapping of a rules folder; RulebookInvalid with every fault, such as rows that fit none of the points."""
    contents = Contents(folder)
    mapping = next(iter(contents.singles(OfferMapping, "offer mapping", OFFERS)), None)
    if mapping is None:
        raise RulebookInvalid(contents.problems or [Problem(f"{folder.name}/{OFFERS}", 1, "the file is missing")])
    faults = [("offer mapping:offers", ("rows", index), message) for index, message in rows_at_fault(mapping, points)]
    problems = [*contents.problems, *contents.placed(faults)]
    if problems:
        raise RulebookInvalid(problems)
    return mapping
