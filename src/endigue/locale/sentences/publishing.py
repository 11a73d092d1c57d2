"""Sentences of bringing the public page to a host."""

SENTENCES: dict[str, str] = {
    "publishing.no_address": (
        "{place} is no place to publish to: give a folder, sftp://user@host/folder or "
        "s3://bucket/prefix, without a password in it"
    ),
    "publishing.no_endpoint": "{endpoint} is no address of an object store: give https://host",
    "publishing.not_encrypted": (
        "{endpoint} is not encrypted: give https://, http:// is for this machine alone"
    ),
    "publishing.no_key": (
        "no key for the object store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    ),
    "publishing.no_sftp": "this machine has no sftp: install the OpenSSH client",
    "publishing.unreachable": (
        "{place} cannot be written ({why}): once it can, the same command goes on where it stopped"
    ),
    "publishing.reads_otherwise": (
        "{place} gives back {file} otherwise than it was sent: do not announce it, and "
        "publish again"
    ),
    "publishing.nowhere": "say where to publish: --out DIR, --to PLACE, or both",
    "publishing.delivered": "{place}: {sent} files sent, {already} were there; all read back.",
}
