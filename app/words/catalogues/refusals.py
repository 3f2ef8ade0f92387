"""Words: what is wrong with a field of a request, by kind of fault, and the parts of such sentences."""

REFUSALS = {
    "refused.unknown": (
        "is not known{near}; known are: {names}",
        "알 수 없는 이름입니다{near}. 쓸 수 있는 이름: {names}",
    ),
    "refused.unknown_here": ("is not known here", "여기에는 쓸 수 없는 이름입니다"),
    "refused.choice": (
        "{given} is not possible{near}; choose one of: {names}",
        "{given}쓸 수 없는 값입니다{near}. 다음 중 하나를 골라 주십시오: {names}",
    ),
    "refused.choices": (
        "{given} is not possible{near}; choose from: {names}",
        "{given}쓸 수 없는 값입니다{near}. 다음 중에서 골라 주십시오: {names}",
    ),
    "refused.test_number": (
        "{given} leaves no possible number; {wanted}, or a range such as `> 15` or `5..10`",
        "{given}가능한 수가 없습니다. {wanted}. `> 15`, `5..10` 같은 범위도 적을 수 있습니다",
    ),
    "refused.test_choice": (
        "{given} leaves no possible value; choose one of: {names}, or several as `[a, b]`, or `not {first}`",
        "{given}가능한 값이 없습니다. 다음 중 하나를 고르거나 `[a, b]`, `not {first}` 형식으로 적어 주십시오: {names}",
    ),
    "refused.test_choices": (
        (
            "{given} leaves no possible value; choose from: {names}, or write `has {first}`, `lacks {first}` "
            "or `any of [a, b]`"
        ),
        (
            "{given}가능한 값이 없습니다. 다음 중에서 고르거나 "
            "`has {first}`, `lacks {first}`, `any of [a, b]` 형식으로 적어 주십시오: {names}"
        ),
    ),
    "refused.alone": (
        "`{name}` excludes the others; choose it alone or leave it out",
        "{name} 값은 다른 값과 함께 쓸 수 없습니다. 하나만 고르거나 빼 주십시오",
    ),
    "refused.no_number": ("{given} is not a number; {wanted}", "{given}숫자가 아닙니다. {wanted}"),
    "refused.not_whole": ("{given} is not a whole number; {wanted}", "{given}정수가 아닙니다. {wanted}"),
    "refused.out_of_range": ("{given} is out of range; {wanted}", "{given}범위를 벗어난 값입니다. {wanted}"),
    "refused.wanted": ("write a number from {least} to {most}", "{least}에서 {most} 사이의 수를 적어 주십시오"),
    "refused.wanted_whole": (
        "write a whole number from {least} to {most}",
        "{least}에서 {most} 사이의 정수를 적어 주십시오",
    ),
    "refused.amount": (
        "write a number from 0 to {most}, or an object with low, typical and high",
        "0에서 {most} 사이의 수를 적거나 low, typical, high 값을 담은 객체를 적어 주십시오",
    ),
    "refused.object": ("write an object with {names}", "다음 항목을 담은 객체를 적어 주십시오: {names}"),
    "refused.any_object": ("write an object: {{name: value}}", "{{이름: 값}} 형식의 객체를 적어 주십시오"),
    "refused.list": ("write a list", "목록을 적어 주십시오"),
    "refused.text": ("write text", "문자열을 적어 주십시오"),
    "refused.plain_number": ("write a number", "숫자를 적어 주십시오"),
    "refused.whole_number": ("write a whole number", "정수를 적어 주십시오"),
    "refused.missing": ("is missing", "필수 항목입니다. 값을 적어 주십시오"),
    "refused.one_outcome": (
        "needs either outcome or outcomes",
        "outcome과 outcomes 중 하나만 적어 주십시오",
    ),
    "refused.too_long": ("holds too much; at most {max_length} are accepted", "항목은 {max_length}개까지 받습니다"),
    "refused.too_short": ("holds too little; at least {min_length} needed", "항목이 {min_length}개 이상 있어야 합니다"),
    "refused.string_too_long": ("has more than {max_length} letters", "{max_length}자를 넘습니다"),
    "refused.string_too_short": ("has fewer letters than {min_length}", "{min_length}자 이상이어야 합니다"),
    "refused.greater_than_equal": (
        "is too small; write at least {ge}",
        "{ge} 이상의 수를 적어 주십시오",
    ),
    "refused.less_than_equal": ("is too large; write at most {le}", "{le} 이하의 수를 적어 주십시오"),
    "refused.other": ("cannot be used", "쓸 수 없는 값입니다"),
    "refused.given": ("{written}", "{written}: "),
    "refused.not_told": ("this", "이것은 "),
    "refused.near": (" (did you mean `{name}`?)", "(가장 비슷한 이름: {name})"),
    "refused.more": ("{names} and {count} more", "{names} 외 {count}개"),
    "refused.more_problems": ("more fields are faulty", "잘못된 항목이 더 있습니다"),
}
