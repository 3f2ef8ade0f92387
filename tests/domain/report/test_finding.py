"""Questions are found by the words that people use: either language, beginnings, typing errors, best first."""

from time import perf_counter

import pytest

from app.domain.report.finding import MOST_FOUND, MOST_LETTERS, MOST_PLACES, find, words_of
from app.words.particles import without_particle
from tests.builders import edited
from tests.builders import small_rulebook as build

INPUTS = "inputs/01-work.yaml"
JOB = (
    "label: {en: a job, ko: 배치 작업}, help: {en: Runs to its end., ko: 끝까지 실행되는 것입니다.}, "
    "words: {en: [cron, socket.io, e-mail], ko: [크론, 야간 작업]}}"
)
BANDS = """    at_most: 10000
    bands:
      - {id: short, label: {en: quick, ko: 짧음}, values: '<= 15', usual: 5}
      - {id: middle, label: {en: up to an hour, ko: 한 시간 이내}, values: '(15..60]', usual: 30}
      - {id: long, label: {en: longer, ko: 더 김}, values: '> 60', usual: 120}"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small rulebook, in which a job has other names and a help, and records have bands of words."""
    changed = edited(
        INPUTS,
        (
            "label: {en: a job, ko: 배치 작업}}",
            JOB,
        ),
        ("    usual: ap-northeast-2", "    usual: ap-northeast-2\n    words: {en: [area], ko: [지역]}"),
        (
            "    at_most: 10000",
            BANDS,
        ),
    )
    return build(tmp_path_factory.mktemp("finding"), {INPUTS: changed})


def ids(rulebook, typed):
    return [item.question.id for item in find(rulebook, typed).found]


def places(rulebook, typed):
    best = find(rulebook, typed).found[0]
    return [(place.input, place.value) for place in best.places]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("cron", ("parts", "job")),
        ("크론", ("parts", "job")),
        ("CRON", ("parts", "job")),
        ("socket.io", ("parts", "job")),
        ("Socket IO", ("parts", "job")),
        ("email", ("parts", "job")),
        ("e-mail", ("parts", "job")),
        ("cro", ("parts", "job")),
        ("야간작업", ("parts", "job")),
        ("야간", ("parts", "job")),
        ("작업을", ("parts", "job")),
        ("실행되는", ("parts", "job")),
        ("배치 cron", ("parts", "job")),
        ("area", ("region", "")),
        ("seoul", ("region", "ap-northeast-2")),
        ("서울에서", ("region", "ap-northeast-2")),
        ("us-east-1", ("region", "us-east-1")),
        ("hour", ("run_minutes", "middle")),
        ("run_minutes", ("run_minutes", "")),
        ("longest", ("run_minutes", "")),
        ("ＣＲＯＮ", ("parts", "job")),
    ],
)
def test_every_text_of_a_question_leads_to_it_in_either_language(small, typed, place):
    assert place in places(small, typed)


@pytest.mark.parametrize(("typed", "meant"), [("kubernets", "skills"), ("requsets", "volumes"), ("버지나아", "region")])
def test_a_small_typing_error_does_no_harm(small, typed, meant):
    assert ids(small, typed)[0] == meant


def test_a_word_that_is_met_is_not_taken_for_a_mistyped_one(small):
    assert ids(small, "site") == ["parts"]


@pytest.mark.parametrize("typed", ["", "   ", "?!", "qqqq", "cron qqqq", "x" * (MOST_LETTERS + 1)])
def test_nothing_is_found_where_a_word_is_met_nowhere(small, typed):
    assert (find(small, typed).found, find(small, typed).all) == ((), 0)


def test_all_words_must_be_met_in_one_question(small):
    assert ids(small, "cron parts") == ["parts"]
    assert ids(small, "cron longest") == []


def test_a_name_comes_before_its_beginning_and_both_before_a_text(tmp_path):
    help_text = "    help: {en: A server is asked., ko: 서버입니다.}\n    axis: [cost]\n    core: true"
    changed = edited(
        INPUTS,
        ("    axis: [cost]\n    core: true", help_text),
        ("label: {en: tables that join, ko: 조인하는 테이블}", "label: {en: serverless, ko: 서버리스}"),
        ("    question: {en: Which Region?,", "    words: {en: [server], ko: []}\n    question: {en: Which Region?,"),
    )
    rulebook = build(tmp_path, {INPUTS: changed})
    assert ids(rulebook, "server") == ["region", "records", "skills", "parts"]


def test_what_was_met_is_told_a_synonym_whole(small):
    (found,) = find(small, "cro").found
    assert found.topic.id == "work"
    assert [(place.label.en, place.words) for place in found.places if place.label] == [("a job", ("cron",))]


def test_much_is_found_but_only_the_best_is_given(rulebook):
    finding = find(rulebook, "a")
    assert finding.all > len(finding.found) == MOST_FOUND
    assert all(len(item.places) <= MOST_PLACES for item in finding.found)
    assert len({item.question.id for item in finding.found}) == MOST_FOUND


@pytest.mark.parametrize(
    ("english", "korean"),
    [("websocket", "웹소켓"), ("Lambda", "람다"), ("kafka", "카프카"), ("cron", "크론")],
)
def test_the_real_questions_are_found_by_a_word_of_either_language(rulebook, english, korean):
    assert ids(rulebook, english)[0] == ids(rulebook, korean)[0] == ids(rulebook, f"{korean}를")[0]


def test_every_label_and_synonym_finds_its_question(rulebook):
    for question in rulebook.questions:
        for item in (rulebook.inputs[name] for name in question.inputs):
            for name in (*item.synonyms.en, *item.synonyms.ko):
                finding = find(rulebook, name)
                assert finding.all > MOST_FOUND or question.id in {found.question.id for found in finding.found}, name


def test_the_longest_search_is_answered_at_once(rulebook):
    find(rulebook, "warm")
    started = perf_counter()
    find(rulebook, " ".join(["databsae"[:7] + letter for letter in "abcdefghijkl"])[:MOST_LETTERS])
    assert perf_counter() - started < 2


def test_words_are_told_apart_and_joined():
    assert words_of("An E-Mail, sent") == ("an", "e", "mail", "sent", "email")
    assert [without_particle(word) for word in ("람다를", "s3에서", "큐", "를")] == ["람다", "s3", "큐", "를"]
