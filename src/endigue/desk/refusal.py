"""Refusals: what the product will not do, as a code and its arguments.

The sentence of a code, in each language, stands in `endigue.locale.sentences`.
"""


class Refusal(Exception):
    """Something that the user gave is wrong: exit code 2."""

    exit_code = 2

    def __init__(self, code: str, **arguments: object) -> None:
        super().__init__(code, arguments)
        self.code = code
        self.arguments = arguments


class Unreachable(Refusal):
    """Something outside could not be reached: exit code 3."""

    exit_code = 3


class Refusals(Refusal):
    """Several refusals at once, such as every error of an organisation folder."""

    def __init__(self, code: str, each: "tuple[Refusal, ...]", **arguments: object) -> None:
        super().__init__(code, count=len(each), **arguments)
        self.each = each
