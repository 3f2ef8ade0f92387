"""Words: the frame of every page, the first page and the pages of errors."""

SITE = {
    "site.name": ("Architecture Advisor", "Architecture Advisor"),
    "site.description": (
        "Answer questions about a workload and get the AWS architecture that fits it: picture, reasons, monthly cost.",
        "워크로드에 관한 질문에 답하면 알맞은 AWS 아키텍처를 그림, 근거, 월 비용과 함께 추천합니다.",
    ),
    "site.skip": ("Skip to content", "본문으로 건너뛰기"),
    "site.pages": ("Pages", "페이지"),
    "site.light": ("Brightness", "밝기"),
    "site.language": ("Language", "언어"),
    "site.promise": (
        "Rules, not guesses: every decision names its reason, source and price. Your answers stay on this server.",
        "추측이 아니라 규칙으로 판단하고 결정마다 근거, 출처, 가격을 밝힙니다. 답변은 이 서버 밖으로 나가지 않습니다.",
    ),
    "site.icons": (
        "AWS icons and service names belong to Amazon Web Services. This program is neither made nor endorsed by AWS.",
        "AWS 아이콘과 서비스 이름은 Amazon Web Services의 자산입니다. AWS가 제작하거나 보증한 프로그램이 아닙니다.",
    ),
    "scheme.auto": ("Auto", "자동"),
    "scheme.dark": ("Dark", "어둡게"),
    "scheme.light": ("Light", "밝게"),
    "nav.ask": ("Questions", "질문"),
    "nav.rules": ("Rules", "규칙"),
    "nav.proof": ("Proof", "증명"),
    "nav.api": ("API", "API"),
    "docs.lead": (
        "The same advice for programs: one POST, or the stages decide, compose, estimate and draw.",
        "프로그램에서도 같은 추천을 받습니다. POST 한 번 또는 decide, compose, estimate, draw 단계별 호출로 됩니다.",
    ),
    "docs.noscript": (
        "The interactive documentation needs JavaScript; openapi.json holds the same content.",
        "대화형 문서에는 JavaScript가 필요합니다. 같은 내용이 openapi.json에 있습니다.",
    ),
}

HOME = {
    "home.title": ("From a dark library to a bright hall.", "어두운 도서관에서 밝은 전시관으로."),
    "home.lead": (
        (
            "Answer what you know about your workload. Each answer makes the picture clearer, until the architecture "
            "is settled: what to use, why, and what it costs."
        ),
        (
            "워크로드에 대해 아는 만큼만 답하면 됩니다. 답할수록 화면이 밝아지고 알맞은 AWS 아키텍처가 정해집니다. "
            "무엇을 왜 쓰는지, 한 달에 얼마가 드는지 알려 드립니다."
        ),
    ),
    "home.start": ("Start with the first question", "첫 질문부터 시작하기"),
    "home.advice_now": ("See the advice without answering", "답변 없이 추천부터 보기"),
    "home.figures": (
        "{questions} questions at most, {decisions} decisions, {prices} prices with source and date.",
        "질문 최대 {questions}개, 결정 {decisions}개, 출처와 날짜를 밝힌 가격 {prices}개.",
    ),
    "home.how": ("How it works: four stages", "동작 방식: 네 단계"),
    "home.decide": ("Decide", "결정"),
    "home.decide_text": (
        "Tables of rules turn answers into decisions. Each decision says why it was made and why not otherwise.",
        "규칙 표로 답변에서 결정을 내립니다. 선택한 이유와 다른 것을 선택하지 않은 이유를 함께 보여 줍니다.",
    ),
    "home.compose": ("Compose", "구성"),
    "home.compose_text": (
        "Decisions add components and connections; shared components are merged and carry the combined load.",
        "결정에 따라 구성 요소와 연결을 추가합니다. 함께 쓰는 구성 요소는 하나로 합치고 부하를 더합니다.",
    ),
    "home.estimate": ("Estimate", "산정"),
    "home.estimate_text": (
        "Quantity times unit price, line by line, as low, typical and high. Items without a known price are marked.",
        "항목마다 수량에 단가를 곱해 낮음, 보통, 높음으로 계산합니다. 가격을 알 수 없는 항목은 따로 표시합니다.",
    ),
    "home.draw": ("Draw", "그림"),
    "home.draw_text": (
        "A picture with AWS's own icons; every box links to the reason for it.",
        "AWS 공식 아이콘으로 그립니다. 상자를 누르면 선택한 근거로 이동합니다.",
    ),
    "home.examples": ("Try an example", "예제로 시작하기"),
    "home.examples_text": (
        "Complete cases with the answers filled in. Change any answer and see how the advice changes.",
        "답변이 미리 채워진 사례입니다. 답변을 바꾸면 추천이 어떻게 달라지는지 볼 수 있습니다.",
    ),
}

ERRORS = {
    "error.home": ("Go to the home page", "첫 페이지로 이동"),
    "error.400": ("The request cannot be read", "요청을 읽을 수 없습니다"),
    "error.403": ("That is not allowed", "허용되지 않습니다"),
    "error.404": ("Page not found", "찾을 수 없습니다"),
    "error.405": ("Method not allowed", "허용되지 않는 메서드입니다"),
    "error.409": ("The report is newer than this server", "보고서가 이 서버보다 새 버전입니다"),
    "error.410": ("The report is damaged", "보고서가 손상되었습니다"),
    "error.413": ("The request is too large", "요청이 너무 큽니다"),
    "error.415": ("Unsupported format", "지원하지 않는 형식입니다"),
    "error.422": ("The input cannot be used", "사용할 수 없는 입력입니다"),
    "error.429": ("Too many requests", "요청이 너무 많습니다"),
    "error.500": ("Server error", "서버에서 오류가 발생했습니다"),
    "error.400_text": (
        "The request is malformed or incomplete.",
        "요청이 형식에 맞지 않거나 중간에 끊겼습니다.",
    ),
    "error.404_text": (
        "There is nothing at the address {path}. Start from the home page.",
        "{path} 주소를 찾을 수 없습니다. 첫 페이지에서 시작해 주십시오.",
    ),
    "error.405_text": ("Allowed for {path}: {allowed}.", "{path}에서 허용하는 메서드: {allowed}"),
    "error.413_text": ("A request may hold at most {limit} bytes.", "요청은 최대 {limit}바이트까지 받습니다."),
    "error.415_text": ("Send the body as {wanted}.", "본문을 {wanted} 형식으로 보내 주십시오."),
    "error.422_text": (
        "Some fields cannot be used; each is named below.",
        "사용할 수 없는 값이 있습니다. 아래 목록을 확인해 주십시오.",
    ),
    "error.429_text": ("Wait {seconds} seconds and try again.", "{seconds}초 뒤에 다시 시도해 주십시오."),
    "error.500_text": (
        "The error has been logged. You can safely go back and try again; your answers are kept in the address.",
        "오류를 기록했습니다. 이전 페이지로 돌아가 다시 시도해도 됩니다. 답변은 주소에 그대로 남아 있습니다.",
    ),
}
