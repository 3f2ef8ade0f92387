"""The few words that the picture adds to those of the architecture, in English and Korean."""

from typing import Final

from app.domain.model.architecture import Kind
from app.domain.report.diff import Mark
from app.words.text import Language, Text

GROUPS: Final[dict[str, Text]] = {
    "cloud": Text(en="AWS Cloud", ko="AWS 클라우드"),
    "region": Text(en="Region", ko="리전"),
    "other_region": Text(en="Second Region", ko="두 번째 리전"),
    "vpc": Text(en="VPC", ko="VPC"),
    "public": Text(en="Public subnet", ko="퍼블릭 서브넷"),
    "private": Text(en="Private subnet", ko="프라이빗 서브넷"),
    "data": Text(en="Data subnet", ko="데이터 서브넷"),
    "endpoints": Text(en="Endpoints", ko="엔드포인트"),
    "private_workloads": Text(en="Workloads", ko="워크로드"),
    "compute_workloads": Text(en="Workloads", ko="워크로드"),
    "regional_entry": Text(en="Entry and triggers", ko="진입점·트리거"),
    "regional_compute": Text(en="Compute", ko="컴퓨팅"),
    "regional_data": Text(en="Data", ko="데이터"),
    "regional_async": Text(en="Async", ko="비동기"),
    "regional_security": Text(en="Security", ko="보안"),
    "regional_operations": Text(en="Operations", ko="운영"),
    "staging_account": Text(en="Staging account", ko="스테이징 계정"),
    "account": Text(en="Account-wide", ko="계정 전체"),
}

PRODUCTION: Final = Text(en="production account", ko="운영 계정")

OUTSIDE: Final[dict[str, Text]] = {
    "Users": Text(en="Users", ko="사용자"),
    "Internet": Text(en="Internet", ko="인터넷"),
    "Office network": Text(en="Office network", ko="사무실 네트워크"),
    "Second Region": Text(en="Second Region", ko="두 번째 리전"),
    "Other VPCs": Text(en="Other VPCs", ko="다른 VPC"),
}

KINDS: Final[dict[Kind, Text]] = {
    "request": Text(en="Request", ko="요청"),
    "async": Text(en="Asynchronous", ko="비동기"),
    "data": Text(en="Data", ko="데이터"),
    "auth": Text(en="Sign-in and permissions", ko="인증·권한"),
    "operations": Text(en="Operations", ko="운영·관측"),
    "replication": Text(en="Replication", ko="복제"),
}

ZONE: Final = Text(en="Zone {zone}", ko="가용 영역 {zone}")
ZONES: Final = Text(en="{zones} zones", ko="가용 영역 {zones}개")
COSTS: Final = Text(en="Green badges show the typical monthly cost", ko="초록색 배지는 보통의 월 비용입니다")
DESCRIPTION: Final = Text(
    en="{components} components and {connections} connections, read from left to right.",
    ko="구성 요소 {components}개와 연결 {connections}개를 왼쪽에서 오른쪽으로 읽습니다.",
)
MARKS: Final[dict[Mark, Text]] = {
    "new": Text(en="New", ko="추가"),
    "gone": Text(en="Gone", ko="제거"),
    "changed": Text(en="Changed", ko="변경"),
}
SIGNS: Final[dict[Mark, str]] = {"new": "+", "gone": "−", "changed": "~"}
CHANGES: Final = Text(
    en="Two architectures in one. Components: {new} new, {gone} gone, {changed} changed; all others stay.",
    ko="두 아키텍처를 함께 그린 그림입니다. 추가 {new}개, 제거 {gone}개, 변경 {changed}개이며 나머지는 그대로입니다.",
)


def service_name(service: str, language: Language) -> str:
    """The name of a service; AWS names stay English, what stands outside AWS is translated."""
    return OUTSIDE[service].in_language(language) if service in OUTSIDE else service
