"""Words: the walk of questions."""

ASK = {
    "ask.title": ("Questions", "질문"),
    "ask.remaining": ("at most {n} more {n:question|questions}", "남은 질문 최대 {n}개"),
    "ask.usual": ("usual", "기본값"),
    "ask.several": ("Choose all that apply, or none.", "해당하는 것을 모두 골라 주십시오. 없으면 비워 두면 됩니다."),
    "ask.none_of_these": ("None of these", "해당 없음"),
    "ask.empty_assumes": ("If left empty, this is assumed: {usual}.", "비워 두면 다음 값으로 가정합니다: {usual}."),
    "ask.number": ("Number", "숫자"),
    "ask.exactly": ("Or exactly", "직접 입력"),
    "ask.per": ("Counted by", "기간 단위"),
    "per_unit.second": ("a second", "초"),
    "per_unit.minute": ("a minute", "분"),
    "per_unit.hour": ("an hour", "시간"),
    "per_unit.day": ("a day", "일"),
    "per_unit.month": ("a month", "월"),
    "per.second": ("a second", "초당"),
    "per.minute": ("a minute", "분당"),
    "per.hour": ("an hour", "시간당"),
    "per.day": ("a day", "일당"),
    "per.month": ("a month", "월당"),
    "ask.converted": ("That is {words}.", "환산: {words}"),
    "ask.sharper": (
        "You said: {said}. Part of the advice still differs within it.",
        "앞선 답변: {said}. 이 범위 안에서도 추천이 달라집니다.",
    ),
    "ask.apart": (
        "The advice differs only between these, and is the same within each:",
        "추천은 다음 범위 사이에서만 달라지고 각 범위 안에서는 같습니다:",
    ),
    "ask.likely": ("Often between {low} and {high}.", "일반적인 범위: {low}~{high}"),
    "ask.next": ("Next", "다음"),
    "ask.not_sure_assume": ("Not sure: assume {usual}", "잘 모르겠음(가정: {usual})"),
    "ask.why": ("Why do you ask?", "이 질문을 하는 이유"),
    "ask.why_text": (
        "Given your other answers, {n:one decision|{n} decisions} can depend on this one alone:",
        "다른 답변이 그대로일 때 이 답변만으로 달라질 수 있는 결정 {n}개:",
    ),
    "ask.why_nothing": (
        "Given your other answers, no decision depends on this one.",
        "다른 답변이 그대로라면 이 답변에 따라 달라지는 결정이 없습니다.",
    ),
    "ask.core": ("The core is settled", "핵심 결정이 정해졌습니다"),
    "ask.core_text": (
        "The core questions are answered. What follows refines the rest; it changes the core only in unusual cases.",
        "핵심 질문에 모두 답했습니다. 남은 질문은 나머지 결정을 구체화하며, 핵심은 특별한 사정이 있을 때만 바뀝니다.",
    ),
    "ask.deeper": ("Go deeper", "더 자세히 답하기"),
    "ask.done": (
        "Nothing you could still answer changes the architecture.",
        "남은 질문에 어떻게 답해도 아키텍처는 바뀌지 않습니다.",
    ),
    "ask.done_text": (
        "Your answers settle every decision. You can still change any answer in the list of all questions.",
        "모든 결정이 답변으로 확정되었습니다. 아래 전체 질문에서 어떤 답변이든 바꿀 수 있습니다.",
    ),
    "ask.sharpen": ("Sharpen the cost", "비용을 더 정확하게"),
    "ask.sharpen_text": (
        (
            "These numbers are still assumed. Each line shows how far the typical month moves between the likely ends "
            "of one of them; the mark is the cost now."
        ),
        (
            "아직 가정한 수치입니다. 각 수치가 일반적인 범위 안에서 바뀔 때 월 비용(보통)이 얼마나 달라지는지 "
            "보여 줍니다. 표시선은 현재 비용입니다."
        ),
    ),
    "ask.see_advice": ("See the advice", "추천 보기"),
    "ask.so_far": ("So far", "지금까지"),
    "ask.settled": ("Settled", "확정"),
    "ask.settled_of": ("{n} of {all}", "{all}개 중 {n}개"),
    "ask.settled_list": ("What is settled", "확정된 결정"),
    "ask.advice_now": ("See the advice now", "지금 추천 보기"),
    "ask.advice_now_text": (
        "For questions without an answer the usual value is assumed and listed as an assumption.",
        "답변하지 않은 질문에는 기본값을 적용하고 가정으로 표시합니다.",
    ),
    "ask.map": ("All questions", "전체 질문"),
    "ask.map_text": (
        "Answer in any order. Questions that can no longer change the advice are set aside.",
        "순서와 관계없이 답할 수 있습니다. 추천을 더 이상 바꾸지 않는 질문은 묻지 않습니다.",
    ),
    "ask.topic_count": ("{done} of {all}", "{all}개 중 {done}개"),
    "find.label": ("Find a question by a word", "단어로 질문 찾기"),
    "find.hint": (
        "In English or Korean: what you call it, a product or the beginning of a word, such as websocket or Lambda.",
        "영어나 한국어로 평소 쓰는 말, 제품 이름, 단어의 앞부분을 입력해 주십시오. 예: 웹소켓, Lambda",
    ),
    "find.button": ("Find", "찾기"),
    "find.found": (
        "{n} {n:question|questions} found, the best first",
        "질문 {n}개를 찾았습니다. 가장 잘 맞는 순서입니다.",
    ),
    "find.more": (
        "{n} questions found. These are the best {most}; a further word narrows them down.",
        "질문 {n}개를 찾아 가장 잘 맞는 {most}개를 보여 줍니다. 단어를 더 입력하면 범위가 좁아집니다.",
    ),
    "find.nothing": (
        (
            "Nothing found for “{typed}”. Try fewer words, only the beginning of one, another name for the same thing, "
            "or look through the topics below."
        ),
        (
            "“{typed}”에 맞는 질문이 없습니다. 단어 수를 줄이거나 단어의 앞부분만 입력하거나 같은 뜻의 다른 이름으로 "
            "찾아 주십시오. 아래 주제별 목록에서도 찾을 수 있습니다."
        ),
    ),
    "find.too_long": (
        "That is too long to search for: at most {most} letters are accepted. A word or two are enough.",
        "검색어가 너무 깁니다. {most}자까지 입력할 수 있습니다. 한두 단어면 충분합니다.",
    ),
    "find.answer": ("Your answer: {words}", "답변: {words}"),
    "state.open": ("open", "답변 필요"),
    "state.parked": ("cannot change the architecture", "아키텍처에 영향 없음"),
    "state.needless": ("not needed, because you said:", "다음 답변으로 필요 없어짐:"),
    "state.cost": ("changes the cost only", "비용에만 영향"),
    "state.needless_for": ("not needed, because of {n} {n:answer|answers}", "답변 {n}개로 필요 없어짐"),
    "state.unsure": ("not sure", "잘 모르겠음"),
}
