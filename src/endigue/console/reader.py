"""Reads what pages are made from on a thread of its own, so that none of them waits for long."""

from collections.abc import Callable, Mapping
from threading import Lock, Thread


class Reader:
    """Does one set of readings at a time, and tells how far it is. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: Thread | None = None
        self._at = ""

    def read(self, readings: Mapping[str, Callable[[], object]], patience: float) -> str:
        """The name of the reading that is being done after so many seconds; empty where all are
        done. Begins them where no others run; what fails is raised by whoever reads it next.
        """
        with self._lock:
            thread = self._thread
            if thread is None or not thread.is_alive():
                self._at = next(iter(readings), "")
                thread = Thread(target=self._run, args=(readings,), name="reader", daemon=True)
                self._thread = thread
                thread.start()
        thread.join(patience)
        return self._at if thread.is_alive() else ""

    def _run(self, readings: Mapping[str, Callable[[], object]]) -> None:
        for name, reading in readings.items():
            self._at = name
            try:
                reading()
            except Exception:  # noqa: BLE001 - the page that needs it meets the same and says it
                return
