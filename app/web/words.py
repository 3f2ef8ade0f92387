"""Every word of the pages that is not part of a rule or a report, in English and Korean, under one key each.

A key that ends in `.singular` is taken when `n` is 1. Both languages name the same values in braces.
"""

from collections.abc import Mapping

from app.domain.texts import Language, Text


def words(key: str, language: Language, **values: object) -> str:
    """The words under a key in one language, with the values put in place of their names in braces."""
    single = f"{key}.singular"
    text = WORDS[single if values.get("n") == 1 and single in WORDS else key]
    return text.in_language(language).format_map(values)


def _read(lines: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {key: Text(en=english, ko=korean) for key, (english, korean) in lines.items()}


_SITE = {
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
    "nav.api": ("API", "API"),
    "docs.lead": (
        "The same advice for programs: one POST, or the stages decide, compose, estimate and draw.",
        "프로그램에서도 같은 추천을 받습니다. POST 한 번 또는 decide, compose, estimate, draw 단계별로 호출합니다.",
    ),
    "docs.noscript": (
        "The interactive documentation needs JavaScript; openapi.json holds the same content.",
        "대화형 문서에는 JavaScript가 필요합니다. 같은 내용이 openapi.json에 있습니다.",
    ),
}

_HOME = {
    "home.title": ("From a dark library to a bright hall.", "어두운 서고에서 밝은 홀로."),
    "home.lead": (
        (
            "Answer what you know about your workload. Each answer makes the picture clearer, until the architecture "
            "is settled: what to use, why, and what it costs."
        ),
        (
            "워크로드에 대해 아는 만큼 답합니다. 답할수록 화면이 밝아지고 알맞은 AWS 아키텍처가 정해집니다. "
            "무엇을 왜 쓰는지, 한 달에 얼마가 드는지 알려 줍니다."
        ),
    ),
    "home.start": ("Start with the first question", "첫 질문부터 시작하기"),
    "home.advice_now": ("See the advice without answering", "답변 없이 추천부터 보기"),
    "home.figures": (
        "{questions} questions at most, {decisions} decisions, {prices} prices with source and date.",
        "질문 최대 {questions}개, 결정 {decisions}개, 출처와 날짜를 밝힌 가격 {prices}개.",
    ),
    "home.how": ("How it works: four steps", "동작 방식: 네 단계"),
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

_ASK = {
    "ask.title": ("Questions", "질문"),
    "ask.remaining": ("at most {n} more questions", "남은 질문 최대 {n}개"),
    "ask.remaining.singular": ("at most 1 more question", "남은 질문 최대 1개"),
    "ask.usual": ("usual", "보통"),
    "ask.several": ("Choose all that apply, or none.", "해당하는 것을 모두 고릅니다. 없으면 비워 둡니다."),
    "ask.none_of_these": ("None of these", "해당 없음"),
    "ask.empty_assumes": ("If left empty, this is assumed: {usual}.", "비워 두면 다음 값으로 가정합니다: {usual}."),
    "ask.likely": ("Often between {low} and {high}.", "일반적인 범위: {low} ~ {high}"),
    "ask.next": ("Next", "다음"),
    "ask.not_sure_assume": ("Not sure: assume {usual}", "잘 모르겠음(가정: {usual})"),
    "ask.done": ("No remaining question can change the advice.", "추천을 바꿀 수 있는 질문이 더 없습니다."),
    "ask.done_text": (
        "Your answers settle every decision. You can still change any answer in the list of all questions.",
        "모든 결정이 답변으로 확정되었습니다. 아래 전체 질문에서 어떤 답변이든 바꿀 수 있습니다.",
    ),
    "ask.see_advice": ("See the advice", "추천 보기"),
    "ask.so_far": ("So far", "지금까지"),
    "ask.settled": ("Settled", "확정"),
    "ask.settled_of": ("{n} of {all}", "{all}개 중 {n}개"),
    "ask.settled_list": ("What is settled", "확정된 결정"),
    "ask.advice_now": ("See the advice now", "지금 추천 보기"),
    "ask.advice_now_text": (
        "For questions without an answer the usual value is assumed and listed as an assumption.",
        "답변하지 않은 질문에는 보통값을 적용하고 가정으로 표시합니다.",
    ),
    "ask.map": ("All questions", "전체 질문"),
    "ask.map_text": (
        "Answer in any order. Questions that can no longer change the advice are set aside.",
        "순서와 관계없이 답할 수 있습니다. 추천을 더 이상 바꾸지 않는 질문은 묻지 않습니다.",
    ),
    "ask.topic_count": ("{done} of {all}", "{all}개 중 {done}개"),
    "state.open": ("open", "답변 필요"),
    "state.parked": ("cannot change the advice", "추천에 영향 없음"),
    "state.cost": ("changes the cost only", "비용에만 영향"),
    "state.unsure": ("not sure", "잘 모르겠음"),
}

_ADVICE = {
    "advice.region": ("Region", "리전"),
    "advice.zones": ("{n} Availability Zones", "가용 영역 {n}개"),
    "advice.zones.singular": ("1 Availability Zone", "가용 영역 1개"),
    "advice.confidence": (
        "{settled} decisions settled by your answers, {assumed} based on assumptions.",
        "답변으로 정해진 결정 {settled}개, 가정에 근거한 결정 {assumed}개.",
    ),
    "advice.contents": ("On this page", "이 페이지의 내용"),
    "advice.back": ("Back to the questions", "질문으로 돌아가기"),
    "advice.json": ("This report as JSON", "JSON으로 보기"),
    "advice.made": ("Created on {date}, fingerprint {fingerprint}", "{date} 작성, 지문(fingerprint) {fingerprint}"),
    "contents.picture": ("Picture", "그림"),
    "contents.decisions": ("Decisions", "결정"),
    "contents.costs": ("Costs", "비용"),
    "contents.alternatives": ("Alternatives", "다른 선택지"),
    "contents.guardrails": ("Guardrails", "가드레일"),
    "contents.assumptions": ("Answers and assumptions", "답변과 가정"),
    "contents.level": ("Level", "레벨"),
    "contents.share": ("Share", "공유"),
    "picture.frame": ("The picture; scrolls sideways on narrow screens", "그림(좁은 화면에서는 가로로 스크롤)"),
    "picture.list": ("The picture as a list", "목록으로 보기"),
    "picture.zones": ("{n} zones", "가용 영역 {n}개"),
    "place.outside": ("outside AWS", "AWS 외부"),
    "place.edge": ("edge", "엣지"),
    "place.public": ("public subnet", "퍼블릭 서브넷"),
    "place.private": ("private subnet", "프라이빗 서브넷"),
    "place.data": ("data subnet", "데이터 서브넷"),
    "place.regional": ("region", "리전"),
    "place.account": ("account", "계정"),
    "decision.lead": (
        "Each decision with its reason. Open one for what was rejected, its sources, the way back and other outcomes.",
        "결정과 근거입니다. 펼치면 선택하지 않은 결과, 출처, 되돌리는 방법을 보고 다른 결과로 고정할 수 있습니다.",
    ),
    "decision.because": ("Also because", "그 밖의 근거"),
    "decision.held": ("What led here", "결정에 쓰인 사실"),
    "decision.why_not": ("Why not", "선택하지 않은 이유"),
    "decision.blocked": ("{fact} – {actual}; it would take: {needed}", "{fact} – {actual} (필요한 값: {needed})"),
    "decision.forced": ("These answers alone decide it", "이 답변만으로 정해집니다"),
    "decision.flips": ("Changing a single answer would change it", "이 답변 하나만 바꿔도 결과가 달라집니다"),
    "decision.overtaken": ("{fact} – {actual}: an earlier rule holds", "{fact} – {actual} (앞선 규칙이 적용됨)"),
    "decision.earlier": ("An earlier rule decided.", "앞선 규칙이 먼저 결정했습니다."),
    "decision.overrules": ("Overruled claims", "적용하지 않은 주장"),
    "decision.sources": ("Sources", "출처"),
    "decision.pin": ("Pin this instead", "이 결과로 고정"),
    "decision.unpin": ("Unpin and follow the rules again", "고정을 해제하고 규칙 따르기"),
    "door.one": ("Hard to reverse", "되돌리기 어려운 결정"),
    "door.two": ("Easy to reverse", "되돌리기 쉬운 결정"),
    "tag.pinned": ("pinned", "고정됨"),
    "tag.assumed": ("rests on an assumption", "가정에 근거"),
    "tag.one_way": ("hard to reverse", "되돌리기 어려움"),
    "tag.unsure": ("not sure", "잘 모르겠음"),
    "tag.core": ("core", "핵심"),
    "group.core": ("Core decisions", "핵심 결정"),
    "group.further": ("Further decisions", "그 밖의 결정"),
    "group.absent": ("Not needed here", "필요하지 않은 결정"),
    "group.findings": ("Findings along the way", "중간 판단"),
    "alternative.lead": (
        "The same answers with one decision changed, composed and priced again.",
        "같은 답변에서 결정 하나만 바꿔 다시 구성하고 비용을 산정했습니다.",
    ),
    "alternative.none": (
        "For these answers no alternative is worth comparing.",
        "이 답변에서는 비교할 만한 다른 선택지가 없습니다.",
    ),
    "alternative.against": ("Points against it:", "이 선택지에 맞지 않는 점:"),
    "alternative.total": ("{range} a month in total", "합계 월 {range}"),
    "alternative.changes": ("What changes", "달라지는 것"),
    "alternative.added": ("Added:", "추가:"),
    "alternative.removed": ("Removed:", "제거:"),
    "alternative.take": ("Use this alternative", "이 선택지 적용"),
    "alternative.same": ("the same cost", "같은 비용"),
    "alternative.more": ("+{amount} a month", "월 +{amount}"),
    "alternative.less": ("−{amount} a month", "월 −{amount}"),
    "severity.note": ("Note", "참고"),
    "severity.caution": ("Caution", "주의"),
    "severity.breaks": ("Would not work", "작동하지 않음"),
    "severity.conflict": ("These answers contradict each other", "서로 모순되는 답변"),
    "guardrail.between": ("These answers cannot all hold:", "함께 성립할 수 없는 답변:"),
    "guardrail.repairs": ("Any one of these changes resolves it:", "다음 중 하나로 바꾸면 해결됩니다:"),
    "guardrail.instead": ("Instead:", "대신:"),
    "guardrail.remarks": ("Good to know", "알아 두면 좋은 것"),
    "guardrail.none": ("No further guardrail applies to these answers.", "이 답변에 해당하는 가드레일이 더 없습니다."),
    "assumption.title": ("Assumptions", "가정"),
    "assumption.see": ("What was assumed", "가정한 내용 보기"),
    "assumption.lead": (
        "For questions without an answer the usual value was assumed. Change any of them and the advice is updated.",
        "답변하지 않은 질문에는 보통값을 적용했습니다. 값을 바꾸면 추천도 바뀝니다.",
    ),
    "assumption.given": ("Your answers", "답변한 내용"),
    "assumption.may_change": ("may change: {decisions}", "달라질 수 있는 결정: {decisions}"),
    "assumption.change": ("Change", "변경"),
    "level.title": ("Level", "레벨"),
    "level.see": ("When to move up", "다음 레벨로 가는 시점"),
    "level.name_1": ("Minimal", "최소"),
    "level.name_2": ("Growth", "성장"),
    "level.name_3": ("Robust", "견고"),
    "level.next": ("When to move up:", "다음 레벨로 가는 시점:"),
    "source.checked": ("checked {date}", "{date} 확인"),
    "source.unverified": ("not verified", "확인되지 않음"),
}

_COST = {
    "cost.monthly": ("Monthly cost", "월 비용"),
    "cost.at_least": ("at least", "최소"),
    "cost.typical_is": ("typically {amount}", "보통 {amount}"),
    "cost.lead": (
        "On-demand prices in USD before tax; a month has 730 hours. Accumulating data is priced for month 12.",
        "세금을 제외한 온디맨드 가격(USD)입니다. 한 달은 730시간이며 누적되는 데이터는 12개월째 기준입니다.",
    ),
    "cost.frame": (
        "The table of costs; scrolls sideways on narrow screens",
        "비용 표(좁은 화면에서는 가로로 스크롤)",
    ),
    "cost.item": ("Line item", "항목"),
    "cost.quantity": ("Quantity × unit price", "수량 × 단가"),
    "cost.low": ("Low", "낮음"),
    "cost.typical": ("Typical", "보통"),
    "cost.high": ("High", "높음"),
    "cost.source": ("Price from", "가격 출처"),
    "cost.sources": ("Where the prices come from", "가격 출처 목록"),
    "cost.first_month": ("first month {amount}", "첫 달 {amount}"),
    "cost.first_month_total": ("First month", "첫 달"),
    "cost.unpriced": ("No known price: not in the total", "가격을 알 수 없어 합계에서 제외했습니다"),
    "cost.total": ("Total per month", "월 합계"),
    "cost.total_at_least": ("Total per month, at least", "월 합계(최소)"),
    "usage.title": ("Monthly usage behind the estimate", "산정에 쓴 월 사용량"),
    "usage.lead": (
        "Override any figure by adding usage.name=number to the address.",
        "주소에 usage.이름=숫자를 추가하면 값을 바꿀 수 있습니다.",
    ),
    "usage.overwritten": ("overwritten", "직접 입력"),
}

_STORED = {
    "share.lead": (
        "Store this report under a link that cannot be guessed. It never changes; anyone with the link can read it.",
        "추측할 수 없는 링크로 보고서를 저장합니다. 내용은 바뀌지 않으며 링크가 있는 사람은 누구나 읽을 수 있습니다.",
    ),
    "share.button": ("Store and get a link", "저장하고 링크 받기"),
    "stored.title": ("Stored", "저장했습니다"),
    "stored.link": (
        "Anyone with this link can read the report:",
        "이 링크가 있는 사람은 누구나 보고서를 볼 수 있습니다:",
    ),
    "stored.revoke_once": (
        "With this token you can delete the report. It is shown only once, so keep it.",
        "이 토큰으로 보고서를 삭제할 수 있습니다. 지금 한 번만 표시되므로 따로 보관합니다.",
    ),
    "stored.copy": ("Copy", "복사"),
    "stored.copied": ("Copied", "복사됨"),
    "stored.immutable": ("Stored on {date}, unchanged since.", "{date}에 저장되었고 이후 변경되지 않았습니다."),
    "stored.same": ("The rules and prices have not changed since.", "저장 이후 규칙과 가격이 바뀌지 않았습니다."),
    "stored.changed": ("Rules or prices have changed since.", "저장 이후 규칙이나 가격이 바뀌었습니다."),
    "stored.again": ("Run the same answers again", "같은 답변으로 다시 실행하기"),
    "stored.manage": ("This link", "이 링크"),
    "stored.delete": ("Delete this report", "이 보고서 삭제"),
    "stored.delete_text": ("Revoke token, given when the report was stored", "저장할 때 받은 철회 토큰"),
    "stored.deleted": ("The report is deleted", "보고서를 삭제했습니다"),
    "stored.deleted_text": ("Its link no longer works.", "이 링크는 더 이상 열리지 않습니다."),
}

_RULES = {
    "rules.title": ("The rulebook", "규칙집"),
    "rules.lead": (
        "{decisions} decisions over {inputs} inputs, {guardrails} guardrails, {sources} sources, all published here.",
        "입력 {inputs}개, 결정 {decisions}개, 가드레일 {guardrails}개, 출처 {sources}개를 모두 공개합니다.",
    ),
    "rules.fingerprint": ("Rulebook fingerprint {fingerprint}", "규칙집 지문(fingerprint) {fingerprint}"),
    "rules.guardrails": ("All guardrails", "가드레일 모두 보기"),
    "kind.part": ("Parts", "부분"),
    "kind.part_text": ("What runs each part of the workload.", "워크로드의 각 부분을 무엇으로 실행하는지 정합니다."),
    "kind.shared": ("Shared decisions", "공통 결정"),
    "kind.shared_text": ("What the parts share.", "여러 부분이 함께 쓰는 것을 정합니다."),
    "kind.finding": ("Findings", "중간 판단"),
    "kind.finding_text": (
        "Conclusions that other decisions use; they add no components themselves.",
        "다른 결정에서 사용하는 결론입니다. 직접 추가하는 구성 요소는 없습니다.",
    ),
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

_ERRORS = {
    "error.home": ("Go to the home page", "첫 페이지로 이동"),
    "error.400": ("The request cannot be read", "요청을 읽을 수 없습니다"),
    "error.403": ("That is not allowed", "허용되지 않습니다"),
    "error.404": ("Page not found", "여기에는 아무것도 없습니다"),
    "error.405": ("Method not allowed", "허용되지 않는 메서드입니다"),
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
        "{path} 주소를 찾을 수 없습니다. 첫 페이지에서 시작합니다.",
    ),
    "error.405_text": ("Allowed for {path}: {allowed}.", "{path}에서 허용하는 메서드: {allowed}"),
    "error.413_text": ("A request may hold at most {limit} bytes.", "요청은 최대 {limit}바이트까지 받습니다."),
    "error.415_text": ("Send the body as {wanted}.", "본문을 {wanted} 형식으로 보냅니다."),
    "error.422_text": (
        "Some fields cannot be used; each is named below.",
        "사용할 수 없는 값이 있습니다. 아래 목록을 확인합니다.",
    ),
    "error.429_text": ("Wait {seconds} seconds and try again.", "{seconds}초 뒤에 다시 시도합니다."),
    "error.500_text": (
        "The error has been logged. You can safely go back and try again; your answers are kept in the address.",
        "오류를 기록했습니다. 이전 페이지로 돌아가 다시 시도해도 됩니다. 답변은 주소에 그대로 남아 있습니다.",
    ),
}

WORDS = _read({**_SITE, **_HOME, **_ASK, **_ADVICE, **_COST, **_STORED, **_RULES, **_ERRORS})
"""Every key with its words."""
