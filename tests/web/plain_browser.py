"""A browser without script: reads forms and links of a page and submits them as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode


@dataclass
class Control:
    tag: str
    attributes: dict
    words: str = ""

    @property
    def name(self):
        return self.attributes.get("name", "")

    @property
    def value(self):
        return self.attributes.get("value", "")

    @property
    def type(self):
        return self.attributes.get("type", "text" if self.tag == "input" else "submit")


@dataclass
class Form:
    attributes: dict
    controls: list = field(default_factory=list)

    @property
    def action(self):
        return self.attributes["action"]

    def named(self, name):
        return [control for control in self.controls if control.name == name]

    def buttons(self):
        return [control for control in self.controls if control.tag == "button"]

    def pairs(self, chosen=(), button=None, typed=None):
        """What is sent: hidden fields, what stands checked or is chosen, what is typed, the button pressed."""
        sent = []
        for control in self.controls:
            kind = control.type
            if kind == "hidden":
                sent.append((control.name, control.value))
            elif kind in ("radio", "checkbox"):
                picked = [value for name, value in chosen if name == control.name]
                checked = "checked" in control.attributes and not picked
                if checked or control.value in picked:
                    sent.append((control.name, control.value))
            elif control.tag == "input":
                sent.append((control.name, (typed or {}).get(control.name, control.value)))
        if button is not None and button.name:
            sent.append((button.name, button.value))
        return sent


class Page(HTMLParser):
    """A parsed page: its forms, links, headings and the ids of its elements."""

    def __init__(self, text):
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[dict[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ids, self.headings, self.title = list[str](), list[str](), ""
        self.root: dict[str, str] = {}
        self._form: Form | None = None
        self._inside: str | None = None
        self._loose: list[Control] = []
        self.feed(text)
        for control in self._loose:
            owner = next((f for f in self.forms if f.attributes.get("id") == control.attributes["form"]), None)
            assert owner is not None, f"a control names a form that is not there: {control}"
            owner.controls.append(control)

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        self.tags.append((tag, found))
        self.ids.extend([found["id"]] if "id" in found else [])
        if tag == "html":
            self.root = found
        elif tag == "a":
            self.links.append(found)
        elif tag == "form":
            self._form = Form(found)
            self.forms.append(self._form)
        elif tag in ("input", "button", "select"):
            self._control(Control(tag, found))
        if tag in ("h1", "title"):
            self._inside = tag
            self.headings.extend([""] if tag == "h1" else [])

    def _control(self, control):
        if "form" in control.attributes:
            self._loose.append(control)
        elif self._form is not None:
            self._form.controls.append(control)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data):
        if self._inside == "h1":
            self.headings[-1] += data
        elif self._inside == "title":
            self.title += data

    @property
    def light(self):
        return next(int(name.removeprefix("light-")) for name in self.root["class"].split() if "light-" in name)

    def form(self, action):
        return next(form for form in self.forms if form.action.startswith(action))


def get(client, path, pairs=(), **headers):
    """Open a page and read it."""
    response = client.get(path + (f"?{urlencode(list(pairs))}" if pairs else ""), headers=headers)
    assert response.status_code == 200, response.text[:400]
    return Page(response.text)
