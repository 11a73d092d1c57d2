"""Writes the smallest compound file (MS-CFB) that holds an Outlook message, for tests."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
CUTOFF = 4096

Tree = dict[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """A version 3 compound file. Streams are padded to `CUTOFF` in the file, and their length is
    told as such, so that no mini stream is needed; pad texts with what readers strip.
    """
    entries: list[dict[str, int | str | bytes]] = []
    sectors: list[bytes] = []
    table: list[int] = []

    def add(name: str, kind: int) -> int:
        entries.append({"name": name, "kind": kind, "left": NONE, "right": NONE, "child": NONE,
                        "start": 0, "size": 0})  # fmt: skip
        return len(entries) - 1

    def store(content: bytes) -> int:
        start = len(sectors)
        for at in range(0, len(content), 512):
            sectors.append(content[at : at + 512].ljust(512, b"\0"))
            table.append(len(sectors))
        table[-1] = END
        return start

    def fill(parent: int, children: Tree) -> None:
        last = NONE
        # A chain of right siblings is a valid, if unbalanced, tree; names sort by length first.
        for name in sorted(children, key=lambda each: (len(each), each.upper())):
            content = children[name]
            here = add(name, 1 if isinstance(content, dict) else 2)
            if isinstance(content, bytes):
                padded = content.ljust(CUTOFF, b"\0")
                entries[here] |= {"start": store(padded), "size": len(padded)}
            else:
                fill(here, content)
            if last == NONE:
                entries[parent]["child"] = here
            else:
                entries[last]["right"] = here
            last = here

    root = add("Root Entry", 5)
    entries[root]["start"] = END
    fill(root, tree)
    directory = b"".join(_entry(each) for each in entries)
    first_directory = store(directory.ljust(-(-len(directory) // 512) * 512, b"\0"))
    count = 1
    while count * 128 < len(table) + count:
        count += 1
    fat_at = list(range(len(sectors), len(sectors) + count))
    table += [FAT] * count
    table += [FREE] * (count * 128 - len(table))
    fat = struct.pack(f"<{len(table)}I", *table)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, count, first_directory, 0, CUTOFF, END, 0, END, 0)
    header += struct.pack("<109I", *fat_at, *[FREE] * (109 - count))
    return header + b"".join(sectors) + fat


def _entry(entry: dict[str, int | str | bytes]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", name, len(name), entry["kind"], 1, entry["left"], entry["right"],
        entry["child"], b"", 0, 0, 0, entry["start"], entry["size"],
    )  # fmt: skip


def outlook(texts: dict[int, str], recipients: list[str], files: dict[str, bytes]) -> bytes:
    """A message with these text properties, recipients and attachments."""
    tree: Tree = {f"__substg1.0_{tag:04X}001F": _text(text) for tag, text in texts.items()}
    tree["__properties_version1.0"] = struct.pack(
        "<8xIIII8x", 0, 0, len(recipients), len(files)
    ) + b"".join(_property(tag, len(text) * 2 + 2) for tag, text in texts.items())
    for at, address in enumerate(recipients):
        tree[f"__recip_version1.0_#{at:08X}"] = {
            "__substg1.0_39FE001F": _text(address),
            "__properties_version1.0": b"\0" * 8 + _property(0x39FE, len(address) * 2 + 2),
        }
    for at, (name, content) in enumerate(files.items()):
        tree[f"__attach_version1.0_#{at:08X}"] = {
            "__substg1.0_3707001F": _text(name),
            "__substg1.0_37010102": content,
            "__properties_version1.0": b"\0" * 8 + _property(0x3707, len(name) * 2 + 2)
            + struct.pack("<HHIII", 0x0102, 0x3701, 6, len(content), 0)
            + struct.pack("<HHIII", 0x0003, 0x3705, 6, 1, 0),
        }  # fmt: skip
    return compound(tree)


def _text(text: str) -> bytes:
    return text.encode("utf-16-le")


def _property(tag: int, size: int) -> bytes:
    return struct.pack("<HHIII", 0x001F, tag, 6, size, 0)
