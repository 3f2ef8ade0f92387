"""What Korean texts may not say, held against both languages of a text. `rules/README.md` tells authors the same."""

import re
from collections.abc import Collection
from typing import NamedTuple

from app.words.particles import PAIRS, particle
from app.words.text import Text


class Word(NamedTuple):
    """One line of the word list: the word to use, and those that it replaces."""

    use: str
    instead: tuple[str, ...]
    """As the list in `rules/README.md` names them."""
    pattern: str
    """What finds them."""
    unless: str = "(?!)"
    """What allows them when the English text says it."""
    only_if: str = ""
    """What the English text says where they are meant; without it they may stand."""


WORDS = (
    Word("기본값", ("보통값",), "보통값"),
    Word("일반적인 한 달", ("보통의 한 달",), "보통의? ?(한 )?달"),
    Word("실행 환경", ("실행되는 코드 하나",), "실행되는 코드 하나"),
    Word("태스크, 인스턴스, 실행 환경", ("복제본",), "복제본", unless="[Rr]eplica"),
    Word("Fargate 태스크", ("Fargate 작업",), "Fargate 작업"),
    Word("오토 스케일링", ("자동 확장", "오토스케일러"), "자동 확장|오토 ?스케일러|오토스케일"),
    Word("알람", ("경보",), "경보"),
    Word("퍼블릭 IP, 프라이빗 IP", ("공인 IP", "사설 IP", "공개 주소"), "공인|사설|공용|공개 (IP|주소)"),
    Word("퍼블릭 진입점", ("공개 진입점",), "공개 (진입점|버킷|도메인|네트워크|서브넷)"),
    Word("탄력적 IP", ("Elastic IP",), "Elastic IP"),
    Word("인덱스", ("색인",), "색인"),
    Word("스로틀링", ("스로틀",), "스로틀(?!링)"),
    Word("코드 리포지토리, 데이터 저장소", ("저장소",), "(?<!데이터 )저장소"),
    Word("생산자, 소비자", ("발행자", "컨슈머"), "발행자|프로듀서|컨슈머"),
    Word("대안", ("선택지", "조언"), "선택지|조언"),
    Word("CloudFront 배포", ("배포",), r"\A(?!.*CloudFront).*배포", only_if="[Dd]istribution"),
    Word("프리 티어(무료 사용량)", ("무료 허용량",), "무료 허용량"),
    Word("삭제 토큰", ("철회 토큰",), "철회 토큰"),
    Word("테스트", ("시험",), "시험"),
    Word("AWS 문서가 제시하는 다른 구성", ("공개된 구성",), "공개된 ([가-힣 ]{0,6} )?구성"),
    Word("권장 조치:, 작업량:", ("대신:", "드는 노력:"), "대신:|드는 노력"),
)

COUNTERS = "개월|시간|단계|가지|달러|개|건|통|대|명|회|번|분|초(?!과)|일|주|년|달|배|줄|행|장|곳|벌"
AFTER = "를|을|가|이|는|은|의|로|씩|마다|당|까지|부터|만|도|와|과|에|입|인|미만|이상|초과|동안|안|뒤"
UNITS = "ms|[KMGT]i?B|[MG]bit/s|[MG]bps|MiBps|vCPU|IOPS|ACU|USD"
PATTERNS = {
    "a particle in both forms": r"\([으이을를은는가과와]\)|[을를은는이가과와]\([을를은는이가과와]\)",
    "a space before a counter": rf"((?<![A-Za-z0-9])[\d,.]*\d|\}}) ({COUNTERS})(?=[^가-힣]|$|{AFTER})",
    "no space before a unit": rf"\d({UNITS})(?![A-Za-z])",
    "a range without ~": r"(?<![\d.,-])(?!\d{4}-\d\d(-\d\d)?(?!\d))[\d,.]*\d ?[-–—] ?\d|\d( ~|~ )",
    "not in 합니다체": r"(해요|[에예세]요|[한된이있없]다)([.?!]|$)",
    "an instruction without 해 주십시오": "(?<![주마])십시오",
}
LONG_NUMBER = re.compile(r"(?<![\d,.])\d{4,}(?!\d)")
SNAKE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
BRACES = re.compile(r"\{(\w+)\}")
PARTICLE = re.compile(
    r"(?P<word>[A-Za-z0-9]*[A-Z0-9])(?P<form>으로|[을를은는이가과와로])(?=[ ,.]|$)"
    r"|(?P<name>[가-힣])(?P<after>[를와])(?=[ ,.]|$)"
)
READ_AS_WORDS = {"CNAME", "LDAP", "TARGET"}
"""Names in capital letters that are not spelt out when they are read aloud."""
KINDS = {form: kind for kind, forms in PAIRS.items() for form in forms}
NOT_WORDS = re.compile(r"\{\w+\}|`[^`]*`")


def faults(text: Text, ids: Collection[str] = ()) -> list[str]:
    """What is wrong with the Korean of a text; `ids` are names of the program that no reader may see."""
    found = [f"“{'”, “'.join(word.instead)}”: use “{word.use}”" for word in WORDS if said(word, text)]
    found += [name for name, pattern in PATTERNS.items() if re.search(pattern, text.ko)]
    english, words = set(re.findall(r"\d+", text.en)), NOT_WORDS.sub("", text.ko)
    # Years and codes stand without separators in English too; names of other programs' settings are named there.
    found += [f"no separators: {number}" for number in LONG_NUMBER.findall(words) if number not in english]
    found += [f"an id: {name}" for name in SNAKE.findall(words) if name in ids or name not in text.en]
    found += [f"another particle: {form}" for form in wrong_particles(text.ko)]
    if set(BRACES.findall(text.en)) != set(BRACES.findall(text.ko)):
        found.append("other braces than in English")
    return found


def wrong_particles(korean: str) -> list[str]:
    """Particles that do not fit the number, the letters or the syllable before them."""
    found = [(match["word"] or match["name"], match["form"] or match["after"]) for match in PARTICLE.finditer(korean)]
    return [word + form for word, form in found if word not in READ_AS_WORDS and particle(word, KINDS[form]) != form]


def said(word: Word, text: Text) -> bool:
    """Whether a text says what another word should say."""
    meant = re.search(word.only_if, text.en) and not re.search(word.unless, text.en)
    return bool(meant and re.search(word.pattern, text.ko))
