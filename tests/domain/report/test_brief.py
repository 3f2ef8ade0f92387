from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.model.briefs import Brief
from app.domain.report.brief import brief_from_query, brief_note, query_pairs, read_brief, read_document
from app.errors import InvalidBrief
from app.words.text import Text

ANSWERS = {"parts": ["api", "job"], "region": "us-east-1", "run_minutes": 20.5, "skills": [], "records": "not_sure"}
PINS = {"egress": "nat", "blockers": ["habit", "long_run"]}
USAGE = {"kept_gb": "5120", "export_gb": 10}
READ = Brief(
    {"parts": frozenset({"api", "job"}), "region": "us-east-1", "run_minutes": Decimal("20.5"), "skills": frozenset()},
    {"egress": ("nat",), "blockers": ("habit", "long_run")},
    {"kept_gb": Decimal(5120), "export_gb": Decimal(10)},
    frozenset({"records"}),
)


def faults(read, *arguments):
    with pytest.raises(InvalidBrief) as refused:
        read(*arguments)
    return {problem.field: problem.told.en for problem in refused.value.problems}


def test_a_brief_is_read_from_plain_data(small_rulebook):
    assert read_brief(small_rulebook, ANSWERS, PINS, USAGE) == READ
    document = {"answers": ANSWERS, "pins": PINS, "usage": USAGE}
    assert read_document(small_rulebook, document) == READ
    assert read_document(small_rulebook, {}) == Brief()
    assert read_document(small_rulebook, {"answers": None}) == Brief()


def test_a_single_value_of_a_set_and_a_list_of_one_choice_are_understood(small_rulebook):
    brief = read_brief(small_rulebook, {"parts": "job", "region": ["us-east-1"]}, {"blockers": "habit"})
    assert brief == Brief({"parts": frozenset({"job"}), "region": "us-east-1"}, {"blockers": ("habit",)})


def test_every_fault_is_named_at_once(small_rulebook):
    told = faults(
        read_brief,
        small_rulebook,
        {"colour": "red", "parts": ["api", "boat"], "run_minutes": "-1", "region": {"a": 1}, "monthly_requests": "1.5"},
        {"egres": "nat", "egress": "tunnel", "database": ["none", "rds"], "zones": []},
        {"kept_gb": "-1", "kept_tb": "1", "export_gb": "1e16", "api_requests": "many"},
    )
    assert told.keys() == {
        "answers.colour", "answers.parts", "answers.run_minutes", "answers.region", "answers.monthly_requests",
        "pins.egres", "pins.egress", "pins.database", "pins.zones",
        "usage.kept_gb", "usage.kept_tb", "usage.export_gb", "usage.api_requests",
    }  # fmt: skip
    assert told["pins.egress"] == "tunnel is not possible; choose one of: none, endpoint, nat"
    assert told["answers.parts"] == "boat is not possible; choose from: site, api, job"
    assert told["pins.database"].startswith("none, rds is not possible; choose one of: none, ")
    assert told["pins.egres"].startswith("is not known (did you mean `egress`?); known are: ")


def test_every_fault_has_korean_words(small_rulebook):
    with pytest.raises(InvalidBrief) as refused:
        read_brief(small_rulebook, {"colour": "red", "parts": ["boat"]}, {"egress": "x"}, {"kept_gb": "x"})
    assert all(problem.told.ko and problem.told.ko != problem.told.en for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ([], {""}),
        ("text", {""}),
        ({"answers": [], "pins": "x", "extra": 1}, {"answers", "pins", "extra"}),
        ({"usage": {"kept_gb": True}}, {"usage.kept_gb"}),
        ({"usage": {"kept_gb": "1e999999999"}}, {"usage.kept_gb"}),
        ({"answers": {"parts": [1]}}, {"answers.parts"}),
        ({"answers": {"records": None}}, {"answers.records"}),
        ({"answers": {"run_minutes": ["1", "b"]}}, {"answers.run_minutes"}),
        ({"pins": {"egress": None}}, {"pins.egress"}),
    ],
)
def test_a_document_of_another_shape_is_refused_by_field(small_rulebook, document, fields):
    assert faults(read_document, small_rulebook, document).keys() == fields


def test_a_query_string_holds_the_whole_brief_and_comes_back_the_same(small_rulebook):
    pairs = query_pairs(READ)
    assert ("records", "not_sure") in pairs
    assert ("skills", "none_of_these") in pairs
    assert ("pin.egress", "nat") in pairs
    assert ("usage.kept_gb", "5120") in pairs
    assert brief_from_query(small_rulebook, pairs) == (READ, ())


def test_a_brief_note_can_be_sent_again(small_rulebook):
    assert read_document(small_rulebook, brief_note(READ).model_dump(mode="json")) == READ


def test_a_query_is_read_leniently_with_notices_or_strictly(small_rulebook):
    pairs = [("parts", "api"), ("parts", ""), ("colour", "red"), ("pin.egress", "tunnel"), ("usage.kept_gb", "x")]
    brief, notices = brief_from_query(small_rulebook, pairs)
    assert brief == Brief({"parts": frozenset({"api"})})
    (kept,) = [figure.label for figure in small_rulebook.figures if figure.id == "kept_gb"]
    names = (Text(en="colour", ko="colour"), small_rulebook.decisions["egress"].title, kept)
    for notice, name in zip(notices, names, strict=True):
        assert f"“{name.en}”" in notice.en
        assert f"“{name.ko}”" in notice.ko
    with pytest.raises(InvalidBrief):
        brief_from_query(small_rulebook, pairs, lenient=False)


def test_the_last_of_a_repeated_figure_counts_and_a_repeated_choice_is_one_of_them(small_rulebook):
    assert brief_from_query(small_rulebook, [("usage.kept_gb", "1"), ("usage.kept_gb", "2")])[0].usage == {"kept_gb": 2}
    brief, notices = brief_from_query(small_rulebook, [("region", "us-east-1"), ("region", "ap-northeast-2")])
    assert (brief.answers, brief.within["region"].text, notices) == ({}, "us-east-1 or ap-northeast-2", ())


def test_an_empty_set_can_be_pinned_where_a_table_collects(small_rulebook):
    brief = Brief(pins={"blockers": ()})
    assert brief_from_query(small_rulebook, query_pairs(brief)) == (brief, ())
    assert read_brief(small_rulebook, None, {"blockers": []}) == brief


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["parts", "region", "run_minutes", "skills", "egress", "blockers", "kept_gb", "answers", "pins"]
)
SECTION = st.dictionaries(NAMES | st.text(max_size=5), JSON, max_size=4) | JSON


@given(st.fixed_dictionaries({}, optional={"answers": SECTION, "pins": SECTION, "usage": SECTION}) | JSON)
def test_any_document_is_read_or_refused_and_never_crashes(small_rulebook, document):
    try:
        brief = read_document(small_rulebook, document)
    except InvalidBrief as fault:
        refused = fault
        brief = None
    assert refused.problems if brief is None else brief_from_query(small_rulebook, query_pairs(brief))[0] == brief


@given(st.lists(st.tuples(NAMES | st.text(max_size=8), st.text(max_size=8) | st.sampled_from(["api", "nat", "5"]))))
def test_any_query_gives_a_brief(small_rulebook, pairs):
    brief, _ = brief_from_query(small_rulebook, pairs)
    assert brief_from_query(small_rulebook, query_pairs(brief), lenient=False)[0] == brief
