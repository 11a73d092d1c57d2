"""The place of an address, and how pages are brought there."""

from collections.abc import Callable, Mapping
from datetime import datetime

from endigue.connectors.publishing.address import no_address
from endigue.connectors.publishing.folder import publish_to_folder
from endigue.connectors.publishing.s3 import S3Place
from endigue.connectors.publishing.sftp import SftpPlace
from endigue.desk.delivery import Access, Delivery


def publish_to(
    place: str,
    access: Access,
    files: Mapping[str, bytes],
    environment: Mapping[str, str],
    clock: Callable[[], datetime],
    write: Callable[[str, bytes], None],
) -> Delivery:
    """Bring files to `sftp://…`, `s3://…` or a folder. Raises Refusal or Unreachable."""
    scheme, joined, _ = place.partition("://")
    if not joined:
        return publish_to_folder(place, files, write)
    if scheme == "sftp":
        return SftpPlace(place, access).publish(files)
    if scheme == "s3":
        return S3Place(place, access, environment, clock).publish(files)
    raise no_address(place)
