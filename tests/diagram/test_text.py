"""Widths of words and their breaking into lines."""

from app.diagram import text


def test_korean_is_wider_than_latin_and_bold_than_regular() -> None:
    assert text.width("데이터", 12) > text.width("dat", 12)
    assert text.width("Amazon", 13, bold=True) > text.width("Amazon", 13)


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert text.wrap("Amazon S3", 150, 13) == ("Amazon S3",)


def test_a_long_text_is_broken_between_words() -> None:
    assert text.wrap("Application Load Balancer", 110, 13, bold=True) == ("Application Load", "Balancer")


def test_what_does_not_fit_in_two_lines_ends_in_an_ellipsis() -> None:
    lines = text.wrap("a very long purpose that needs many more words than a card has room for", 100, 12)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(text.width(line, 12) <= 100 for line in lines)


def test_one_endless_word_is_cut() -> None:
    assert text.width(text.wrap("x" * 80, 100, 12)[0], 12) <= 100


def test_a_label_is_broken_into_halves_of_about_the_same_width() -> None:
    assert text.balanced("read and write orders", 90, 11) == ("read and", "write orders")
