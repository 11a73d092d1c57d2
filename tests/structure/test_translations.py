"""French is as complete as English, and the compiled catalogue is the one of the sources."""

import ast
import importlib.util
import re
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

from endigue.locale.sentences import sentences

ROOT = Path(__file__).parents[2]
VOICES = ("_", "speech.text", "door.working", "at.working")
FRENCH = ROOT / "src" / "endigue" / "locale" / "fr"


@cache
def french() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(FRENCH.glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="fr"):
                if message.id and message.string:
                    found[str(message.id)] = str(message.string)
    return found


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_sentence_is_said_in_french() -> None:
    unsaid = [code for code, english in sentences().items() if english not in french()]
    assert unsaid == []


def test_french_keeps_every_field() -> None:
    lost = [english for english, said in french().items() if fields(said) != fields(english)]
    assert lost == []


def test_no_file_says_the_same_twice() -> None:
    doubled = []
    for path in sorted(FRENCH.glob("*.po")):
        said = Counter(
            re.findall(r'^msgid (".+")$', path.read_text(encoding="utf-8"), re.MULTILINE)
        )
        doubled += [f"{path.name}: {english}" for english, times in said.items() if times > 1]
    assert doubled == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    path = ROOT / "scripts" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", path)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    committed = (FRENCH / "LC_MESSAGES" / "endigue.mo").read_bytes()
    assert script.compiled("fr") == committed, "run: uv run python scripts/catalogues.py"


def spoken_literals() -> set[str]:
    """Every English text that code gives to a voice."""
    found: set[str] = set()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            text = node.args[0]
            is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
            if is_text and ast.unparse(node.func).endswith(VOICES):
                found.add(text.value)
    return found


def test_every_text_given_to_a_voice_has_french() -> None:
    assert sorted(spoken_literals() - french().keys()) == []
