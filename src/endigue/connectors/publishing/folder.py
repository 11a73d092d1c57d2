"""A folder on this machine, or one that another machine serves."""

from collections.abc import Callable, Mapping
from pathlib import Path

from endigue.connectors.publishing.order import in_order
from endigue.desk.delivery import Delivery
from endigue.desk.refusal import Unreachable


def publish_to_folder(
    folder: str, files: Mapping[str, bytes], write: Callable[[str, bytes], None]
) -> Delivery:
    """Write what is not there yet; `write` writes a file whole or not at all. Raises Unreachable
    where a file reads otherwise than it was written, such as on a key that is worn out.
    """
    wanted = [name for name in in_order(files) if _held(folder, name) != files[name]]
    for name in wanted:
        write(str(Path(folder) / name), files[name])
    for name, content in files.items():
        if _held(folder, name) != content:
            raise Unreachable("publishing.reads_otherwise", place=folder, file=name)
    return Delivery(folder, len(wanted), len(files) - len(wanted))


def _held(folder: str, name: str) -> bytes | None:
    try:
        return (Path(folder) / name).read_bytes()
    except OSError:
        return None
