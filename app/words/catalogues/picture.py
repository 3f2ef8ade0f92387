"""Words of the picture: its frames, lines and marks, and the services whose name is no proper name of AWS."""

PICTURE = {
    "frame.cloud": ("AWS Cloud", "AWS 클라우드"),
    "frame.region": ("Region", "리전"),
    "frame.other_region": ("Second Region", "두 번째 리전"),
    "frame.vpc": ("VPC", "VPC"),
    "frame.public": ("Public subnet", "퍼블릭 서브넷"),
    "frame.private": ("Private subnet", "프라이빗 서브넷"),
    "frame.data": ("Data subnet", "데이터 서브넷"),
    "frame.endpoints": ("Endpoints", "엔드포인트"),
    "frame.private_workloads": ("Workloads", "워크로드"),
    "frame.compute_workloads": ("Workloads", "워크로드"),
    "frame.regional_entry": ("Entry and triggers", "진입점·트리거"),
    "frame.regional_compute": ("Compute", "컴퓨팅"),
    "frame.regional_data": ("Data", "데이터"),
    "frame.regional_async": ("Async", "비동기"),
    "frame.regional_security": ("Security", "보안"),
    "frame.regional_operations": ("Operations", "운영"),
    "frame.staging_account": ("Staging account", "스테이징 계정"),
    "frame.account": ("Account-wide", "계정 전체"),
    "line.request": ("Request", "요청"),
    "line.async": ("Asynchronous", "비동기"),
    "line.data": ("Data", "데이터"),
    "line.auth": ("Sign-in and permissions", "인증·권한"),
    "line.operations": ("Operations", "운영·관측"),
    "line.replication": ("Replication", "복제"),
    "mark.new": ("New", "추가"),
    "mark.gone": ("Gone", "제거"),
    "mark.changed": ("Changed", "변경"),
    "picture.production": ("production account", "운영 계정"),
    "picture.zone": ("Zone {zone}", "가용 영역 {zone}"),
    "picture.costs": ("Green badges show the typical monthly cost", "초록색 배지는 월 비용(보통)입니다"),
    "picture.description": (
        (
            "{components} {components:component|components} and {connections} {connections:connection|connections}, "
            "read from left to right."
        ),
        "구성 요소 {components}개와 연결 {connections}개를 왼쪽에서 오른쪽으로 읽습니다.",
    ),
    "picture.changes": (
        "Two architectures in one. Components: {new} new, {gone} gone, {changed} changed; all others stay.",
        "두 아키텍처를 함께 그렸습니다. 추가 {new}개, 제거 {gone}개, 변경 {changed}개이며 나머지는 그대로입니다.",
    ),
    "picture.untitled": ("AWS architecture", "AWS 아키텍처"),
    "picture.apart": ("{service} ({label})", "{service}({label})"),
    "picture.region": ("Region {region}", "{region} 리전"),
    "picture.outside": ("Outside AWS", "AWS 외부"),
    "picture.edge": ("Edge", "엣지"),
    "component.priced_alone": ("priced alone", "단독 견적"),
    "component.not_listed": ("not listed", "목록에 없음"),
}

SERVICES = {
    "service.Amazon EC2 (Teleport or JumpServer)": (
        "Amazon EC2 (Teleport or JumpServer)",
        "Amazon EC2(Teleport 또는 JumpServer)",
    ),
    "service.Amazon EC2 with GPUs": ("Amazon EC2 with GPUs", "Amazon EC2(GPU)"),
    "service.Amazon ECS cluster": ("Amazon ECS cluster", "Amazon ECS 클러스터"),
    "service.Aurora serverless": ("Aurora serverless", "Aurora Serverless"),
    "service.Data transfer": ("Data transfer", "데이터 전송"),
    "service.Gateway Load Balancer endpoint": ("Gateway Load Balancer endpoint", "Gateway Load Balancer 엔드포인트"),
    "service.Gateway VPC endpoint": ("Gateway VPC endpoint", "게이트웨이 VPC 엔드포인트"),
    "service.Interface VPC endpoints (AWS PrivateLink)": (
        "Interface VPC endpoints (AWS PrivateLink)",
        "인터페이스 VPC 엔드포인트(PrivateLink)",
    ),
    "service.Internet": ("Internet", "인터넷"),
    "service.NAT gateway": ("NAT gateway", "NAT 게이트웨이"),
    "service.Office network": ("Office network", "사무실 네트워크"),
    "service.Other VPCs": ("Other VPCs", "다른 VPC"),
    "service.Pods on Amazon EKS": ("Pods on Amazon EKS", "Amazon EKS 파드"),
    "service.Prometheus and Grafana on Amazon EKS": (
        "Prometheus and Grafana on Amazon EKS",
        "Amazon EKS의 Prometheus와 Grafana",
    ),
    "service.Public IPv4 address": ("Public IPv4 address", "퍼블릭 IPv4 주소"),
    "service.RDS for Oracle or SQL Server": ("RDS for Oracle or SQL Server", "RDS for Oracle 또는 SQL Server"),
    "service.Route 53 Resolver endpoint": ("Route 53 Resolver endpoint", "Route 53 Resolver 엔드포인트"),
    "service.Second Region": ("Second Region", "두 번째 리전"),
    "service.Users": ("Users", "사용자"),
}
"""Services by the name that the rule files give them; a service that is not here has the same name in Korean."""
