from decimal import Decimal

import pytest

from app.domain.model.architecture import Amount
from app.domain.model.expressions import ExpressionFault
from app.domain.model.usage import growing, measure, scopes_of
from app.domain.report.brief import read_brief
from tests.builders import edited, small_rulebook
from tests.stories import REAL


def usage(rulebook, answers=None, figures=None):
    brief = read_brief(rulebook, answers, None, figures)
    return measure(rulebook.measures, brief, rulebook.facts_of(brief))


def amount(low, typical, high):
    return Amount(Decimal(str(low)), Decimal(str(typical)), Decimal(str(high)))


def test_an_unanswered_number_spans_its_likely_range_and_an_answered_one_is_exact(small_rulebook):
    assert usage(small_rulebook).figures["monthly_requests"] == amount(100000, 1000000, 5000000)
    answered = usage(small_rulebook, {"monthly_requests": "7"})
    assert answered.figures["monthly_requests"] == amount(7, 7, 7)
    assert answered.figures["api_requests"] == amount(7, 7, 7)


def test_not_sure_is_not_an_answer(small_rulebook):
    unsure, unasked = usage(small_rulebook, {"monthly_requests": "not_sure"}), usage(small_rulebook)
    assert (unsure.figures, unsure.scopes) == (unasked.figures, unasked.scopes)


def test_the_usual_value_may_lie_outside_the_likely_range(tmp_path):
    text = edited("inputs/02-numbers.yaml", ("likely: [10, 500]", "likely: [200, 500]"))
    rulebook = small_rulebook(tmp_path, {"inputs/02-numbers.yaml": text})
    assert usage(rulebook).figures["export_gb"] == amount(100, 100, 500)


def test_an_indicator_counts_a_part_or_leaves_it_out(small_rulebook):
    assert usage(small_rulebook, {"parts": ["job"]}).figures["api_requests"] == amount(0, 0, 0)


def test_data_that_piles_up_is_counted_for_month_12_with_the_first_month_beside_it(small_rulebook):
    found = usage(small_rulebook, {"export_gb": "100"})
    assert found.figures["kept_gb"] == amount(600, 1200, 1200)
    assert [scope["kept_gb"] for scope in found.first_scopes] == [50, 100, 100]
    assert [scope["month"] for scope in found.first_scopes] == [1, 1, 1]
    assert [scope["month"] for scope in found.scopes] == [12, 12, 12]
    assert [scope["api_requests"] for scope in found.first_scopes] == list(
        usage(small_rulebook).figures["api_requests"].__dict__.values()
    )


def test_a_figure_that_the_brief_overwrites_is_exact_and_carries_on(tmp_path):
    text = edited("usage/month.yaml", ("monthly_requests * parts.api", "kept_gb * 2"))
    rulebook = small_rulebook(tmp_path, {"usage/month.yaml": text})
    found = usage(rulebook, None, {"kept_gb": "9"})
    assert found.figures["kept_gb"] == amount(9, 9, 9)
    assert found.figures["api_requests"] == amount(18, 18, 18)
    assert found.overwritten == {"kept_gb"}
    assert found.first_scopes[1]["api_requests"] == 18


def test_a_number_input_can_be_overwritten_as_usage(small_rulebook):
    assert usage(small_rulebook, {"export_gb": "5"}, {"export_gb": "8"}).figures["export_gb"] == amount(8, 8, 8)


def test_figures_that_depend_on_the_month_are_known_through_others(tmp_path):
    text = edited("usage/month.yaml", ("monthly_requests * parts.api", "kept_gb * 2"))
    rulebook = small_rulebook(tmp_path, {"usage/month.yaml": text})
    assert [figure.id for figure in rulebook.figures] == ["kept_gb", "api_requests"]
    assert growing(rulebook.figures) == {"kept_gb", "api_requests"}


def test_scopes_of_given_figures_hold_every_name_and_no_other(small_rulebook):
    low, typical, high = scopes_of(small_rulebook.measures, {"export_gb": amount(1, 2, 3)})
    assert (low["export_gb"], typical["export_gb"], high["export_gb"]) == (1, 2, 3)
    assert (typical["api_requests"], typical["parts.api"], typical["fact.requests_a_task"]) == (0, 0, 50)


def test_a_figure_that_divides_by_0_says_so(tmp_path):
    text = edited("usage/month.yaml", ("monthly_requests * parts.api", "1 / monthly_requests"))
    rulebook = small_rulebook(tmp_path, {"usage/month.yaml": text})
    with pytest.raises(ExpressionFault, match="divides by 0"):
        usage(rulebook, {"monthly_requests": "0"})


@pytest.mark.parametrize(
    ("memory", "typical"),
    [
        # 100 ms take a whole vCPU, which comes with 1,769 MB = 1.727539 GB: 100 × 1.727539 + (100 × 0.3 + 0.5) × 0.5.
        ("0.5", "188003.90625"),
        # More memory than a vCPU needs is paid for all the time: (100 + 100 × 0.3 + 0.5) × 2.
        ("2", "261000"),
        # A function has at least 128 MB: 100 × 1.727539 + 30.5 × 0.125.
        ("0", "176566.40625"),
    ],
)
def test_a_function_with_little_memory_computes_longer_at_part_of_a_vcpu(memory, typical):
    answers = {"parts": ["api"], "monthly_requests": "1000000", "work_ms": "100", "memory_gb": memory}
    assert usage(REAL, answers).figures["gb_seconds"].typical == Decimal(typical)


def test_function_time_never_falls_as_memory_grows():
    memories = ["0", "0.2", "0.5", "0.6", "0.7", "1", "1.7", "1.8", "3", "10", "12"]
    figures = [
        usage(REAL, {"parts": ["site", "api", "worker"], "rendering": "on_server", "work_ms": "1", "memory_gb": memory})
        for memory in memories
    ]
    for name in ("gb_seconds", "site_gb_seconds", "worker_gb_seconds"):
        for scenario in ("low", "typical", "high"):
            values = [getattr(found.figures[name], scenario) for found in figures]
            assert values == sorted(values), (name, scenario)
            assert values[-1] > 0
