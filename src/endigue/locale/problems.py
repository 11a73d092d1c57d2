"""Problems of an organisation folder as people read them: place, what is wrong, what was meant."""

from collections.abc import Mapping

from endigue.desk.refusal import Refusal
from endigue.locale.links import say_link
from endigue.locale.speech import Speech
from endigue.organisation.problems import Problem


def say_problem(speech: Speech, problem: Problem) -> str:
    """One sentence, such as: assets.csv, line 12, column zone: 'dmzz' is no zone. Did you mean
    'dmz'?
    """
    return _say(speech, problem.code, problem.flat())


def say_refusal(speech: Speech, refusal: Refusal) -> str:
    """The sentence of a refusal, after its place where it has one in a file; what it names as
    `link` is a kind of link.
    """
    arguments = dict(refusal.arguments)
    if "link" in arguments:
        arguments["link"] = say_link(speech, str(arguments["link"]))
    if {"file", "line", "column"} <= arguments.keys():
        return _say(speech, refusal.code, arguments)
    return speech.say(refusal.code, **arguments)


def whole_sentence(said: str) -> str:
    """What a terminal says after a colon, as a sentence of its own: with a capital and a stop. What
    begins with a name, a path or an option is left as it was typed.
    """
    first = said.split(" ", 1)[0]
    if first.replace("’", "").replace("'", "").isalpha():
        said = said[:1].upper() + said[1:]
    return said if said[-1:] in ".!?…" else f"{said}."


def _say(speech: Speech, code: str, arguments: Mapping[str, object]) -> str:
    problem = speech.say(code, **arguments)
    if arguments.get("nearest"):
        problem = speech.say("organisation.perhaps", problem=problem, nearest=arguments["nearest"])
    place = {key: arguments[key] for key in ("file", "line", "column")}
    return speech.say(_place_code(**place), problem=problem, **place)


def _place_code(file: object, line: object, column: object) -> str:
    if not line:
        return "organisation.place_file_column" if column else "organisation.place_file"
    if str(file).endswith(".parquet"):
        return "organisation.place_row_column" if column else "organisation.place_row"
    if not column:
        return "organisation.place_line"
    in_toml = str(file).endswith(".toml")
    return "organisation.place_key" if in_toml else "organisation.place_column"
