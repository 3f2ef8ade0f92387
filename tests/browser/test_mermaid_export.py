"""Mermaid: what is written parses and is drawn by Mermaid itself in Chromium, whatever the labels say."""

from pathlib import Path

import pytest

from app.domain.advisor.advise import advise
from app.domain.report.report import ArchitectureNote
from app.export.mermaid import mermaid
from app.words.text import Text
from tests.builders import NOON
from tests.depth import some
from tests.diagram.samples import SAMPLES, architecture
from tests.stories import REAL, STORIES, brief_of

pytestmark = pytest.mark.browser

LIBRARY = Path(__file__).parents[1] / "vendor" / "mermaid" / "mermaid.tiny.js"
DRAW = """async source => {
    document.body.innerHTML = (await mermaid.render('drawn', source)).svg;
    const svg = document.querySelector('svg');
    const named = id => document.getElementById(svg.getAttribute(id)).textContent;
    return {words: svg.textContent, title: named('aria-labelledby'), text: named('aria-describedby')};
}"""
TITLE = Text(en="Orders", ko="주문 서비스")
# What Mermaid's grammar, its Markdown or HTML could stumble over.
NASTY = [
    '"quoted"', "a;b", "#35;", "%%{init: {}}%%", "]); end", "</script><b>x</b>", "`code`", "a|b", "{x}", "line\nbreak",
    "---", "1. first", "- item", "subgraph", "end", "fa:fa-user", "한글 라벨", "日本", "&amp;", "\\",
    "@{shape: x}", " ", "🚀",
]  # fmt: skip
RESERVED = ["end", "graph", "subgraph", "style", "linkStyle", "classDef", "class", "click", "default", "o", "x"]


@pytest.fixture(scope="module")
def parse(chromium):
    """A function that has Mermaid parse and draw a source, and returns the words of the drawing."""
    page = chromium.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(path=LIBRARY)
    page.evaluate("mermaid.initialize({startOnLoad: false})")

    def parsed(source):
        assert page.evaluate("source => mermaid.parse(source)", source)["diagramType"] == "flowchart-v2"
        return page.evaluate(DRAW, source)

    yield parsed
    page.close()


def renamed(labels, roles=()):
    """A large architecture with other labels, and other names of components where there are some."""
    document = SAMPLES["everything"].model_dump(mode="json")
    names = dict(zip((item["id"] for item in document["components"]), roles, strict=False))
    for at, item in enumerate([*document["components"], *document["connections"]]):
        item["label"] = {"en": labels[at % len(labels)], "ko": labels[-at % len(labels)]}
    for item in document["components"]:
        item["id"] = names.get(item["id"], item["id"])
    for line in document["connections"]:
        for end in ("source", "target"):
            line[end] = names.get(line[end], line[end])
    return ArchitectureNote.model_validate(document)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_story_is_drawn_with_all_its_words(parse, language):
    for story in some(STORIES.values(), 3):
        report = advise(REAL, brief_of(story), NOON)
        drawn = parse(mermaid(report.architecture, report.title, language))
        assert drawn["title"] == report.title.in_language(language)
        words = "".join(drawn["words"].split())
        architecture = report.architecture
        labels = [item.label for item in architecture.components] + [item.label for item in architecture.connections]
        assert all("".join(label.in_language(language).split()) in words for label in labels)


@pytest.mark.parametrize("name", SAMPLES)
def test_architectures_of_every_shape_are_drawn(parse, name):
    drawn = parse(mermaid(SAMPLES[name], TITLE, "ko"))
    assert drawn["title"] == TITLE.ko
    assert f"구성 요소 {len(SAMPLES[name].components)}개" in drawn["text"]


def test_thirty_components_are_drawn(parse):
    roles = ["users", "cdn", *(f"files{at}" for at in range(2, 30))]
    lines = "users>cdn r HTTPS;" + ";".join(f"cdn>{role} d static files" for role in roles[2:])
    large = architecture(" ".join(roles), lines)
    assert len(large.components) == 30
    assert "29 · static files" in parse(mermaid(large, TITLE, "en"))["words"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_label_and_no_name_means_anything_to_mermaid(parse, language):
    nasty = renamed(NASTY, [*RESERVED, "한글", 'a "b"', "A", "a-b", "a_b", "a b", "__proto__"])
    drawn = parse(mermaid(nasty, Text(en='A #1; "b" <c>\n%%', ko="한글; #제목"), language))
    for label in NASTY:
        assert " ".join(label.split()) in drawn["words"]
    assert "#" not in drawn["title"]
