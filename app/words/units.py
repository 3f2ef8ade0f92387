"""Quantities with their units in English and Korean.

Reports and price points name units in English (`request`, `GB-month`). Korean puts the noun before the number and a
counter directly after it (`요청 1,500건`), with a space only before Latin letters (`1 TB`).
"""

import re
from decimal import Decimal
from typing import Final

from app.words.figures import is_one, number, quantity, span
from app.words.text import Language, Text

TIMES: Final[dict[str, str]] = {
    "second": "second|seconds|sec|s|초",
    "minute": "minute|minutes|min|분",
    "hour": "hour|hours|h|시간",
    "day": "day|days|d|일|하루",
    "week": "week|weeks|주",
    "month": "month|months|mo|달|월",
    "year": "year|years|년",
}
"""How people write each time behind a number (`2000/day`), separated by `|`."""
UNITS: Final[dict[str, tuple[str, str]]] = {
    # time
    "hour": ("hours", "{n}시간"),
    "minute": ("minutes", "{n}분"),
    "month": ("months", "{n}개월"),
    "ENI-hour": ("ENI-hours", "ENI {n}시간"),
    "address-hour": ("address-hours", "주소 {n}시간"),
    "attachment-hour": ("attachment-hours", "연결 {n}시간"),
    "broker-hour": ("broker-hours", "브로커 {n}시간"),
    "cluster-hour": ("cluster-hours", "클러스터 {n}시간"),
    "connection-hour": ("connection-hours", "연결 {n}시간"),
    "connection-minute": ("connection-minutes", "연결 {n}분"),
    "endpoint-AZ-hour": ("endpoint-AZ-hours", "가용 영역별 엔드포인트 {n}시간"),
    "endpoint-hour": ("endpoint-hours", "엔드포인트 {n}시간"),
    "instance-hour": ("instance-hours", "인스턴스 {n}시간"),
    "node-hour": ("node-hours", "노드 {n}시간"),
    "partition-hour": ("partition-hours", "파티션 {n}시간"),
    "port-hour": ("port-hours", "포트 {n}시간"),
    "shard-hour": ("shard-hours", "샤드 {n}시간"),
    "stream-hour": ("stream-hours", "스트림 {n}시간"),
    # capacity over time, written as on AWS's Korean price pages
    "ACU-hour": ("ACU-hours", "{n} ACU-시간"),
    "GB-hour": ("GB-hours", "{n} GB-시간"),
    "GB-month": ("GB-months", "{n} GB-월"),
    "GB-second": ("GB-seconds", "{n} GB-초"),
    "GLCU-hour": ("GLCU-hours", "{n} GLCU-시간"),
    "IOPS-month": ("IOPS-months", "{n} IOPS-월"),
    "LCU-hour": ("LCU-hours", "{n} LCU-시간"),
    "MiBps-month": ("MiBps-months", "{n} MiBps-월"),
    "NLCU-hour": ("NLCU-hours", "{n} NLCU-시간"),
    "RCU-hour": ("RCU-hours", "{n} RCU-시간"),
    "RPU-hour": ("RPU-hours", "{n} RPU-시간"),
    "WCU-hour": ("WCU-hours", "{n} WCU-시간"),
    "vCPU-hour": ("vCPU-hours", "{n} vCPU-시간"),
    # data and units of a service
    "1K tokens": ("1K tokens", "1,000토큰 {n}단위"),
    "ECPU": ("ECPUs", "{n} ECPU"),
    "GB": ("GB", "{n} GB"),
    "MAU": ("MAU", "{n} MAU"),
    "PUT payload unit": ("PUT payload units", "PUT 페이로드 {n}단위"),
    "PUT unit": ("PUT units", "PUT 페이로드 {n}단위"),
    "RRU": ("RRUs", "{n} RRU"),
    "TB": ("TB", "{n} TB"),
    "WRU": ("WRUs", "{n} WRU"),
    "rWRU": ("rWRUs", "{n} rWRU"),
    # things kept for a month
    "alarm-month": ("alarm-months", "알람 {n}개·월"),
    "app-month": ("app-months", "앱 {n}개·월"),
    "certificate-month": ("certificate-months", "인증서 {n}개·월"),
    "check-month": ("check-months", "상태 확인 {n}개·월"),
    "dashboard-month": ("dashboard-months", "대시보드 {n}개·월"),
    "key-month": ("key-months", "키 {n}개·월"),
    "metric": ("metrics", "지표 {n}개"),
    "metric-month": ("metric-months", "지표 {n}개·월"),
    "object-month": ("object-months", "객체 {n}개·월"),
    "plan-month": ("plan-months", "요금제 {n}개·월"),
    "policy-record-month": ("policy-record-months", "정책 레코드 {n}개·월"),
    "rule-month": ("rule-months", "규칙 {n}개·월"),
    "secret-month": ("secret-months", "시크릿 {n}개·월"),
    "web-ACL-month": ("web-ACL-months", "웹 ACL {n}개·월"),
    "zone-month": ("zone-months", "호스팅 영역 {n}개·월"),
    # things that happen
    "event": ("events", "이벤트 {n}건"),
    "invocation": ("invocations", "호출 {n}회"),
    "line": ("lines", "로그 {n}줄"),
    "message": ("messages", "메시지 {n}건"),
    "notification": ("notifications", "알림 {n}건"),
    "path": ("paths", "경로 {n}개"),
    "query": ("queries", "쿼리 {n}건"),
    "request": ("requests", "요청 {n}건"),
    "run": ("runs", "실행 {n}회"),
    "stack": ("stacks", "스택 {n}개"),
    "trace": ("traces", "추적 {n}건"),
    "transition": ("transitions", "전환 {n}회"),
}
"""Each unit of a quantity: its English plural, and a quantity of it in Korean, `n` being the number."""

_FIRST_HANGUL, _LAST_HANGUL = "가", "힣"


def in_units(amount: Decimal, unit: str, language: Language) -> str:
    """A quantity with its unit, rounded as quantities are: `1,500 requests`, `요청 1,500건`."""
    return _with_unit(quantity(amount, language), amount, unit, language)


def unit_name(unit: str, language: Language) -> str:
    """A unit alone: `request`, and in Korean what is counted with its counter in brackets, `요청(건)`."""
    if language == "en" or unit not in UNITS:
        return unit
    noun, _, counter = UNITS[unit][1].partition("{n}")
    return f"{noun.strip()}({counter})" if noun else counter.strip()


def between(low: Decimal, high: Decimal, unit: Text) -> Text:
    """A range of quantities with the unit that an input or a figure names: `2–8 hours`."""

    def both(language: Language) -> str:
        ends = span(quantity(low, language), quantity(high, language), language)
        return behind(ends, high, unit, language)

    return Text(en=both("en"), ko=both("ko"))


def limit(amount: Decimal, unit: str) -> Text:
    """A limit with its unit and every digit: `10,240 GB`."""
    return Text(
        en=_with_unit(number(amount, "en"), amount, unit, "en"), ko=_with_unit(number(amount, "ko"), amount, unit, "ko")
    )


def a_month(amount: Decimal, unit: str) -> Text:
    """What is free of charge each month; the English sentence that it stands in names the month but no unit."""
    korean = limit(amount, unit).ko
    return Text(en=number(amount, "en"), ko=korean if korean.endswith("월") else f"월 {korean}")


def counted(amount: Decimal, unit: Text) -> Text:
    """A number with the unit that an input or a figure names in both languages, with every digit."""
    return Text(
        en=behind(number(amount, "en"), amount, unit, "en"), ko=behind(number(amount, "ko"), amount, unit, "ko")
    )


def behind(written: str, amount: Decimal, unit: Text, language: Language) -> str:
    """A formatted number followed by a unit; Korean counters follow without a space."""
    if language == "ko":
        return f"{written}{unit.ko}" if _FIRST_HANGUL <= unit.ko[0] <= _LAST_HANGUL else f"{written} {unit.ko}"
    return f"{written} {_singular(unit.en) if is_one(amount, language) else unit.en}"


def _with_unit(written: str, amount: Decimal, unit: str, language: Language) -> str:
    """A written number with a unit of UNITS; any other unit is appended unchanged."""
    plural, korean = UNITS.get(unit, (unit, f"{{n}} {unit}"))
    if language == "ko":
        return korean.replace("{n}", written)
    return f"{written} {unit if is_one(amount, language) else plural}"


def _singular(unit: str) -> str:
    """An English unit of exactly one: "1 minute a month", "1 person"."""
    thing, space, rest = unit.partition(" ")
    single = "person" if thing == "people" else re.sub(r"(?<=[A-Za-z]{2})s$", "", thing)
    return f"{single}{space}{rest}"
