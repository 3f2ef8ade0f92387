"""Words: the pages of the rulebook and of its proof."""

RULES = {
    "rules.title": ("The rulebook", "규칙집"),
    "rules.lead": (
        "{decisions} decisions over {inputs} inputs, {guardrails} guardrails, {sources} sources, all published here.",
        "입력 {inputs}개, 결정 {decisions}개, 가드레일 {guardrails}개, 출처 {sources}개를 모두 공개합니다.",
    ),
    "rules.fingerprint": ("Rulebook fingerprint {fingerprint}", "규칙집 지문(fingerprint) {fingerprint}"),
    "rules.guardrails": ("All guardrails", "가드레일 모두 보기"),
    "rules.proof": (
        "What is proven of this rulebook, over every possible set of answers",
        "가능한 모든 답변 조합에서 증명한 내용",
    ),
    "kind.part": ("Parts", "부분"),
    "kind.part_text": ("What runs each part of the workload.", "워크로드의 각 부분을 무엇으로 실행하는지 정합니다."),
    "kind.shared": ("Shared decisions", "공통 결정"),
    "kind.shared_text": ("What the parts share.", "여러 부분이 함께 쓰는 것을 정합니다."),
    "kind.finding": ("Findings", "중간 판단"),
    "kind.finding_text": (
        "Conclusions that other decisions use; they add no components themselves.",
        "다른 결정에서 사용하는 결론입니다. 직접 추가하는 구성 요소는 없습니다.",
    ),
    "kind.comparison": ("Comparisons", "비용 비교"),
    "kind.comparison_text": (
        "Which of two bills is lower, priced in advance. The only way in which cost reaches a decision.",
        "두 구성 중 어느 쪽 비용이 낮은지 미리 계산해 둡니다. 비용이 결정에 쓰이는 유일한 경로입니다.",
    ),
    "comparison.bills": ("The two bills", "비교하는 두 구성"),
    "comparison.bills_text": (
        "What each side is charged for in a month: a quantity by formula, times the price of the Region.",
        "한 달 동안 각 구성에 부과되는 항목입니다. 공식으로 구한 수량에 리전의 단가를 곱합니다.",
    ),
    "comparison.item": ("Item", "항목"),
    "comparison.quantity": ("Quantity", "수량"),
    "comparison.price": ("Price", "가격 항목"),
    "comparison.cells": ("What both cost a month", "구간별 월 비용"),
    "comparison.cells_text": (
        "Every range is priced at its ends. A side is cheaper if the other costs at least 15% more at all of them.",
        "구간마다 양 끝 값으로 비용을 계산합니다. 모든 끝 값에서 다른 쪽이 15% 이상 비싸야 더 저렴하다고 봅니다.",
    ),
    "comparison.result": ("Result", "결과"),
    "axis.cost": ("cost", "비용"),
    "axis.users": ("users", "사용자"),
    "axis.time": ("time", "시간"),
    "axis.space": ("space", "공간"),
    "policy.first": (
        "The first row whose tests all hold decides.",
        "위에서부터 모든 조건이 맞는 첫 행으로 결정합니다.",
    ),
    "policy.unique": ("Exactly one row can hold.", "조건이 맞는 행은 정확히 하나입니다."),
    "policy.collect": ("Every row that holds adds its outcome.", "조건이 맞는 모든 행의 결과를 모읍니다."),
    "rule.table": ("Rules", "규칙"),
    "rule.otherwise": ("otherwise", "그 밖에는"),
    "rule.outcomes": ("Outcomes", "결과"),
    "rule.adds_nothing": ("Adds no component.", "추가하는 구성 요소가 없습니다."),
    "rule.traits": ("Traits:", "특성:"),
    "rule.instead": ("If chosen instead:", "대신 선택하면:"),
    "rule.graph": ("Place in the requirements graph", "요구 사항 그래프에서의 위치"),
    "rule.reads": ("Reads", "사용하는 사실"),
    "rule.reads_nothing": ("Nothing: the result is always the same.", "없음(결과가 항상 같음)"),
    "rule.read_by": ("Read by", "이 결정을 사용하는 결정"),
    "rule.read_by_nothing": ("No other decision.", "다른 결정에서 사용하지 않습니다."),
    "rule.examples": ("Examples that test the table", "표를 검증하는 예제"),
    "rule.nothing_given": ("nothing answered", "답변 없음"),
    "rule.shows": ("shows", "검증하는 주장:"),
    "node.input": ("input", "입력"),
    "node.decision": ("decision", "결정"),
    "node.trait": ("trait", "특성"),
}

PROOF = {
    "proof.title": ("The rulebook, proven", "증명된 규칙집"),
    "proof.lead": (
        "Every claim below was checked by a solver over the whole space of answers, not over samples or examples.",
        "아래의 모든 성질은 표본이나 예제가 아니라 답변 공간 전체를 대상으로 솔버가 검증했습니다.",
    ),
    "proof.answer_sets": ("possible answer sets", "가능한 답변 조합"),
    "proof.digits": ("In full", "전체 자릿수"),
    "proof.findings": ("Findings", "발견된 문제"),
    "proof.made": ("Proven on", "증명한 날짜"),
    "proof.seconds": ("in {seconds} s, with the report below", "아래 보고를 포함해 {seconds}초"),
    "proof.fingerprint": ("Rulebook fingerprint", "규칙집 지문(fingerprint)"),
    "proof.properties": ("What was proven", "증명한 성질"),
    "proof.property": ("Property", "성질"),
    "proof.checked": ("Checked", "대상 수"),
    "proof.space": ("Over", "범위"),
    "proof.result": ("Result", "결과"),
    "proof.holds": ("holds", "성립"),
    "proof.fails": ("{n} {n:exception|exceptions}", "예외 {n}건"),
    "proof.none": (
        "No exception was found: each property holds for every answer set of its space.",
        "예외가 없습니다. 모든 성질이 해당 범위의 모든 답변 조합에서 성립합니다.",
    ),
    "proof.faults": (
        "What does not hold, as the check tells rule authors (in English), each with answers that show it.",
        "성립하지 않는 내용입니다. 규칙 작성자용 검사 결과(영어)이며 이를 보여 주는 답변을 함께 제시합니다.",
    ),
    "proof.witness": ("Answers that show it", "이를 보여 주는 답변"),
    "proof.reached": ("How often each outcome comes out", "결과가 나오는 빈도"),
    "proof.reached_text": (
        (
            "Counted over {sampled} sampled answer sets and over {near} answer sets that differ from a story in at "
            "most two answers. A share of 0% means rare, not impossible: each outcome is proven above to be possible."
        ),
        (
            "표본 답변 조합 {sampled}개와, 예제에서 답변이 최대 두 개 다른 조합 {near}개에서 센 비율입니다. "
            "0%는 드물다는 뜻이며 불가능하다는 뜻이 아닙니다. 모든 결과가 나올 수 있다는 것은 위에서 증명했습니다."
        ),
    ),
    "proof.outcome": ("Outcome", "결과"),
    "proof.sampled": ("Sampled", "표본"),
    "proof.near": ("Near a story", "예제 근처"),
    "proof.unsure": ("All “not sure”", "모두 '잘 모르겠음'"),
    "proof.yes": ("yes", "예"),
    "proof.deciding": ("Which answers decide most", "가장 많은 것을 정하는 답변"),
    "proof.deciding_text": (
        "How many bits of uncertainty about all decisions one answer takes away on average.",
        "답변 하나가 전체 결정의 불확실성을 평균 몇 비트 줄이는지 나타냅니다.",
    ),
    "proof.bits": ("{bits} bits", "{bits}비트"),
    "proof.further": ("Show the rest", "나머지 보기"),
    "proof.otherwise": ("How often a table falls through to “otherwise”", "'그 밖에는' 행으로 정해지는 비율"),
    "proof.otherwise_text": (
        "The share of sampled answer sets in which no other row of the table holds.",
        "표의 다른 행이 하나도 맞지 않는 표본 답변 조합의 비율입니다.",
    ),
}

PROVEN = {
    "proven.complete": (
        "Every table gives an outcome.",
        "모든 표가 결과를 냅니다.",
    ),
    "proven.unique": (
        "No two rows of a unique table hold at once.",
        "unique 표에서 두 행이 동시에 성립하지 않습니다.",
    ),
    "proven.consistent": (
        "Without the contradictions, answers are left.",
        "모순되는 답변을 제외해도 가능한 답변이 남습니다.",
    ),
    "proven.alive": (
        "Every row fires and every outcome comes out; of a comparison, those that prices give.",
        "모든 행이 적용되고 모든 결과가 나올 수 있습니다(비교는 가격에 따라 나오는 결과만).",
    ),
    "proven.speaking": (
        "Every guardrail can speak.",
        "모든 가드레일은 적용될 수 있습니다.",
    ),
    "proven.roles": (
        "No role is filled with two types.",
        "한 역할에 두 유형이 들어가지 않습니다.",
    ),
    "proven.connected": (
        "Every required connection has both ends.",
        "필수 연결은 양쪽 끝이 모두 있습니다.",
    ),
    "proven.open": (
        "No service that is closed or at its end is ever added.",
        "신규 가입이 종료되었거나 지원이 끝난 서비스를 추가하지 않습니다.",
    ),
    "proven.used": (
        "Every component type is added by some outcome, unless it is declared as only priced.",
        "가격 계산 전용으로 표시한 유형을 뺀 모든 구성 요소 유형을 추가하는 결과가 있습니다.",
    ),
    "proven.mattering": (
        "Every value of every input changes an outcome, a guardrail or a quantity, unless it declares what it awaits.",
        "입력의 모든 값이 결과, 가드레일 또는 수량을 바꿉니다. 무엇을 기다리는지 밝힌 값은 예외입니다.",
    ),
    "proven.over_answers": (
        "all answers",
        "모든 답변",
    ),
    "proven.over_consistent": (
        "all answers that do not contradict each other",
        "서로 모순되지 않는 모든 답변",
    ),
    "proven.over_pins": (
        "all answers with all pins",
        "모든 답변과 모든 고정의 조합",
    ),
}
