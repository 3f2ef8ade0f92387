"""Words of errors: what is wrong, where, and what to do."""

FAULTS = {
    "fault.revoke_token": (
        "This revoke token does not belong to the report; use the one given when it was stored.",
        "이 보고서의 삭제 토큰이 아닙니다. 보고서를 저장할 때 받은 토큰을 사용해 주십시오.",
    ),
    "fault.report_too_new": (
        (
            "The report has schema version {version}; this server reads versions up to {known}. "
            "It can be read again once the server is updated."
        ),
        (
            "보고서의 스키마 버전은 {version}이며 이 서버는 {known}까지만 읽을 수 있습니다. "
            "서버를 업데이트하면 다시 볼 수 있습니다."
        ),
    ),
    "fault.report_damaged": (
        "The stored document is damaged and cannot be shown. Answer the questions again to store a new report.",
        "저장된 문서가 손상되어 보고서를 표시할 수 없습니다. 질문에 다시 답하고 새 보고서를 저장해 주십시오.",
    ),
    "fault.brief": ("The brief cannot be used: {problems}", "입력을 사용할 수 없습니다: {problems}"),
    "fault.document_too_large": (
        "The document has {size} bytes; at most {limit} are accepted.",
        "문서 크기가 {size}바이트입니다. 최대 {limit}바이트까지 받습니다.",
    ),
    "fault.price_missing": (
        "No price is known for {price} in {region}.",
        "{region} 리전의 {price} 가격을 알 수 없습니다.",
    ),
    "fault.no_report": (
        "No report is stored under this link; it was revoked, or the link is incomplete.",
        "이 링크로 저장된 보고서가 없습니다. 삭제되었거나 링크가 잘렸을 수 있습니다.",
    ),
    "fault.database": (
        "ADVISOR_DATABASE_URL: the database cannot be used: {cause}",
        "ADVISOR_DATABASE_URL: 데이터베이스를 사용할 수 없습니다: {cause}",
    ),
    "fault.no_decision": ("There is no decision named {name}.", "“{name}” 결정을 찾을 수 없습니다."),
    "fault.unreadable_file": ("{name} cannot be read: {cause}", "파일을 읽을 수 없습니다: {name}: {cause}"),
    "fault.unwritable_file": ("{name} cannot be written: {cause}", "파일을 쓸 수 없습니다: {name}: {cause}"),
    "fault.scheme": ("write one of {known}", "{known} 중 하나를 적어 주십시오"),
    "fault.width": (
        "write a whole number of pixels from {least} to {most}",
        "{least}에서 {most} 사이의 정수(픽셀)를 적어 주십시오",
    ),
    "fault.currency": (
        "write a currency code of ISO 4217, such as KRW or EUR",
        "KRW, EUR 같은 ISO 4217 통화 코드를 적어 주십시오",
    ),
    "fault.rate": (
        "write how much of the currency one USD is, more than 0 and at most {most}",
        "1 USD에 해당하는 금액을 0보다 크고 {most} 이하인 수로 적어 주십시오",
    ),
    "notice.ignored": ("Ignored: “{field}”: {problem}", "무시한 입력: “{field}” {problem}"),
    "notice.not_possible": (
        "Ignored: “{field}”: {given} is not a possible value",
        "무시한 입력: “{field}” {given}{:은} 쓸 수 없는 값입니다",
    ),
    "notice.unknown": (
        "Ignored: the address names “{name}”, which is not known",
        "무시한 입력: 주소에 있는 “{name}”{:은} 알 수 없는 이름입니다",
    ),
}
