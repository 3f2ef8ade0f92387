"""The type of every text for readers: the same words in English and in Korean."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Language: TypeAlias = Literal["en", "ko"]

_BRACES = re.compile(r"\{(\w+)\}")


class Text(BaseModel):
    """The same words in English and in Korean; names in braces are placeholders for facts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)

    def names(self) -> frozenset[str]:
        """The names of the placeholders in either language."""
        return frozenset(_BRACES.findall(self.en) + _BRACES.findall(self.ko))

    def filled(self, words: Mapping[str, "Text"]) -> "Text":
        """The text with placeholders replaced by words (by name); an unknown placeholder stays."""
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
    """Join texts with a separator, in each language."""
    return Text(en=separator.join(text.en for text in texts), ko=separator.join(text.ko for text in texts))
