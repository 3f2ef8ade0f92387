"""Words: the curve of cost against size."""

CURVE = {
    "curve.title": ("Cost by size", "규모별 비용"),
    "curve.back": ("Back to the advice", "추천으로 돌아가기"),
    "curve.open": ("Show what happens as it grows", "규모가 커질 때의 비용 보기"),
    "curve.lead": (
        (
            "{axis} from {smallest} to {largest}: what the advice and its alternatives cost in a typical month, and "
            "from which size on another one is the cheapest."
        ),
        (
            "{axis} {smallest}~{largest}에서 추천 구성과 경쟁 구성의 월 비용(보통), "
            "그리고 가장 저렴한 구성이 바뀌는 규모입니다."
        ),
    ),
    "curve.none": (
        "For these answers nothing competes with the advice in a way that depends on the size.",
        "이 답변에서는 규모에 따라 견줄 다른 구성이 없습니다.",
    ),
    "curve.frame": ("The chart; scrolls sideways on narrow screens", "그래프(좁은 화면에서는 가로로 스크롤)"),
    "curve.table_frame": ("The table; scrolls sideways on narrow screens", "표(좁은 화면에서는 가로로 스크롤)"),
    "curve.chart": ("{title}: monthly cost by size", "{title}: 규모별 월 비용"),
    "curve.usd": ("USD a month, parts that differ", "월 USD, 서로 다른 부분만"),
    "curve.now": ("Now {x}", "현재 {x}"),
    "curve.recommended": ("{label}, recommended", "{label}(추천)"),
    "curve.apart": (
        "Drawn are only the parts in which the lines differ, {amount} of the advice now; the table has the whole cost.",
        "그래프는 구성마다 다른 부분의 비용만 나타냅니다(추천 구성은 현재 {amount}). 표는 전체 비용입니다.",
    ),
    "curve.same": ("{label}: the cheapest at every size shown.", "모든 규모에서 가장 저렴한 구성: {label}."),
    "curve.first": ("Below {x}: {label} is the cheapest.", "{x} 미만에서 가장 저렴한 구성: {label}."),
    "curve.turn": (
        "From {x} on: {after} ({amount} a month in all).",
        "{x}부터 가장 저렴한 구성: {after}(전체 월 {amount}).",
    ),
    "curve.here": (
        "Now, at {x}: {amount} a month with {label}, as recommended; {least} with {cheapest}.",
        "현재 {x}: 추천 구성 {label} 월 {amount}, {cheapest} 월 {least}.",
    ),
    "curve.here_same": (
        "Now, at {x}: {amount} a month with {label}, as recommended, which is also the cheapest.",
        "현재 {x}: 추천 구성 {label} 월 {amount}(가장 저렴함).",
    ),
    "curve.beyond": (
        "From {x} on no line continues: the largest size no longer suffices ({services}).",
        "{x}부터는 가장 큰 크기로도 부족해 어느 선도 이어지지 않습니다({services}).",
    ),
    "curve.table": ("The same as a table", "표로 보기"),
    "curve.caption": (
        "Monthly cost in USD, typical; the cheapest is bold",
        "월 비용(USD, 보통), 굵은 값이 최저",
    ),
    "curve.cheapest": ("Cheapest", "가장 저렴한 구성"),
    "curve.outgrown": ("too large", "한도 초과"),
    "curve.is_now": ("now", "현재"),
    "curve.is_crossing": ("change", "전환점"),
    "curve.by_count": (
        "The cheapest at your size, by number of zones and of services. {label}: now {now}",
        "현재 규모에서 가장 저렴한 구성(가용 영역 수와 서비스 수별). {label}: 현재 {now}",
    ),
    "curve.count_span": ("{first} to {last}: {label}", "{first}~{last}개: {label}"),
    "curve.count_last": ("{first} or more: {label}", "{first}개 이상: {label}"),
    "curve.assumes": ("What the curve assumes", "그래프의 가정"),
    "curve.unknown": ("What it does not know", "그래프에 반영하지 않은 것"),
    "curve.not_people": (
        "The work of people: patching hosts, upgrading clusters and being on call cost more than a line shows.",
        "사람이 하는 일: 호스트 패치, 클러스터 업그레이드, 당직 비용은 선에 나타나지 않습니다.",
    ),
    "curve.not_discounts": (
        "Discounts: free allowances, Savings Plans, reserved capacity, Spot and negotiated prices are left out.",
        "할인: 무료 사용량, Savings Plans, 예약 용량, 스팟, 개별 협상 가격은 반영하지 않습니다.",
    ),
    "curve.not_limits": (
        (
            "Quotas and rebuilds: a line ends where its largest size no longer suffices, but account quotas, the "
            "cost of a move and what the advice would decide at another size are not in it."
        ),
        (
            "한도와 재설계: 가장 큰 크기로도 부족하면 선이 끝납니다. 계정 할당량, 이전 비용, "
            "다른 규모에서 추천이 달라지는 것은 반영하지 않습니다."
        ),
    ),
    "curve.exact": (
        (
            "A change is exact to one unit: from there on, up to the next size computed, the new line is cheaper. "
            "A change that comes and goes between two computed sizes is not told."
        ),
        (
            "전환점은 한 단위까지 정확합니다. 그 지점부터 다음 계산 지점까지 새 구성이 더 저렴합니다. "
            "두 계산 지점 사이에서 잠깐 바뀌었다 돌아오는 것은 표시하지 않습니다."
        ),
    ),
}
