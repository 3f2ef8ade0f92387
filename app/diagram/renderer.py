"""SVG on standard input, PNG on standard output; a program of its own, which imports nothing else to start quickly.

Arguments: the width or "", the height or "", the background, the font family, the font files.
"""

import sys

import resvg_py


def render(svg: str, width: int | None, height: int | None, background: str, fonts: tuple[str, list[str]]) -> bytes:
    """The PNG of a picture in the fonts that are given, whatever the machine has; ValueError when it is no SVG."""
    family, files = fonts
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        background=background,
        skip_system_fonts=True,
        sans_serif_family=family,
        font_files=files,
    )


def _program(width: str, height: str, background: str, family: str, *files: str) -> None:
    svg = sys.stdin.buffer.read().decode()
    size = (int(width) if width else None, int(height) if height else None)
    sys.stdout.buffer.write(render(svg, *size, background, (family, list(files))))


if __name__ == "__main__":
    _program(*sys.argv[1:])
