"""Words of a report: values and tests of facts, the summary, costs, alternatives, what must be said about them."""

VALUES = {
    "value.yes": ("yes", "예"),
    "value.no": ("no", "아니요"),
    "value.written": ("{words} ({written})", "{words}({written})"),
    "value.none_of_these": ("none of these", "해당 없음"),
    "value.none": ("none", "없음"),
    "test.at_least": ("at least {value}", "{value} 이상"),
    "test.at_most": ("at most {value}", "{value} 이하"),
    "test.more_than": ("more than {value}", "{value} 초과"),
    "test.less_than": ("less than {value}", "{value} 미만"),
    "test.exactly": ("exactly {value}", "정확히 {value}"),
    "test.between": ("between {low} and {high}", "{low}~{high}"),
    "test.not": ("not {value}", "{value} 아님"),
    "test.includes": ("includes {value}", "{value} 포함"),
    "test.without": ("without {value}", "{value} 제외"),
    "test.only": ("only {value}", "{value}만"),
}

REPORT = {
    "summary.about": (
        "{services} in {region} ({level}), about {amount} a month ({low}–{high}).",
        "{region}의 {services}({level}), 월 약 {amount}({low}~{high}).",
    ),
    "summary.at_least": (
        "{services} in {region} ({level}), at least about {amount} a month ({low}–{high}).",
        "{region}의 {services}({level}), 월 최소 약 {amount}({low}~{high}).",
    ),
    "summary.implied_parts": (
        "No parts were named; your answers belong to this alone, so nothing else is assumed: {parts}.",
        "서비스를 이루는 부분은 답하지 않았지만 답변이 다음에만 해당하므로 다른 것은 가정하지 않습니다: {parts}.",
    ),
    "summary.usual_parts": (
        "No parts were named; assumed: {parts}.",
        "서비스를 이루는 부분을 답하지 않아 기본값으로 가정합니다: {parts}.",
    ),
    "summary.no_service": ("No AWS component", "AWS 구성 요소 없음"),
    "summary.service_and": ("{services} and {last}", "{services}, {last}"),
    "reason.pinned": ("You fixed this decision.", "직접 고정한 결정입니다."),
    "repair.outcome": ("no contradiction", "모순 없음"),
    "guardrail.over_budget": (
        "The typical monthly cost of {typical} exceeds the budget of {budget}.",
        "월 비용이 예산을 넘습니다: 보통 {typical}, 예산 {budget}.",
    ),
    "guardrail.lacks": (
        "{decision} needs {role} for “{label}”, but the pinned decisions leave it out.",
        "고정한 결정 때문에 {decision}에 필요한 구성 요소가 빠졌습니다: {role}({label}).",
    ),
    "guardrail.lacks_instead": ("Remove one of the pins.", "고정한 결정 중 하나를 해제해 주십시오."),
}

COSTS = {
    "tier.first": ("{name}, first {limit}", "{name}, 처음 {limit}까지"),
    "tier.over": ("{name}, over {limit}", "{name}, {limit} 초과분"),
    "allowance.taken": (
        "After the account's free allowance of {amount} a month.",
        "무료 사용량({amount}) 반영.",
    ),
    "allowance.taken_unverified": (
        "After the account's free allowance of {amount} a month (unverified).",
        "무료 사용량({amount}, 미확인) 반영.",
    ),
    "allowance.left": (
        "Without the account's free allowance of {amount} a month.",
        "무료 사용량({amount}) 미반영.",
    ),
    "allowance.left_unverified": (
        "Without the account's free allowance of {amount} a month (unverified).",
        "무료 사용량({amount}, 미확인) 미반영.",
    ),
    "compare.close": ("About the same", "비슷함"),
    "compare.cheaper": ("Cheaper: {side}", "더 저렴한 쪽: {side}"),
    "compare.amount": ("{amount}", "{amount}"),
    "compare.range": ("{low} to {high}", "{low}~{high}"),
    "compare.costs": (
        "{left}: {left_cost} a month. {right}: {right_cost} a month.",
        "{left}: 월 {left_cost}. {right}: 월 {right_cost}.",
    ),
    "compare.no_clear_side": (
        "In this range, neither always costs 15% more than the other.",
        "이 범위에서는 어느 한쪽이 항상 15% 이상 비싸지는 않습니다.",
    ),
    "compare.going_back": (
        "It follows from the answers and the price list; new prices can turn it.",
        "답변과 가격표에 따라 정해지며 가격이 바뀌면 달라질 수 있습니다.",
    ),
}

ALTERNATIVES = {
    "other.without_pin": (
        "Without this pin, your answers lead to: {outcome}.",
        "고정을 해제했을 때 답변에 따른 결과: {outcome}.",
    ),
    "other.pinned": (
        "The same answers with this fixed to {outcome}; what depends on it is decided again.",
        "같은 답변에서 {outcome}{:으로} 고정하고, 이에 따라 달라지는 결정을 다시 내린 결과입니다.",
    ),
    "other.forgone": (
        (
            "The lines of the bill are the same. Without the commitment that is advised, a discount of up to "
            "{amount} a month is lost."
        ),
        "견적 항목은 같습니다. 권장한 약정을 하지 않으면 월 최대 {amount}의 할인을 받지 못합니다.",
    ),
}
