"""The Korean of the rule files keeps to the word list, to one way of counting, and to the English beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass

import pytest
from pydantic import BaseModel

from app.words.text import Text
from tests.korean import WORDS, faults
from tests.stories import REAL, ROOT

IDS: set[str] = {*REAL.inputs, *REAL.decisions, *REAL.components, *REAL.comparisons, *REAL.roles.roles}
IDS |= {value for found in REAL.inputs.values() for value in found.value_ids}
IDS |= {figure.id for figure in REAL.figures}
IDS |= {outcome for decision in REAL.decisions.values() for outcome in decision.outcomes}


def texts(value: object) -> Iterator[Text]:
    """Every text that a value holds, however deep."""
    if isinstance(value, Text):
        yield value
    else:
        for part in parts(value):
            yield from texts(part)


def parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, tuple | list):
        return value
    return vars(value).values() if isinstance(value, BaseModel) or is_dataclass(value) else ()


TEXTS = sorted(set(texts(REAL)), key=lambda text: text.en)


def test_every_text_of_the_rules_is_read():
    assert len(TEXTS) > 2_000
    shown = {text.ko for text in TEXTS}
    assert {found.question.ko for found in REAL.inputs.values()} <= shown
    assert {rule.because.ko for decision in REAL.decisions.values() for rule in decision.rules} <= shown
    assert {guardrail.instead.ko for guardrail in REAL.guardrails if guardrail.instead} <= shown
    assert {line.name.ko for found in REAL.components.values() for line in found.line_items} <= shown
    assert {source.claim.ko for source in REAL.sources.values() if source.claim} <= shown


def test_no_korean_text_goes_against_the_word_list_or_its_english():
    assert [(text.ko, wrong) for text in TEXTS if (wrong := faults(text, IDS))] == []


@pytest.mark.parametrize(
    ("english", "korean", "wrong"),
    [
        ("Keep the usual value.", "보통값을 그대로 두면 됩니다.", "보통값"),
        ("A typical month", "보통의 한 달", "보통의 한 달"),
        ("Memory of one copy", "실행되는 코드 하나의 메모리", "실행되는 코드 하나"),
        ("One copy of a service", "서비스 복제본 하나", "복제본"),
        ("A Fargate task", "Fargate 작업", "Fargate 작업"),
        ("Autoscaling", "자동 확장", "오토 스케일링"),
        ("Level 2 adds an autoscaler.", "레벨 2는 오토스케일러를 더합니다.", "오토 스케일링"),
        ("Alarms", "경보", "알람"),
        ("A public address", "공인 주소", "퍼블릭 IP"),
        ("A private network", "사설 네트워크", "프라이빗 IP"),
        ("Public entry points", "공개 진입점", "퍼블릭 진입점"),
        ("An NLB with Elastic IPs", "Elastic IP를 연결한 NLB", "탄력적 IP"),
        ("Search index", "검색 색인", "인덱스"),
        ("Calls are throttled.", "호출이 스로틀됩니다.", "스로틀링"),
        ("The repository", "저장소", "코드 리포지토리"),
        ("Producers and consumers", "발행자와 컨슈머", "생산자, 소비자"),
        ("Another option", "다른 선택지", "대안"),
        ("CloudFront passes it on any distribution.", "모든 배포에서 전달합니다.", "CloudFront 배포"),
        ("Free allowances", "무료 허용량", "프리 티어"),
        ("Deletion token", "철회 토큰", "삭제 토큰"),
        ("Test it once.", "한 번 시험해 주십시오.", "테스트"),
        ("The other published design", "또 하나의 공개된 구성", "AWS 문서가 제시하는 다른 구성"),
        ("A third published design", "공개된 세 번째 구성", "AWS 문서가 제시하는 다른 구성"),
        ("Instead: a queue", "대신: 큐", "권장 조치"),
        ("Effort: days", "드는 노력: 며칠", "작업량"),
        ("To the server", "서버(으)로", "particle"),
        ("The value", "값을(를) 정합니다.", "particle"),
        ("Code in S3", "S3으로", "another particle"),
        ("Takes 200 GB", "200 GB을", "another particle"),
        ("The table", "테이블를", "another particle"),
        ("Five alarms", "알람 5 개", "counter"),
        ("Five alarms at 1,000 runs", "실행 1,000 회마다 알람", "counter"),
        ("{services} services", "서비스 {services} 개", "counter"),
        ("200 ms", "200ms", "unit"),
        ("1 TB a day", "하루 1TB를 옮깁니다.", "unit"),
        ("10 to 20", "10-20", "range"),
        ("10 to 20", "10 ~ 20", "range"),
        ("10,240 MB", "10240 MB", "separators"),
        ("It runs.", "실행한다.", "합니다체"),
        ("Choose one.", "하나를 고르십시오.", "해 주십시오"),
        ("Requests a month", "monthly_requests", "an id"),
        ("Set container_platform to none.", "container_platform을 없음으로 설정해 주십시오.", "an id"),
        ("{services} share it.", "서비스가 공유합니다.", "braces"),
        ("They share it.", "서비스 {services}가 공유합니다.", "braces"),
    ],
)
def test_a_planted_fault_is_found(english, korean, wrong):
    assert any(wrong in fault for fault in faults(Text(en=english, ko=korean), IDS))


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("A read replica", "읽기 복제본"),
        ("A deployment", "배포"),
        ("Any CloudFront distribution", "모든 CloudFront 배포"),
        ("Data stores", "데이터 저장소"),
        ("A CNAME and 10 GB in S3", "CNAME을 쓰고 10 GB를 S3로"),
        ("A public IPv4 address", "퍼블릭 IPv4 주소"),
        ("Graviton in place of x86", "x86 대신 Graviton"),
        ("{services} share a cluster.", "서비스 {services}가 클러스터를 공유합니다."),
        ("5 alarms, 200 ms, 1 TB", "알람 5개, 200 ms, 1 TB"),
        ("10 to 20 in April 2023", "2023년 4월에 10~20건"),
        ("Code 1009", "코드 1009"),
        ("Set prevent_destroy.", "prevent_destroy를 설정해 주십시오."),
        ("`disk_gb` is the disk of one task.", "`disk_gb`는 태스크 하나의 디스크입니다."),
        ("Do not open it.", "열지 마십시오."),
        ("26 million requests, 20 bytes", "요청 2,600만 건, 20바이트"),
    ],
)
def test_what_the_word_list_allows_is_let_through(english, korean):
    assert faults(Text(en=english, ko=korean), IDS) == []


def test_the_readme_of_the_rules_tells_authors_the_same_words():
    guide = (ROOT / "rules/README.md").read_text("utf-8")
    rows = {tuple(cell.strip() for cell in line.split("|")[1:3]) for line in guide.splitlines() if line.startswith("|")}
    assert {(word.use, ", ".join(word.instead)) for word in WORDS} <= rows
