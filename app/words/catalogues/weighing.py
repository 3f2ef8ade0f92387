"""Words: alternatives side by side, savings, the budget, line items as a file, another currency."""

WEIGHING = {
    "alternative.frame": (
        "The comparison; scrolls sideways on narrow screens",
        "비교 표(좁은 화면에서는 가로로 스크롤)",
    ),
    "alternative.column": ("Architecture", "아키텍처"),
    "alternative.own": ("This advice", "이 추천"),
    "alternative.run": ("You run", "직접 운영"),
    "alternative.wait": ("Wait for a start", "시작 대기"),
    "alternative.best": ("nothing beats it", "더 나은 것 없음"),
    "alternative.measures": (
        (
            "Tags mark what nothing beats in cost, in what there is to run and in waits for a start. What draws a "
            "new caution gets none. Waits are those with a source (cold starts, a paused database that resumes); other "
            "latency is not compared."
        ),
        (
            "비용, 운영 부담, 시작 대기 세 가지에서 더 나은 것이 없는 아키텍처에 표시합니다. "
            "새로운 주의가 생기는 것에는 표시하지 않습니다. 대기는 출처가 있는 것(콜드 스타트, "
            "일시 중지된 데이터베이스의 재개)만 비교하며 그 밖의 지연 시간은 비교하지 않습니다."
        ),
    ),
    "alternative.not_feasible": ("Would not work for these answers", "이 답변에서는 작동하지 않는 것"),
    "place_of.cheapest": ("cheapest", "가장 저렴"),
    "place_of.fastest": ("quickest to start", "시작이 가장 빠름"),
    "place_of.least_to_run": ("least to run", "운영 부담 최소"),
    "run.much": ("patch {n}", "패치 {n}개"),
    "run.some": ("upgrade {n}", "업그레이드 {n}개"),
    "run.little": ("size {n}", "용량 설정 {n}개"),
    "run.nothing": ("nothing", "없음"),
    "alternative.cautions": ("{n} cautions", "주의 {n}건"),
    "spread.title": ("What drives the spread", "비용 범위를 좌우하는 수치"),
    "spread.lead": (
        (
            "One uncertain number at a time at its low and its high end, all others typical, the decisions unchanged. "
            "The typical month is {amount} (the mark)."
        ),
        (
            "불확실한 수치를 하나씩 낮은 값과 높은 값으로 바꿨을 때의 월 비용입니다. "
            "나머지 수치와 결정은 그대로 둡니다. 현재 월 비용(보통)은 {amount}(표시선)입니다."
        ),
    ),
    "spread.further": (
        "{n:One further number moves|{n} further numbers move} it less.",
        "나머지 수치 {n}개는 영향이 더 작습니다.",
    ),
    "spread.none": ("No number is uncertain.", "불확실한 수치가 없습니다."),
    "cost.csv": ("Line items as CSV", "항목을 CSV로 받기"),
    "cost.converted": (
        "In {code}, at your rate of {rate} {code} per USD",
        "{code} 환산(입력한 환율 1 USD = {rate} {code})",
    ),
    "cost.converted_is": (
        "{amount} at your rate of {rate} {code} per USD",
        "{amount}(입력한 환율 1 USD = {rate} {code})",
    ),
    "currency.title": ("Show totals in another currency", "다른 통화로 합계 보기"),
    "currency.code": ("Currency (ISO 4217)", "통화(ISO 4217)"),
    "currency.rate": ("One USD is", "1 USD 환율"),
    "currency.show": ("Show", "보기"),
    "saving.title": ("What would save", "줄일 수 있는 비용"),
    "saving.lead": (
        "Each on its own, in a typical month; they do not simply add up. None is in the total above.",
        "하나씩 적용했을 때의 월 비용(보통) 기준이며 단순히 더할 수는 없습니다. 위 합계에는 반영하지 않았습니다.",
    ),
    "saving.exactly": ("−{amount} a month", "월 −{amount}"),
    "saving.between": ("−{least} to −{most} a month", "월 −{least}~−{most}"),
    "saving.up_to": ("up to −{amount} a month", "월 최대 −{amount}"),
    "saving.effort": ("Effort:", "작업량:"),
    "saving.take": ("See the advice with this", "적용한 추천 보기"),
    "budget.title": ("Above the budget of {amount}", "예산 {amount} 초과"),
    "budget.fits": (
        "The cheapest advice found that keeps every answer costs {amount} a month and fits. It fixes:",
        "모든 답변을 지키면서 찾은 가장 저렴한 대안은 월 {amount}이며 예산 안에 들어옵니다. 고정할 결정:",
    ),
    "budget.closest": (
        "Even the cheapest advice found that keeps every answer costs {amount} a month. It fixes:",
        "모든 답변을 지키면서 찾은 가장 저렴한 대안도 월 {amount}입니다. 고정할 결정:",
    ),
    "budget.nothing_cheaper": (
        "No cheaper advice was found that keeps every answer.",
        "모든 답변을 지키면서 더 저렴한 대안은 찾지 못했습니다.",
    ),
    "budget.costliest": (
        "The answer that costs most: “{question}” – {words}. With “{other}” the month costs {saved} less: {monthly}.",
        "비용이 가장 많이 드는 답변: “{question}” – {words}. “{other}”{:으로} 바꾸면 월 {saved} 줄어 {monthly}입니다.",
    ),
    "budget.then_fits": ("That would fit.", "그러면 예산 안에 들어옵니다."),
    "budget.then_not": ("That alone would not fit either.", "그것만으로는 예산 안에 들어오지 않습니다."),
}
