"""Every word of the pages that is not part of a rule or a report, in English and Korean, under one key each.

A key that ends in `.singular` is taken when `n` is 1. Both languages name the same values in braces.
"""

from collections.abc import Mapping

from app.web.words.advice import ADVICE, COST, STORED
from app.web.words.curve import CURVE
from app.web.words.diff import DIFF
from app.web.words.rules import PROOF, RULES
from app.web.words.site import ERRORS, HOME, SITE
from app.web.words.walk import ASK
from app.web.words.weighing import WEIGHING
from app.words.text import Language, Text


def words(key: str, language: Language, **values: object) -> str:
    """The words under a key in one language, with the values put in place of their names in braces."""
    single = f"{key}.singular"
    text = WORDS[single if values.get("n") == 1 and single in WORDS else key]
    return text.in_language(language).format_map(values)


def _read(lines: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {key: Text(en=english, ko=korean) for key, (english, korean) in lines.items()}


WORDS = _read(
    {**SITE, **HOME, **ASK, **ADVICE, **COST, **DIFF, **WEIGHING, **CURVE, **STORED, **RULES, **PROOF, **ERRORS}
)
"""Every key with its words."""
