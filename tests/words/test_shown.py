"""What readers see, in pages, pictures, files, errors and commands: no id, no unit of the other language, no doubt."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.cli import main
from app.domain.report.brief import query_pairs
from app.main import create_app
from app.settings import Settings
from app.words.units import UNITS
from tests.korean import PATTERNS, SNAKE
from tests.stories import REAL, ROOT, STORIES, brief_of

CHAT = urlencode(query_pairs(brief_of(STORIES["realtime_chat"])))
SMALL = "parts=site&parts=api&budget_usd=20"
PAGES = {
    "/": "",
    "/ask": f"{SMALL}&q=연결",
    "/ask/found": f"{SMALL}&q=monthly_requests",
    "/advice/worth": SMALL,
    "/advice/spread": SMALL,
    "/advice/curve": SMALL,
    "/advice/decisions/database": SMALL,
    "/advice/changes": f"{CHAT}&pin.database=dynamodb&usage.export_gb=5120",
    "/rules": "",
    "/rules/database": "",
    "/proof": "",
    "/api/v1/docs": "",
    **{f"/rules/{name}": "" for name in list(REAL.comparisons)[:1]},
}
FILES = ("svg", "csv", "mmd", "drawio")
IDS = {
    *REAL.inputs, *REAL.decisions, *REAL.components, *REAL.roles.roles, *REAL.roles.role_sets, *REAL.roles.traits,
    *REAL.roles.settings, *REAL.roles.loads, *REAL.guardrail, *REAL.measures.inputs,
    *(figure.id for figure in REAL.figures),
    *(value for item in REAL.inputs.values() for value in item.value_ids),
    *(outcome for decision in REAL.decisions.values() for outcome in decision.outcomes),
}  # fmt: skip
ROLE = re.compile(rf"(?:추가|제거|Added|Removed): *(?:{'|'.join(REAL.roles.roles)})\b")
"""A role by its id where components come and go."""
MEASURED = [found.unit for found in REAL.inputs.values() if found.unit] + [figure.unit for figure in REAL.figures]
ENGLISH = {word for unit, (plural, korean) in UNITS.items() if unit not in korean for word in (unit, plural)}
ENGLISH |= {unit.en for unit in MEASURED if unit.en != unit.ko}
ENGLISH_UNIT = re.compile(rf"\d ({'|'.join(sorted(map(re.escape, ENGLISH), key=len, reverse=True))})\b")
NO_UNIT = {"ko": r"처음 [\d,.]+까지|, [\d,.]+ 초과분", "en": r", (first|over) [\d,.]*\d(?![\d,.]*\d)(?! *\w)"}
HIDDEN = re.compile(r"<(script|style|code|head)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r'(?:aria-label|placeholder|title)="([^"]*)"')
PARTICLE = re.compile(PATTERNS["a particle in both forms"])
COUNTER = re.compile(PATTERNS["a space before a counter"])
RANGE = re.compile(r"[\d,]+ ?~ | ~ ?[\d$]|\$[\d,.]+ ?[–-] ?\$")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shown")
    settings = Settings(database_url=f"sqlite:///{folder}/reports.db", rate_limit="1000/second")
    with TestClient(create_app(settings, REAL), follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def visible(page):
    """The words of a page that a reader sees or hears, without code and addresses."""
    shown = HIDDEN.sub(" ", page)
    spoken = " \n".join(SPOKEN.findall(shown))
    return unescape(re.sub(r"\s*<[^>]+>\s*", "\n", shown) + "\n" + spoken)


def faults(words, language):
    """What is wrong with words in a language, each with some of what stands around it."""
    found = [f"an id: {name}" for name in set(SNAKE.findall(words)) & IDS]
    patterns = {"a role by its id": ROLE, "a tier without unit": re.compile(NO_UNIT[language], re.MULTILINE)}
    if language == "ko":
        patterns |= {"a particle in both forms": PARTICLE, "an English unit": ENGLISH_UNIT}
        patterns |= {"a space before a counter": COUNTER, "a range without ~": RANGE}
    for name, pattern in patterns.items():
        found += [f"{name}: {words[max(0, hit.start() - 30) : hit.end() + 30]!r}" for hit in pattern.finditer(words)]
    return found


@pytest.mark.parametrize(
    ("wrong", "language"),
    [
        ("큐(으)로", "ko"),
        ("추가: nat", "ko"),
        ("Added: cdn, nat", "en"),
        ("decided by traffic_shape", "en"),
        ("730 hours × $0.01", "ko"),
        ("1,500,000 request", "ko"),
        ("저장, 처음 51,200까지", "ko"),
        ("Storage, first 51,200", "en"),
        ("Storage, over 51,200: $1", "en"),
        ("5 개", "ko"),
        ("월 $5 ~ $9", "ko"),
    ],
)
def test_what_readers_must_not_see_is_found(wrong, language):
    assert len(faults(wrong, language)) == 1
    assert faults("Storage, first 51,200 GB; 저장, 처음 51,200 GB까지; 5개, 월 $5~$9", language) == []


def get(client, path, query, language):
    response = client.get(f"{path}?{query}&lang={language}")
    assert response.status_code == 200, path
    return response.text


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_what_a_reader_can_read(client, path, language):
    assert faults(visible(get(client, path, PAGES[path], language)), language) == []


@pytest.mark.some(4)
@pytest.mark.parametrize("story", STORIES)
def test_the_advice_of_every_story_in_korean(client, story):
    query = urlencode(query_pairs(brief_of(STORIES[story])))
    assert faults(visible(get(client, "/advice", query, "ko")), "ko") == []


@pytest.mark.some(10)
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("form", FILES)
def test_the_picture_and_the_line_items_of_every_story_in_korean(client, story, form):
    query = urlencode(query_pairs(brief_of(STORIES[story])))
    drawn = get(client, f"/advice.{form}", query, "ko")
    words = visible(drawn) if form == "svg" else " ".join(re.findall(r'"([^"]*)"', drawn)) if form == "mmd" else drawn
    if form == "drawio":
        words = visible(unescape(" ".join(re.findall(r'value="([^"]*)"', drawn))))
    assert faults(words, "ko") == []
    assert re.search("[가-힣]", words)


def test_the_advice_in_english_and_a_stored_report_in_both_languages(client):
    assert faults(visible(get(client, "/advice", CHAT, "en")), "en") == []
    stored = client.post("/share", content=CHAT, headers={"Content-Type": "application/x-www-form-urlencoded"})
    for language in ("ko", "en"):
        assert faults(visible(get(client, stored.headers["location"].partition("?")[0], "", language)), language) == []


def test_a_page_tells_what_it_left_out_without_ids(client):
    query = "users=many&monthly_requests=-1&parts=moon&pin.database=moon&pin.nat_or_not=x&usage.export_gb=-1"
    for language in ("ko", "en"):
        words = visible(get(client, "/ask", query, language))
        assert faults(words, language) == []
        assert words.count({"ko": "무시한 입력", "en": "Ignored"}[language]) == 6


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ERRORS = {
    400: ("POST", "/share", b"\xff", FORM),
    404: ("GET", "/rules/no_such_thing", b"", {}),
    405: ("POST", "/ask", b"", {}),
    413: ("POST", "/share", b"x" * 3_000_000, FORM),
    415: ("POST", "/share", b"{}", {"Content-Type": "application/json"}),
    422: ("GET", "/advice.png?width=1", b"", {}),
}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("status", ERRORS)
def test_an_error_says_what_to_do(client, status, language):
    method, path, body, headers = ERRORS[status]
    response = client.request(method, path, content=body, headers={**headers, "Accept-Language": language})
    assert response.status_code == status
    assert faults(visible(response.text), language) == []


def test_too_many_requests_are_told_in_korean(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/reports.db", rate_limit="1/minute")
    with TestClient(create_app(settings, REAL), raise_server_exceptions=False) as client:
        for _ in range(2):
            response = client.post("/share?lang=ko", content=SMALL, headers=FORM)
    assert response.status_code == 429
    assert faults(visible(response.text), "ko") == []


@pytest.mark.parametrize(
    "arguments",
    [["advise"], ["advise", "--csv"], ["advise", "--currency", "KRW", "--rate", "1390"]],
    ids=" ".join,
)
def test_a_command_speaks_korean(arguments, monkeypatch):
    monkeypatch.setenv("ADVISOR_RULES_DIR", str(ROOT / "rules"))
    story = ROOT / "rules" / "examples" / "realtime_chat.yaml"
    result = CliRunner().invoke(main, [*arguments, str(story), "--lang", "ko"], env={"COLUMNS": "400"})
    assert result.exit_code == 0
    assert faults(result.output, "ko") == []


def test_a_file_that_is_not_there_is_told_in_korean(monkeypatch):
    monkeypatch.setenv("ADVISOR_RULES_DIR", str(ROOT / "rules"))
    result = CliRunner().invoke(main, ["advise", "nowhere.yaml", "--lang", "ko"])
    assert result.exit_code == 1
    assert "파일을 읽을 수 없습니다" in result.output
