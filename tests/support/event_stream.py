"""A browser that listens to the console."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit


class Stream:
    """A browser's end of the stream, read by itself."""

    def __init__(self, address: str, token: str, after: int, *, reconnecting: bool = False) -> None:
        place = urlsplit(address)
        self._connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
        headers = {"Cookie": f"endigue={token}"}
        query = "" if reconnecting else f"?after={after}"
        if reconnecting:
            headers["Last-Event-ID"] = str(after)
        self._connection.request("GET", f"/events{query}", headers=headers)
        self.answer = self._connection.getresponse()

    def messages(self) -> Iterator[tuple[int | None, str, str]]:
        number, event, data = None, "", []
        while line := self.answer.readline():
            text = line.decode().rstrip("\n")
            if not text:
                if event:
                    yield number, event, "\n".join(data)
                number, event, data = None, "", []
            elif text.startswith("id: "):
                number = int(text[4:])
            elif text.startswith("event: "):
                event = text[7:]
            elif text.startswith("data: "):
                data.append(text[6:])

    def entries(self, count: int) -> list[int]:
        found: list[int] = []
        for number, event, _ in self.messages():
            if event == "entry":
                assert number is not None
                found.append(number)
            if len(found) == count:
                return found
        raise AssertionError(f"the stream ended after {found}")

    def cut(self) -> None:
        self.answer.close()
        self._connection.close()
