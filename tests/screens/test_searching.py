"""Searching ignores case and accents, and shows what it found without letting HTML through."""

from ddci_tracker.ui.core.search import Search


def test_accents_and_case_do_not_matter() -> None:
    assert Search("do thi").finds(["Đô thị"])
    assert Search("ĐÔ THỊ").finds(["do thi"])


def test_every_word_must_occur_but_in_any_of_the_texts() -> None:
    texts = ("Công khai thủ tục", None, "Văn phòng Sở")

    assert Search("phong cong").finds(texts)
    assert not Search("phong thanh tra").finds(texts)


def test_nothing_to_look_for_finds_everything_and_marks_nothing() -> None:
    search = Search("   ")

    assert not search
    assert search.finds([])
    assert search.marked("Công khai") == "Công khai"


def test_what_was_found_is_marked_with_its_accents() -> None:
    marked = Search("cong khai").marked("Niêm yết, công khai phí")

    assert marked == "Niêm yết, <mark>công</mark> <mark>khai</mark> phí"


def test_words_that_overlap_are_marked_as_one() -> None:
    assert Search("anh nha").marked("thanh nhanh") == "th<mark>anh</mark> <mark>nhanh</mark>"


def test_a_text_is_escaped_whether_found_or_not() -> None:
    text = "<script>mở</script>"

    assert Search("").marked(text) == "&lt;script&gt;mở&lt;/script&gt;"
    assert Search("mo").marked(text) == "&lt;script&gt;<mark>mở</mark>&lt;/script&gt;"
    assert Search("<scr").marked(text).startswith("<mark>&lt;scr</mark>ipt&gt;")
