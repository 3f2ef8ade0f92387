"""The catalogues: every sentence of the program under a key, English beside Korean, by page or topic."""

from typing import Final

from app.words.catalogues.advice import ADVICE, COST, STORED
from app.words.catalogues.curve import CURVE
from app.words.catalogues.diff import DIFF
from app.words.catalogues.faults import FAULTS
from app.words.catalogues.files import FILES
from app.words.catalogues.picture import PICTURE, SERVICES
from app.words.catalogues.refusals import REFUSALS
from app.words.catalogues.report import ALTERNATIVES, COSTS, REPORT, VALUES
from app.words.catalogues.rules import PROOF, PROVEN, RULES
from app.words.catalogues.site import ERRORS, HOME, SITE
from app.words.catalogues.terminal import TERMINAL
from app.words.catalogues.walk import ASK
from app.words.catalogues.weighing import WEIGHING

EVERY: Final[dict[str, tuple[str, str]]] = {
    **SITE,
    **HOME,
    **ASK,
    **ADVICE,
    **COST,
    **DIFF,
    **WEIGHING,
    **CURVE,
    **STORED,
    **RULES,
    **PROOF,
    **PROVEN,
    **ERRORS,
    **VALUES,
    **REPORT,
    **COSTS,
    **ALTERNATIVES,
    **PICTURE,
    **SERVICES,
    **FILES,
    **FAULTS,
    **TERMINAL,
    **REFUSALS,
}
"""Every key with its sentence in English and in Korean."""
