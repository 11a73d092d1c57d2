from endigue.console.application import PAGES
from endigue.console.menu import MENU
from endigue.locale.sentences import sentences

READ = {one.path for one in PAGES if one.method == "GET" and one.entrance == "person"}


def test_every_question_has_a_page_a_name_and_a_key_of_its_own() -> None:
    assert {item.path for item in MENU} <= READ
    assert all(f"console.menu.{item.name}" in sentences() for item in MENU)
    for field in ("name", "path", "key"):
        found = [getattr(item, field) for item in MENU]
        assert len(set(found)) == len(found), field
    assert all(len(item.key) == 1 and item.key.isalpha() for item in MENU)


def test_the_crisis_is_read_from_what_is_known_to_what_is_prepared() -> None:
    names = [item.name for item in MENU]
    assert names[0] == "now"
    assert names.index("reach") < names.index("cut") < names.index("back") < names.index("tell")


def test_every_page_says_in_the_menu_where_one_is(door) -> None:
    client = door.enter("Ann")
    for item in MENU:
        page = client.get(item.path).text
        current = f'href="{item.path}" aria-current="page" data-key="{item.key}"'
        assert current in page, item.name
        menu = page[page.index('<nav class="menu"') :]
        assert menu[: menu.index("</nav>")].count("aria-current") == 1, item.name
