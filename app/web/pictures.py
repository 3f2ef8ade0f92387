"""Keeps the pictures drawn last, by their content: as many, and as many bytes, as their memory allows."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Final

from markupsafe import Markup

from app.diagram.svg import draw
from app.domain.advisor.stages import badges
from app.domain.report.report import ArchitectureNote
from app.export import Form
from app.export.architecture import Look, export
from app.memory import MEMORIES
from app.words.text import Language, Text

LIMIT: Final = MEMORIES["pictures"]
MOST_BYTES: Final = LIMIT.most * LIMIT.kilobytes * 1024


class Pictures:
    """A store of pictures that drops those not asked for longest; safe for many threads."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> bytes | None:
        """The picture under a key, or None if it is not kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, picture: bytes) -> None:
        """Keep a picture, and drop others until both limits hold."""
        with self._lock:
            self._bytes += len(picture) - len(self._kept.pop(key, b""))
            self._kept[key] = picture
            while self._kept and (len(self._kept) > self._most or self._bytes > self._most_bytes):
                self._bytes -= len(self._kept.popitem(last=False)[1])

    def made(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The picture under a key; `make` draws it if it is not kept."""
        found = self.get(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def clear(self) -> None:
        """Forget all pictures."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0


KEPT: Final = Pictures(LIMIT.most, MOST_BYTES)


def drawn(architecture: ArchitectureNote, title: Text, form: Form, look: Look) -> bytes:
    """The bytes of an architecture in a form, from the store or drawn now."""
    key = (_content(architecture, title), form, look)
    return KEPT.made(key, lambda: export(architecture, title, form, look))


@dataclass(frozen=True)
class PagePicture:
    """A picture to be put into a page; `links` are addresses on the page by component id."""

    architecture: ArchitectureNote
    title: Text
    language: Language
    links: Mapping[str, str]

    def drawn(self) -> Markup:
        """The picture as markup, from the store or drawn now."""
        return _markup(KEPT.made(self._key, self._draw))

    @cached_property
    def _key(self) -> Hashable:
        links = tuple(sorted(self.links.items()))
        return _content(self.architecture, self.title), "page", self.language, links

    def _draw(self) -> bytes:
        costs = badges(self.architecture)
        svg = draw(
            self.architecture,
            title=self.title,
            language=self.language,
            scheme="auto",
            badges=costs,
            links=self.links,
        )
        return svg.encode()


def _markup(svg: bytes) -> Markup:
    # Not from outside: app.diagram.svg wrote it and escaped all texts.
    return Markup(svg.decode())  # noqa: S704


def _content(architecture: ArchitectureNote, title: Text) -> str:
    return sha256(f"{architecture.model_dump_json()}{title.model_dump_json()}".encode()).hexdigest()
