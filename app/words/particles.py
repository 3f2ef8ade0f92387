"""Korean particles, chosen by the last sound of the word before them: `서버를`, `x86으로`, `10,000을`, `“큐”로`.

Digits and Latin letters count as they are read aloud in Korean. A final remark in brackets is skipped, as Korean
spelling rules require: the particle agrees with the word before it.
"""

import re
from typing import Final, Literal, TypeAlias

Ending: TypeAlias = Literal["open", "closed", "rieul"]
"""How a word ends: with a vowel, with a consonant, or with the consonant ㄹ, which `으로` treats like a vowel."""

PAIRS: Final[dict[str, tuple[str, str]]] = {
    "을": ("을", "를"),
    "이": ("이", "가"),
    "은": ("은", "는"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이라": ("이라", "라"),
    "이나": ("이나", "나"),
    "이며": ("이며", "며"),
}
"""Each particle by its form after a consonant: that form, and the form after a vowel."""

_HANGUL: Final = re.compile(r"[가-힣]")
_ATTACHED: Final = re.compile(r"(?<=\w)(?:에서|으로|까지|부터|에게|처럼|마다|이나|[을를이가은는의에로와과도만])$")
_BRACKETS: Final = re.compile(r"(?<=\S)\s*[(\[][^()\[\]]*[)\]]$")
_SILENT: Final = " \t\n\"'”’»›」』》〉>.,:;!?…*_`"
_CLOSING: Final = ")]}"
_NUMBER: Final = re.compile(r"(?P<letter>[A-Za-z])?(?P<digits>\d[\d,]*)(?P<part>\.\d+)?$")
_WORD: Final = re.compile(r"[A-Za-z]+$")
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8

_DIGITS: Final[tuple[Ending, ...]] = (
    # 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구
    "closed", "rieul", "open", "closed", "open", "open", "closed", "rieul", "rieul", "open",
)  # fmt: skip
_ENGLISH_DIGITS: Final[tuple[Ending, ...]] = (
    # 제로, 원, 투, 쓰리, 포, 파이브, 식스, 세븐, 에이트, 나인
    "open", "closed", "open", "open", "open", "open", "open", "closed", "open", "closed",
)  # fmt: skip
_LETTERS: Final[dict[str, Ending]] = {"l": "rieul", "m": "closed", "n": "closed", "r": "rieul"}
"""Letters whose Korean name does not end with a vowel: 엘, 엠, 엔, 알."""
_SPELLINGS: Final[tuple[tuple[str, Ending], ...]] = (
    # Words that the patterns below would get wrong: 체크, 빈스톡, 허브.
    (r"check", "open"),
    (r"beanstalk", "closed"),
    (r"ub", "open"),
    # 테이블, 레이블, 온라인, 볼륨, 스트림, 토큰, 스케일링
    (r"le|l", "rieul"),
    (r"[nm]e?|ng", "closed"),
    # 스택, 웹훅, 트래픽
    (r"ck|ook|[aeiou]c", "closed"),
    # 소켓, 백업, 웹; but 하트비트, 이벤트, 헬프
    (r"(?<![aeiou])[aeiou]p|pp|(?<![aeiou])[aeiou]t|[aeiou]b", "closed"),
)
"""How English words end in Korean, by their last letters; the first that fits, otherwise they end with a vowel."""


def particle(before: str, kind: str) -> str:
    """The form of a particle (a key of PAIRS) that follows these words."""
    closed, opened = PAIRS[kind]
    ending = last_sound(before)
    if ending == "rieul":
        return opened if kind == "으로" else closed
    return closed if ending == "closed" else opened


def is_korean(word: str) -> bool:
    """Whether a word has a Korean syllable."""
    return _HANGUL.search(word) is not None


def without_particle(word: str) -> str:
    """A word without what may be a particle at its end: `람다` of `람다를`, `s3` of `s3에서`; it may be wrong."""
    return _ATTACHED.sub("", word)


def last_sound(words: str) -> Ending:
    """The ending of words read aloud in Korean; unknown characters count as a vowel (`open`)."""
    said = _heard(words)
    if not said:
        return "open"
    if _FIRST_SYLLABLE <= ord(said[-1]) <= _LAST_SYLLABLE:
        final = (ord(said[-1]) - _FIRST_SYLLABLE) % _FINALS
        return "rieul" if final == _RIEUL else "closed" if final else "open"
    number = _NUMBER.search(said)
    if number:
        return _of_number(number["letter"], number["digits"].replace(",", ""), number["part"])
    word = _WORD.search(said)
    return _of_word(word[0]) if word else "open"


def _heard(words: str) -> str:
    """The words without trailing characters that are not read aloud: quotes, punctuation, a remark in brackets."""
    said = words.rstrip(_SILENT)
    shorter = _BRACKETS.sub("", said).rstrip(_SILENT)
    while shorter != said:
        said, shorter = shorter, _BRACKETS.sub("", shorter).rstrip(_SILENT)
    return said.rstrip(_SILENT + _CLOSING)


def _of_number(letter: str | None, digits: str, part: str | None) -> Ending:
    if part:
        return _DIGITS[int(part[-1])]
    if letter and len(digits) == 1:
        # A single digit that ends a name is read in English: S3, EC2, IPv4.
        return _ENGLISH_DIGITS[int(digits)]
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == len(digits) or not zeros:
        return _DIGITS[int(digits[-1])]
    # 십, 백, 천, 만, 억, 경 end with a consonant, 조 with a vowel.
    return "open" if 12 <= zeros < 16 else "closed"


def _of_word(word: str) -> Ending:
    vowels = re.search("[aeiouy]", word)
    if word[-1].isupper() or len(word) == 1 or not vowels:
        return _LETTERS.get(word[-1].lower(), "open")
    lower = word.lower()
    return next((ending for pattern, ending in _SPELLINGS if re.search(f"(?:{pattern})$", lower)), "open")
