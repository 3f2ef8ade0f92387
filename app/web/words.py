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
        "워크로드에 관한 질문에 답하면 알맞은 AWS 아키텍처를 그림, 근거, 월 비용과 함께 제시합니다.",
    ),
    "site.skip": ("Skip to content", "본문으로 건너뛰기"),
    "site.pages": ("Pages", "페이지"),
    "site.light": ("Light", "밝기"),
    "site.language": ("Language", "언어"),
    "site.promise": (
        "Rules, not guesses: every advice names its reason, source and price. What you enter stays on this server.",
        "추측이 아니라 규칙으로 판단합니다. 권고마다 근거, 출처, 가격을 적습니다. 입력 내용은 이 서버에만 머뭅니다.",
    ),
    "site.icons": (
        "AWS icons and service names belong to Amazon Web Services. This program is neither made nor endorsed by AWS.",
        "AWS 아이콘과 서비스 이름은 Amazon Web Services의 자산입니다. 이 프로그램은 AWS가 만들거나 보증하지 않습니다.",
    ),
    "scheme.auto": ("Auto", "자동"),
    "scheme.dark": ("Dark", "어둡게"),
    "scheme.light": ("Light", "밝게"),
    "nav.ask": ("Questions", "질문"),
    "nav.rules": ("Rules", "규칙"),
    "nav.api": ("API", "API"),
    "docs.lead": (
        "The same advice for programs: one POST, or the stages decide, compose, estimate and draw.",
        "프로그램도 같은 권고를 받습니다. POST 한 번이면 되고, decide, compose, estimate, draw로 나눌 수도 있습니다.",
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
            "Answer what you know about your workload. Each answer brings light, until the architecture "
            "stands clear: what to use, why, and what it costs."
        ),
        (
            "워크로드에 대해 아는 만큼 답합니다. 답할 때마다 밝아지고, 마침내 알맞은 AWS 아키텍처가 드러납니다. "
            "무엇을 왜 쓰는지, 한 달에 얼마가 드는지까지."
        ),
    ),
    "home.start": ("Start with the first question", "첫 질문부터 시작하기"),
    "home.advice_now": ("See the advice for nothing answered", "답 없이 권고부터 보기"),
    "home.figures": (
        "{questions} questions at most, {decisions} decisions, {prices} prices with source and date.",
        "질문 최대 {questions}개, 결정 {decisions}개, 출처와 날짜가 있는 가격 {prices}개.",
    ),
    "home.how": ("Four plain steps", "네 단계"),
    "home.decide": ("Decide", "결정"),
    "home.decide_text": (
        "Tables of rules turn answers into decisions. Each says because, and why not the others.",
        "규칙 표가 답을 결정으로 바꿉니다. 고른 이유와 다른 것을 고르지 않은 이유를 함께 말합니다.",
    ),
    "home.compose": ("Compose", "구성"),
    "home.compose_text": (
        "Decisions bring components and connections; shared ones are merged and carry the load of all.",
        "결정마다 구성 요소와 연결이 생깁니다. 함께 쓰는 요소는 하나로 합치고 부하를 더합니다.",
    ),
    "home.estimate": ("Estimate", "산정"),
    "home.estimate_text": (
        "Quantity times unit price, line by line, as low, typical and high. What has no price says so.",
        "항목마다 수량에 단가를 곱해 낮음, 보통, 높음으로 계산합니다. 가격을 모르는 항목은 모른다고 적습니다.",
    ),
    "home.draw": ("Draw", "그림"),
    "home.draw_text": (
        "A picture in AWS's own icons; every box leads to its reason.",
        "AWS 공식 아이콘으로 그립니다. 상자를 누르면 근거로 이동합니다.",
    ),
    "home.examples": ("Try an example", "예제로 시작하기"),
    "home.examples_text": (
        "Whole cases with their answers filled in. Change any answer and watch the advice follow.",
        "답을 미리 채운 실제 사례입니다. 답을 바꾸면 권고가 어떻게 달라지는지 볼 수 있습니다.",
    ),
}

_ASK = {
    "ask.title": ("Questions", "질문"),
    "ask.remaining": ("at most {n} more questions", "남은 질문 최대 {n}개"),
    "ask.remaining.singular": ("at most 1 more question", "남은 질문 최대 1개"),
    "ask.usual": ("usual", "보통"),
    "ask.several": ("Choose any number, or none.", "해당하는 것을 모두 고릅니다. 없으면 비워 둡니다."),
    "ask.none_of_these": ("None of these", "해당 없음"),
    "ask.empty_assumes": ("Left empty, it is taken as: {usual}.", "비워 두면 보통값으로 봅니다: {usual}."),
    "ask.likely": ("Often between {low} and {high}.", "흔히 {low}에서 {high} 사이입니다."),
    "ask.next": ("Next", "다음"),
    "ask.not_sure_assume": ("Not sure: assume {usual}", "잘 모르겠음 (보통값: {usual})"),
    "ask.done": ("Nothing is left that could change the advice.", "이제 권고를 바꿀 수 있는 질문이 없습니다."),
    "ask.done_text": (
        "Every decision is settled by your answers. Any question on the map can still be answered differently.",
        "모든 결정이 답으로 확정되었습니다. 아래 지도에서 어느 질문이든 열어 답을 바꿀 수 있습니다.",
    ),
    "ask.see_advice": ("See the advice", "권고 보기"),
    "ask.so_far": ("So far", "지금까지"),
    "ask.settled": ("Settled", "확정"),
    "ask.settled_of": ("{n} of {all}", "{all}개 중 {n}개"),
    "ask.settled_list": ("What is settled", "확정된 결정"),
    "ask.advice_now": ("See the advice now", "지금 권고 보기"),
    "ask.advice_now_text": (
        "What is not answered is taken at its usual value and listed as an assumption.",
        "답하지 않은 것은 보통의 값으로 두고 가정으로 표시합니다.",
    ),
    "ask.map": ("All questions", "질문 지도"),
    "ask.map_text": (
        "Answer in any order. What can no longer change the advice is parked, not asked.",
        "순서와 상관없이 답합니다. 권고를 더는 바꾸지 못하는 질문은 묻지 않고 접어 둡니다.",
    ),
    "ask.topic_count": ("{done} of {all}", "{all}개 중 {done}개"),
    "state.open": ("open", "답 필요"),
    "state.parked": ("cannot change the advice", "권고에 영향 없음"),
    "state.cost": ("moves the cost alone", "비용에만 영향"),
    "state.unsure": ("not sure", "잘 모르겠음"),
}

_ADVICE = {
    "advice.region": ("Region", "리전"),
    "advice.zones": ("{n} Availability Zones", "가용 영역 {n}개"),
    "advice.zones.singular": ("1 Availability Zone", "가용 영역 1개"),
    "advice.contents": ("On this page", "이 페이지의 내용"),
    "advice.back": ("Back to the questions", "질문으로 돌아가기"),
    "advice.json": ("This report as JSON", "JSON으로 보기"),
    "advice.made": ("Made on {date}, fingerprint {fingerprint}", "{date} 작성, 지문 {fingerprint}"),
    "contents.picture": ("Picture", "그림"),
    "contents.decisions": ("Decisions", "결정"),
    "contents.costs": ("Costs", "비용"),
    "contents.alternatives": ("Roads not taken", "가지 않은 길"),
    "contents.guardrails": ("Guardrails", "가드레일"),
    "contents.assumptions": ("Answers and assumptions", "답과 가정"),
    "contents.level": ("Level", "단계"),
    "contents.share": ("Share", "공유"),
    "picture.frame": ("The picture; scrolls sideways on narrow screens", "그림. 좁은 화면에서는 옆으로 넘깁니다"),
    "picture.list": ("The picture as a list", "그림을 목록으로 보기"),
    "picture.zones": ("{n} zones", "영역 {n}개"),
    "place.outside": ("outside AWS", "AWS 외부"),
    "place.edge": ("edge", "엣지"),
    "place.public": ("public subnet", "퍼블릭 서브넷"),
    "place.private": ("private subnet", "프라이빗 서브넷"),
    "place.data": ("data subnet", "데이터 서브넷"),
    "place.regional": ("region", "리전"),
    "place.account": ("account", "계정"),
    "decision.lead": (
        "Each decision with its reason; open one for what was rejected, its sources, the door back, and other pins.",
        "결정마다 근거를 적었습니다. 펼치면 고르지 않은 것, 출처, 되돌리는 길이 보이고 다르게 고정할 수 있습니다.",
    ),
    "decision.because": ("Also because", "그 밖의 근거"),
    "decision.held": ("What led here", "이 결정에 이른 사실"),
    "decision.why_not": ("Why not", "고르지 않은 이유"),
    "decision.blocked": ("{fact} {actual}; it would take: {needed}", "{fact} {actual} (필요한 값: {needed})"),
    "decision.earlier": ("An earlier rule decided.", "앞선 규칙이 먼저 결정했습니다."),
    "decision.overrules": ("Overruled claims", "따르지 않은 주장"),
    "decision.sources": ("Sources", "출처"),
    "decision.pin": ("Pin this instead", "이것으로 고정"),
    "decision.unpin": ("Unpin and follow the rules again", "고정을 풀고 규칙 따르기"),
    "door.one": ("One-way door", "되돌리기 어려운 문"),
    "door.two": ("Two-way door", "되돌릴 수 있는 문"),
    "tag.pinned": ("pinned", "고정됨"),
    "tag.assumed": ("rests on an assumption", "가정에 근거"),
    "tag.one_way": ("one-way door", "되돌리기 어려움"),
    "tag.unsure": ("not sure", "잘 모르겠음"),
    "tag.core": ("core", "핵심"),
    "group.core": ("Core decisions", "핵심 결정"),
    "group.further": ("Further decisions", "그 밖의 결정"),
    "group.absent": ("Not needed here", "필요 없는 것"),
    "group.findings": ("Findings along the way", "중간 판단"),
    "alternative.lead": (
        "The same answers with another decision, composed and priced again.",
        "같은 답에서 결정 하나를 달리해 다시 구성하고 가격을 매겼습니다.",
    ),
    "alternative.none": (
        "No other road is worth comparing for these answers.",
        "이 답에서는 견주어 볼 다른 길이 없습니다.",
    ),
    "alternative.total": ("{range} a month in all", "합계 월 {range}"),
    "alternative.changes": ("What changes", "달라지는 것"),
    "alternative.added": ("Added:", "추가:"),
    "alternative.removed": ("Removed:", "제거:"),
    "alternative.take": ("Take this road", "이 길로 가기"),
    "alternative.same": ("the same cost", "같은 비용"),
    "alternative.more": ("+{amount} a month", "월 +{amount}"),
    "alternative.less": ("−{amount} a month", "월 −{amount}"),
    "severity.note": ("Note", "참고"),
    "severity.caution": ("Caution", "주의"),
    "severity.breaks": ("Breaks", "작동하지 않음"),
    "severity.conflict": ("These answers contradict each other", "서로 모순되는 답"),
    "guardrail.instead": ("Instead:", "대신:"),
    "guardrail.remarks": ("Good to know", "알아 두면 좋은 것"),
    "guardrail.none": ("No further guardrail speaks for these answers.", "이 답에 해당하는 가드레일이 더 없습니다."),
    "assumption.title": ("Assumptions", "가정"),
    "assumption.see": ("What was assumed", "무엇을 가정했는지 보기"),
    "assumption.lead": (
        "What was not answered is taken at its usual value. Change any of it and the advice follows.",
        "답하지 않은 것은 보통의 값으로 두었습니다. 바꾸면 권고도 따라 바뀝니다.",
    ),
    "assumption.given": ("Your answers", "답한 것"),
    "assumption.change": ("Change", "바꾸기"),
    "level.title": ("Level", "단계"),
    "level.see": ("What lifts it", "다음 단계로 가는 때"),
    "level.name_1": ("Minimal", "최소"),
    "level.name_2": ("Growth", "성장"),
    "level.name_3": ("Robust", "견고"),
    "level.next": ("What lifts it:", "다음 단계로 가는 때:"),
    "source.checked": ("checked {date}", "{date} 확인"),
    "source.unverified": ("not verified", "확인되지 않음"),
}

_COST = {
    "cost.monthly": ("Cost a month", "월 비용"),
    "cost.at_least": ("at least", "최소"),
    "cost.typical_is": ("typically {amount}", "보통 {amount}"),
    "cost.lead": (
        "On-demand prices in USD before tax; a month has 730 hours. What piles up is shown for the twelfth month.",
        "세금을 뺀 온디맨드 가격(USD)입니다. 한 달은 730시간이고, 쌓이는 데이터는 12개월째 기준입니다.",
    ),
    "cost.frame": (
        "The table of costs; scrolls sideways on narrow screens",
        "비용 표. 좁은 화면에서는 옆으로 넘깁니다",
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
    "cost.unpriced": ("No price known: not in the total", "가격을 알 수 없어 합계에서 뺐습니다"),
    "cost.total": ("Total a month", "월 합계"),
    "cost.total_at_least": ("Total a month, at least", "월 합계, 최소"),
    "usage.title": ("The numbers of the month behind it", "계산에 쓴 한 달의 수치"),
    "usage.lead": (
        "Each can be overwritten in the address as usage.name=number.",
        "주소에 usage.이름=숫자를 넣어 바꿀 수 있습니다.",
    ),
    "usage.overwritten": ("overwritten", "직접 입력"),
}

_STORED = {
    "share.lead": (
        "Store this report under a link that cannot be guessed. It never changes; whoever has the link can read it.",
        "추측할 수 없는 링크로 보고서를 저장합니다. 내용은 바뀌지 않으며 링크가 있는 사람은 읽을 수 있습니다.",
    ),
    "share.button": ("Store and get a link", "저장하고 링크 받기"),
    "stored.title": ("Stored", "저장했습니다"),
    "stored.link": ("This link shows the report to whoever has it:", "이 링크가 있는 사람은 보고서를 볼 수 있습니다:"),
    "stored.revoke_once": (
        "With this token you can delete the report. It is shown only now; keep it.",
        "이 토큰으로 보고서를 삭제할 수 있습니다. 지금 한 번만 보이므로 보관해 둡니다.",
    ),
    "stored.copy": ("Copy", "복사"),
    "stored.copied": ("Copied", "복사됨"),
    "stored.immutable": ("Stored on {date}, unchanged since.", "{date}에 저장한 그대로입니다."),
    "stored.same": ("The rules and prices are still the same.", "규칙과 가격은 그 뒤로 바뀌지 않았습니다."),
    "stored.changed": ("Rules or prices have changed since.", "그 뒤로 규칙이나 가격이 바뀌었습니다."),
    "stored.again": ("Run the same answers again", "같은 답으로 다시 실행하기"),
    "stored.manage": ("This link", "이 링크"),
    "stored.delete": ("Delete this report", "이 보고서 삭제"),
    "stored.delete_text": ("Revoke token, given when the report was stored", "저장할 때 받은 철회 토큰"),
    "stored.deleted": ("The report is deleted", "보고서를 삭제했습니다"),
    "stored.deleted_text": ("Its link no longer shows anything.", "이제 링크를 열어도 아무것도 보이지 않습니다."),
}

_RULES = {
    "rules.title": ("What the advisor knows", "Advisor가 아는 것"),
    "rules.lead": (
        "{decisions} decisions over {inputs} inputs, {guardrails} guardrails, {sources} sources. Every table is here.",
        "입력 {inputs}개로 내리는 결정 {decisions}개, 가드레일 {guardrails}개, 출처 {sources}개를 그대로 공개합니다.",
    ),
    "rules.fingerprint": ("Rulebook fingerprint {fingerprint}", "규칙집 지문 {fingerprint}"),
    "rules.guardrails": ("All guardrails", "가드레일 모두 보기"),
    "kind.part": ("Parts", "파트"),
    "kind.part_text": ("What runs each part of the workload.", "워크로드의 각 부분을 무엇으로 실행하는지 정합니다."),
    "kind.shared": ("Shared decisions", "공통 결정"),
    "kind.shared_text": ("What the parts use together.", "여러 파트가 함께 쓰는 것을 정합니다."),
    "kind.finding": ("Findings", "중간 판단"),
    "kind.finding_text": (
        "Conclusions that other decisions read; they add nothing themselves.",
        "다른 결정이 읽는 결론입니다. 스스로 더하는 것은 없습니다.",
    ),
    "axis.cost": ("cost", "비용"),
    "axis.users": ("users", "사용자"),
    "axis.time": ("time", "시간"),
    "axis.space": ("space", "공간"),
    "policy.first": ("The first row whose tests all hold decides.", "위에서부터 모든 조건이 맞는 첫 행이 결정합니다."),
    "policy.unique": ("Exactly one row can hold.", "정확히 한 행만 맞습니다."),
    "policy.collect": ("Every row that holds adds its outcome.", "맞는 행의 결과를 모두 모읍니다."),
    "rule.table": ("Rules", "규칙"),
    "rule.otherwise": ("otherwise", "그 밖에는"),
    "rule.outcomes": ("Outcomes", "결과"),
    "rule.adds_nothing": ("Adds no component.", "추가하는 구성 요소가 없습니다."),
    "rule.traits": ("Traits:", "특성:"),
    "rule.instead": ("If taken instead:", "대신 고르면:"),
    "rule.graph": ("Place in the requirements graph", "요구 그래프에서의 자리"),
    "rule.reads": ("Reads", "읽는 것"),
    "rule.reads_nothing": ("Nothing: it is always the same.", "없음: 언제나 같은 결과입니다."),
    "rule.read_by": ("Read by", "이 결정을 읽는 것"),
    "rule.read_by_nothing": ("No other decision.", "다른 결정이 읽지 않습니다."),
    "rule.examples": ("Examples that prove the table", "표를 증명하는 예제"),
    "rule.nothing_given": ("nothing answered", "답 없음"),
    "rule.shows": ("shows", "보이는 주장:"),
    "node.input": ("input", "입력"),
    "node.decision": ("decision", "결정"),
    "node.trait": ("trait", "특성"),
}

_ERRORS = {
    "error.home": ("To the first page", "첫 페이지로"),
    "error.400": ("The request cannot be read", "요청을 읽을 수 없습니다"),
    "error.403": ("That is not allowed", "허용되지 않습니다"),
    "error.404": ("Nothing is here", "여기에는 아무것도 없습니다"),
    "error.405": ("Not in this way", "이 방법으로는 쓸 수 없습니다"),
    "error.413": ("That is too large", "너무 큽니다"),
    "error.415": ("This format is not understood", "지원하지 않는 형식입니다"),
    "error.422": ("This cannot be used", "사용할 수 없는 내용입니다"),
    "error.429": ("Too many requests", "요청이 너무 많습니다"),
    "error.500": ("Something broke on our side", "서버에서 문제가 생겼습니다"),
    "error.400_text": (
        "The request does not follow the protocol or is cut off.",
        "요청이 형식에 맞지 않거나 중간에 끊겼습니다.",
    ),
    "error.404_text": (
        "The address {path} leads nowhere; start from the first page.",
        "{path} 주소에는 아무것도 없습니다. 첫 페이지에서 시작합니다.",
    ),
    "error.405_text": ("{path} takes {allowed}.", "{path}에는 {allowed}만 쓸 수 있습니다."),
    "error.413_text": ("A request may hold at most {limit} bytes.", "요청은 최대 {limit}바이트까지 받습니다."),
    "error.415_text": ("Send the body as {wanted}.", "본문을 {wanted} 형식으로 보냅니다."),
    "error.422_text": (
        "Some fields cannot be used; each is named below.",
        "사용할 수 없는 값이 있습니다. 아래에 하나씩 적었습니다.",
    ),
    "error.429_text": ("Wait {seconds} seconds and try again.", "{seconds}초 뒤에 다시 시도합니다."),
    "error.500_text": (
        "It is logged. Going back and trying again does no harm; your answers are in the address.",
        "오류를 기록했습니다. 되돌아가 다시 시도해도 됩니다. 답은 주소에 그대로 남아 있습니다.",
    ),
}

WORDS = _read({**_SITE, **_HOME, **_ASK, **_ADVICE, **_COST, **_STORED, **_RULES, **_ERRORS})
"""Every key with its words."""
