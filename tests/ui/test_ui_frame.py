import sheet


def test_a_page_without_any_frame_still_renders(page):
    html = page("ui/message.html", title="Not found", sentence="There is no such page.")
    assert "<h1>Not found</h1>" in html and 'lang="en" dir="ltr"' in html


def test_every_component_renders_in_one_page(page):
    html = page("sheet.html", **sheet.context())
    assert "Every component of the house" in html
