"""Architectures of many shapes, written in a short notation, for the tests of the picture."""

from decimal import Decimal

from app.domain.model.architecture import Kind
from app.domain.report.report import ArchitectureNote, ComponentNote, ConnectionNote
from app.words.text import Text

# id: service, icon, place, group, tier, role in English, role in Korean
CATALOGUE = {
    row.split("|")[0].strip(): [part.strip() for part in row.split("|")[1:]]
    for row in """
users | Users | users | outside | outside | 1 | web and mobile | 웹·모바일
office | Office network | office_building | outside | outside | 1 | staff | 직원
internet | Internet | internet | outside | outside | 9 | payment and mail services | 결제·메일 서비스
slack | Slack | internet | outside | outside | 9 | on call | 당직 알림
dns | Amazon Route 53 | route_53 | edge | edge | 1 | DNS | DNS
cdn | Amazon CloudFront | cloudfront | edge | edge | 2 | pages and WebSocket | 페이지·WebSocket
waf | AWS WAF | waf | edge | edge | 3 | rules against attacks | 공격 차단 규칙
accel | AWS Global Accelerator | global_accelerator | edge | edge | 2 | static addresses | 고정 IP 주소
entry | Application Load Balancer | alb | public | public | 2 | HTTPS and WebSocket | HTTPS·WebSocket
nat | NAT gateway | nat_gateway | public | public | 8 | calls to the internet | 외부 호출
api | AWS Fargate | fargate | private | private | 3 | API | API
realtime | AWS Fargate | fargate | private | private | 3 | chat rooms | 채팅방
worker | AWS Fargate | fargate | private | private | 4 | background work | 백그라운드 작업
job | AWS Fargate | fargate | private | private | 4 | nightly export of all records | 야간 전체 기록 내보내기
s3_ep | Gateway VPC endpoint | vpc_endpoint | private | private | 8 | S3 | S3
ddb_ep | Gateway VPC endpoint | vpc_endpoint | private | private | 8 | DynamoDB | DynamoDB
svc_ep | Interface VPC endpoints (AWS PrivateLink) | privatelink | private | private | 8 | ECR, logs | ECR·로그
cache | Amazon ElastiCache | elasticache | data | data | 5 | sessions, pub/sub | 세션·pub/sub
database | Amazon RDS for PostgreSQL | rds | data | data | 5 | accounts and orders | 계정·주문
search | Amazon OpenSearch Service | opensearch | data | data | 6 | full-text search | 전문 검색
gateway | Amazon API Gateway | api_gateway | regional | regional_entry | 2 | HTTP API | HTTP API
socket | Amazon API Gateway | api_gateway | regional | regional_entry | 2 | WebSocket API | WebSocket API
fn | AWS Lambda | lambda | regional | regional_compute | 3 | business logic | 비즈니스 로직
fn2 | AWS Lambda | lambda | regional | regional_compute | 4 | push worker | 푸시 워커
flow | AWS Step Functions | step_functions | regional | regional_compute | 4 | order of the steps | 단계 순서
table | Amazon DynamoDB | dynamodb | regional | regional_data | 5 | on demand | 온디맨드
files | Amazon S3 | s3 | regional | regional_data | 5 | pages and pictures | 정적 파일
lake | Amazon S3 | s3 | regional | regional_data | 6 | events of the last years | 지난 몇 년의 이벤트
queue | Amazon SQS | sqs | regional | regional_async | 4 | push jobs | 푸시 작업
dlq | Amazon SQS | sqs | regional | regional_async | 6 | failed messages | 실패 메시지
bus | Amazon EventBridge | eventbridge | regional | regional_async | 4 | domain events | 도메인 이벤트
topic | Amazon SNS | sns | regional | regional_async | 5 | fan-out | 팬아웃
sign_in | Amazon Cognito | cognito | regional | regional_security | 3 | sign-in, JWT | 로그인·JWT
secrets | AWS Secrets Manager | secrets_manager | regional | regional_security | 6 | database password | DB 비밀번호
keys | AWS KMS | kms | regional | regional_security | 6 | encryption keys | 암호화 키
watch | Amazon CloudWatch | cloudwatch | regional | regional_operations | 7 | logs and alarms | 로그·알람
alerts | Amazon SNS | sns | regional | regional_operations | 8 | alarms to people | 알람 전달
traces | AWS X-Ray | x_ray | regional | regional_operations | 7 | traces | 추적
registry | Amazon ECR | ecr | regional | regional_operations | 8 | images | 이미지
budgets | AWS Budgets | budgets | account | account | 9 | alarm at 80 percent | 80% 알림
trail | AWS CloudTrail | cloudtrail | account | account | 9 | audit log | 감사 로그
replica | Second Region | region_group | other_region | other_region | 9 | copied data | 복제 데이터
staging | AWS Fargate Spot | fargate | account | account | 7 | staging | 스테이징
iam | AWS IAM | iam | account | account | 9 | roles of least privilege | 최소 권한 역할
guard | Amazon GuardDuty | guardduty | account | account | 9 | threat detection | 위협 탐지
""".strip().splitlines()
}

KINDS: dict[str, Kind] = {"r": "request", "a": "async", "d": "data", "u": "auth", "o": "operations", "p": "replication"}
KOREAN = {
    "static files": "정적 파일", "DNS lookup": "DNS 조회", "sign in": "로그인", "verify JWT": "JWT 검증",
    "invoke": "호출", "read, write": "읽기·쓰기", "logs": "로그", "metrics": "지표", "alarm": "알람",
    "push jobs": "푸시 작업", "batches": "배치 폴링", "after 3 tries": "3회 실패", "password": "비밀번호",
    "external API": "외부 API", "chat log": "채팅 로그", "filter": "필터", "images": "이미지", "events": "이벤트",
}  # fmt: skip


def component(role: str, *, zones: int = 1, count: str = "1") -> ComponentNote:
    """A component of the catalogue; `thing2` and so on are further ones of the same kind."""
    known = role if role in CATALOGUE else role.rstrip("0123456789_")
    service, icon, place, group, tier, english, korean = CATALOGUE[known]
    counts = {"low": Decimal(count), "typical": Decimal(count), "high": Decimal(count)}
    return ComponentNote.model_validate({
        "id": role, "type": known, "service": service, "label": Text(en=english, ko=korean), "place": place,
        "group": group, "zones": zones, "count": Decimal(count), "size": "", "icon": icon, "tier": int(tier),
        "counts": counts, "load": {}, "decisions": [],
    })  # fmt: skip


def architecture(
    roles: str,
    lines: str,
    *,
    zones: int = 1,
    counts: dict[str, str] | None = None,
    settings: dict[str, str] | None = None,
) -> ArchitectureNote:
    """`roles` by spaces; `lines` as "from>to kind label" by semicolons."""
    connections = []
    for row in filter(None, (part.strip() for part in lines.split(";"))):
        ends, kind, *label = row.split(" ", 2)
        source, target = ends.split(">")
        words = label[0] if label else "calls"
        connections.append(
            ConnectionNote(
                source=source,
                target=target,
                label=Text(en=words, ko=KOREAN.get(words, words)),
                kind=KINDS[kind],
                load={},
            )
        )
    return ArchitectureNote(
        region="ap-northeast-2",
        zones=zones,
        settings=settings or {},
        components=tuple([component(role, zones=zones, count=(counts or {}).get(role, "1")) for role in roles.split()]),
        connections=tuple(connections),
    )


SAMPLES: dict[str, ArchitectureNote] = {
    "documentation_site": architecture(
        "users dns cdn files budgets",
        "users>dns r DNS lookup; users>cdn r HTTPS; cdn>files d static files",
    ),
    "serverless_site": architecture(
        "users dns cdn files gateway fn table sign_in watch budgets trail",
        "users>dns r DNS lookup; users>cdn r HTTPS; cdn>files d static files; cdn>gateway r /api/*;"
        "users>sign_in u sign in;"
        "gateway>sign_in u verify JWT; gateway>fn r invoke; fn>table d read, write; fn>watch o logs",
    ),
    "chat_two_zones": architecture(
        "users cdn entry nat realtime ddb_ep cache database table queue dlq fn2 watch alerts slack",
        "users>cdn r HTTPS · WSS; cdn>entry r WebSocket; entry>realtime r WebSocket; realtime>cache d pub/sub;"
        "realtime>database d SQL; realtime>ddb_ep d chat log; ddb_ep>table d chat log; realtime>queue a push jobs;"
        "queue>fn2 a batches; queue>dlq a after 3 tries; realtime>nat r external API; nat>slack r external API;"
        "realtime>watch o metrics; fn2>watch o metrics; watch>alerts o alarm; dlq>watch o metrics",
        zones=2,
        counts={"realtime": "2", "nat": "2"},
    ),
    "export_with_endpoints": architecture(
        "users bus job s3_ep svc_ep database files watch registry secrets budgets trail iam",
        "bus>job a events; job>database d SQL; job>s3_ep d export files;"
        "s3_ep>files d export files; job>svc_ep o images;"
        "svc_ep>registry o images; svc_ep>watch o logs; users>files r download; job>secrets u password",
    ),
    "everything": architecture(
        "users office dns cdn waf accel gateway entry nat api realtime worker svc_ep s3_ep cache database search "
        "fn fn2 flow table files lake queue dlq bus topic sign_in secrets keys watch alerts traces registry internet "
        "budgets trail iam guard",
        "users>dns r DNS lookup; users>cdn r HTTPS; waf>cdn u filter; cdn>entry r HTTPS; cdn>files d static files;"
        "cdn>gateway r /api/*; gateway>fn r invoke; entry>api r HTTP; entry>realtime r WebSocket;"
        "users>sign_in u sign in;"
        "office>accel r VPN; accel>entry r HTTPS; api>database d SQL; api>cache d sessions; realtime>cache d pub/sub;"
        "worker>database d SQL; api>search d query; api>queue a jobs; queue>worker a batches;"
        "queue>dlq a after 3 tries;"
        "fn>table d read, write; fn>bus a events; bus>flow a events; flow>fn2 r invoke;"
        "fn2>lake d events; bus>topic a events;"
        "api>secrets u password; worker>nat r external API; nat>internet r external API; api>svc_ep o logs;"
        "svc_ep>watch o logs; svc_ep>registry o images; api>s3_ep d files; s3_ep>files d files; fn>watch o logs;"
        "watch>alerts o alarm; api>traces o traces; gateway>sign_in u verify JWT; database>keys u encrypt",
        zones=2,
        counts={"api": "4", "realtime": "3"},
    ),
    "vpc_without_entry": architecture(
        "job database s3_ep files watch", "job>database d SQL; job>s3_ep d files;s3_ep>files d files; job>watch o logs"
    ),
    "backwards": architecture(
        "users cdn entry api database table queue fn",
        "database>api d change events; api>entry r answer; entry>cdn r answer; cdn>users r push; table>fn a stream;"
        "fn>queue a jobs; queue>api a jobs; database>users r download",
    ),
    "inside_one_group": architecture(
        "users entry api realtime worker job",
        "users>entry r HTTPS; entry>api r HTTP; api>realtime r HTTP; realtime>worker a jobs; worker>job a jobs;"
        "job>api d result; api>job r start; worker>worker a try again; api>api r health",
    ),
    "many_into_one": architecture(
        "users cdn gateway socket fn fn2 flow table files queue bus topic watch alerts",
        "users>cdn r HTTPS; cdn>gateway r /api/*; cdn>socket r WebSocket; gateway>fn r invoke; socket>fn2 r invoke;"
        "fn>flow r start; fn>table d read, write; fn2>table d connections; flow>table d state; files>table d index;"
        "queue>table d jobs; bus>table d events; fn>watch o logs; fn2>watch o logs;"
        "flow>watch o logs; gateway>watch o logs;"
        "socket>watch o logs; queue>watch o metrics; table>watch o metrics; watch>alerts o alarm; bus>topic a events",
    ),
    "event_pipeline": architecture(
        "users gateway fn bus queue dlq fn2 topic table lake watch traces alerts secrets keys sign_in",
        "users>gateway r HTTPS; users>sign_in u sign in; gateway>fn r invoke; fn>bus a events; bus>queue a events;"
        "queue>fn2 a batches; queue>dlq a after 3 tries; fn2>table d read, write;"
        "fn2>topic a events; bus>lake a events;"
        "fn2>secrets u password; table>keys u encrypt; fn>watch o logs; fn2>watch o logs;"
        "fn>traces o traces; watch>alerts o alarm",
    ),
    "two_sites_office": architecture(
        "office users accel entry api database cache internet nat watch database2",
        "office>accel r VPN; users>accel r HTTPS; accel>entry r HTTPS; entry>api r HTTP;"
        "api>database d SQL; api>cache d sessions;"
        "database>database2 p replication; api>nat r external API; nat>internet r external API; api>watch o logs",
        zones=3,
        counts={"api": "6"},
    ),
    "only_operations": architecture("watch alerts traces registry iam", "watch>alerts o alarm; traces>watch o metrics"),
    "functions_in_common": architecture(
        "users gateway fn fn2 flow table files queue replica staging trail",
        "users>gateway r HTTPS; gateway>fn r invoke; flow>fn2 r invoke; fn>table d read, write;"
        "fn2>table d read, write; fn>files d files; fn2>files d files; fn>queue a push jobs; table>replica p copies;"
        "files>replica p copies",
        settings={"accounts": "per_environment", "other_region": "ap-northeast-1"},
    ),
    "only_users": architecture("users", ""),
    "many_files": architecture(
        "users cdn " + " ".join(f"files{at}" for at in range(2, 9)),
        "users>cdn r HTTPS;" + ";".join(f"cdn>files{at} d static files" for at in range(2, 9)),
    ),
}
