"""Words of the command line: its tables and what it says of the budget."""

TERMINAL = {
    "cli.decision": ("Decision", "결정"),
    "cli.outcome": ("Outcome", "결과"),
    "cli.because": ("Because", "이유"),
    "cli.item": ("Line item", "항목"),
    "cli.quantity": ("Quantity", "수량"),
    "cli.unit_price": ("Unit price", "단가"),
    "cli.usd": ("USD", "USD"),
    "cli.not_in_total": ("not in the total", "합계 제외"),
    "cli.saving": ("Saving", "절감"),
    "cli.usd_a_month": ("USD a month", "USD/월"),
    "cli.effort": ("Effort", "작업량"),
    "cli.line": ("{component}: {item}", "{component}: {item}"),
    "cli.converted": (
        "{amount} (at your rate of {rate} {code} per USD)",
        "{amount}(입력한 환율 1 USD = {rate} {code})",
    ),
    "cli.fixed": ("{decision}: {outcome}", "{decision}: {outcome}"),
    "cli.nothing_fixed": ("this one", "이 추천 그대로"),
    "cli.budget_fits": (
        "The cheapest advice found that keeps every answer: {amount} a month ({fixed}); it fits the budget.",
        "모든 답변을 지키는 가장 저렴한 대안: 월 {amount}({fixed}). 예산 안에 들어옵니다.",
    ),
    "cli.budget_exceeded": (
        "The cheapest advice found that keeps every answer: {amount} a month ({fixed}); still above the budget.",
        "모든 답변을 지키는 가장 저렴한 대안: 월 {amount}({fixed}). 예산을 넘습니다.",
    ),
    "cli.costliest": (
        "The answer that costs most: {question} {words} → {other}: −{saved}",
        "비용이 가장 많이 드는 답변: {question} {words} → {other}: −{saved}",
    ),
    "cli_severity.note": ("[note] {message}", "[참고] {message}"),
    "cli_severity.caution": ("[caution] {message}", "[주의] {message}"),
    "cli_severity.breaks": ("[breaks] {message}", "[작동하지 않음] {message}"),
    "cli_severity.conflict": ("[conflict] {message}", "[모순] {message}"),
}
