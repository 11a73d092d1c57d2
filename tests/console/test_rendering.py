import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from endigue.console.rendering import static_address, static_file
from endigue.locale.sentences import sentences

CONSOLE = Path(__file__).parents[2] / "src" / "endigue" / "console"
TEMPLATES = sorted((CONSOLE / "templates").glob("*.j2"))
VENDOR = CONSOLE / "static" / "vendor"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_code_of_a_template_has_a_sentence(template: Path) -> None:
    text = template.read_text("utf-8")
    single = set(re.findall(r'\bsay\("([a-z_.]+)"(?! ~)', text))
    either = set(re.findall(r'"([a-z_]+\.[a-z_]+)" if [^"]+ else "([a-z_]+\.[a-z_]+)"', text))
    counted = set(re.findall(r'\bcounted\("([a-z_.]+)"(?! ~)', text))
    wanted = {f"console.{code}" for code in single if "speech.say" not in code}
    wanted |= {f"console.{code}" for pair in either for code in pair if "/" not in code}
    wanted |= {f"console.{code}.{form}" for code in counted for form in ("one", "many")}
    foreign = set(re.findall(r'speech\.say\("([a-z_.]+)"(?! ~)', text))
    wanted -= {f"console.{code}" for code in foreign}
    assert wanted | foreign <= set(sentences())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_a_word_of_its_own(template: Path) -> None:
    text = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<style.*?</style>",
        "",
        template.read_text("utf-8"),
        flags=re.S,
    )
    text = re.sub(r"<[^>]*>", " ", text)
    words = set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)) - {"Endigue", "UTC"}
    assert words == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_switches_the_escaping_off_or_carries_script_or_style(template: Path) -> None:
    text = template.read_text("utf-8")
    assert "|safe" not in text.replace(" ", "")
    assert "autoescape" not in text
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:|hx-on", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "nonce=" in script


def test_what_others_made_is_what_they_published() -> None:
    listed = tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8"))["file"]
    assert {one["name"] for one in listed} == {
        path.name for path in VENDOR.iterdir() if path.suffix == ".js"
    }
    for one in listed:
        assert sha256((VENDOR / one["name"]).read_bytes()).hexdigest() == one["sha256"]
        assert one["integrity"].startswith("sha512-")
        assert one["licence"]


def test_nothing_that_is_served_asks_for_anything_elsewhere() -> None:
    for path in (CONSOLE / "static").glob("*.*"):
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(|@import|sourceMappingURL", text), path.name
    for path in VENDOR.glob("*.js"):
        assert b"sourceMappingURL" not in path.read_bytes()


def test_a_static_address_changes_with_the_content() -> None:
    content = static_file("console.css")
    assert content is not None
    assert sha256(content).hexdigest()[:16] in static_address("console.css")
    assert static_file("../console.css") is None
    assert static_file("vendor/../../guard.py") is None
