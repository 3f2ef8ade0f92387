"""Building and pricing structures under one usage at the prices of one region."""

from typing import NamedTuple

from app.domain.model.architecture import Architecture, Component, Numbers
from app.domain.model.prices import PriceBook
from app.domain.model.usage import Usage
from app.domain.pipeline.compose import Carried, architecture_of, carried, component_of
from app.domain.pipeline.costs import Bill, Estimate, bill_of, estimate_of
from app.domain.pipeline.structure import Box, Catalogue, ConnectionLoad, Structure
from app.memory import remembered


class PricedComponent(NamedTuple):
    """A component and its bill; None if its type has no line items."""

    component: Component
    bill: Bill | None


class Month:
    """Builds and prices structures under one usage; equal boxes of different structures are priced once."""

    def __init__(self, catalogue: Catalogue, book: PriceBook, usage: Usage) -> None:
        self.usage = usage
        self._catalogue = catalogue
        self._book = book
        self._loads: dict[ConnectionLoad, Carried] = {}
        self._priced: dict[Box, PricedComponent] = {}

    def build(self, built: Structure) -> tuple[Architecture, Estimate]:
        """The architecture of a structure and its estimate, without account-level lines and allowances."""
        for planned in built.connections:
            if planned.load not in self._loads:
                self._loads[planned.load] = carried(planned.load, self.usage)
        priced = [self._component(box) for box in built.boxes.values()]
        architecture = architecture_of(built, self._book.region, [item.component for item in priced], self._loads)
        return architecture, estimate_of([item.bill for item in priced])

    def _component(self, box: Box) -> PricedComponent:
        found = self._priced.get(box)
        if found is None:
            arriving = tuple([self._loads[load] for load in box.arriving])
            numbers = self.usage.numbers(self._catalogue.names_read[box.type.id])
            found = self._priced[box] = _priced(box, arriving, numbers, self._book)
        return found


@remembered("priced components")
def _priced(box: Box, arriving: tuple[Carried, ...], numbers: Numbers, book: PriceBook) -> PricedComponent:
    component = component_of(box, arriving, numbers)
    return PricedComponent(component, bill_of(component, box.type, book))
