"""The same words in English and Korean: the type of every text that a rule, a report or the program itself holds."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Language: TypeAlias = Literal["en", "ko"]

_BRACES = re.compile(r"\{(\w+)\}")


class Text(BaseModel):
    """The same words in English and Korean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)

    def names(self) -> frozenset[str]:
        """The facts named in braces, which are filled in when the text is shown."""
        return frozenset(_BRACES.findall(self.en) + _BRACES.findall(self.ko))

    def filled(self, words: Mapping[str, "Text"]) -> "Text":
        """Put the words of facts in place of their names in braces; an unknown name stays as written."""
        if "{" not in self.en and "{" not in self.ko:
            return self

        def fill(sentence: str, language: Language) -> str:
            def word(match: re.Match[str]) -> str:
                return words[match[1]].in_language(language) if match[1] in words else match[0]

            return _BRACES.sub(word, sentence)

        return Text(en=fill(self.en, "en"), ko=fill(self.ko, "ko"))

    def in_language(self, language: Language) -> str:
        """The words in one language."""
        return self.ko if language == "ko" else self.en


def joined(texts: Sequence[Text], separator: str = ", ") -> Text:
    """Several texts as one, separated by commas unless told otherwise."""
    return Text(en=separator.join(text.en for text in texts), ko=separator.join(text.ko for text in texts))
