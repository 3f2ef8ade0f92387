"""Words of files: the line items as CSV."""

FILES = {
    "csv.component": ("Component", "구성 요소"),
    "csv.service": ("Service", "서비스"),
    "csv.item": ("Line item", "항목"),
    "csv.unit": ("Unit", "단위"),
    "csv.quantity_low": ("Quantity, low", "수량(낮음)"),
    "csv.quantity_typical": ("Quantity, typical", "수량(보통)"),
    "csv.quantity_high": ("Quantity, high", "수량(높음)"),
    "csv.unit_price": ("Unit price, USD", "단가(USD)"),
    "csv.monthly_low": ("Monthly, low, USD", "월 비용(낮음, USD)"),
    "csv.monthly_typical": ("Monthly, typical, USD", "월 비용(보통, USD)"),
    "csv.monthly_high": ("Monthly, high, USD", "월 비용(높음, USD)"),
    "csv.first_month": ("First month, typical, USD", "첫 달(보통, USD)"),
    "csv.price_from": ("Price from", "가격 출처"),
    "csv.as_of": ("As of", "기준일"),
    "csv.note": ("Note", "비고"),
    "csv_converted.low": ("Monthly, low, {code}", "월 비용(낮음, {code})"),
    "csv_converted.typical": ("Monthly, typical, {code}", "월 비용(보통, {code})"),
    "csv_converted.high": ("Monthly, high, {code}", "월 비용(높음, {code})"),
    "csv_total.complete": ("Total", "합계"),
    "csv_total.at_least": ("Total, at least", "합계(최소)"),
    "csv_total.at_rate": (
        "{code} at your rate of {rate} {code} per USD",
        "{code}{:은} 입력한 환율 1 USD = {rate} {code} 적용",
    ),
}
