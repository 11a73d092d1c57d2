"""The loops of `_tokenizer`: loaded only where their machine code is not kept."""

from typing import Any

import numpy as np

from endigue.kernel.compiled import compiled
from endigue.kernel.eight_bytes import WORD, first_marked, word_at
from endigue.kernel.translated import array_at
from endigue.readers.events._tokenizer import (
    BLOCK,
    CURSOR_BROKEN,
    CURSOR_NEW,
    CURSOR_PATHS,
    CURSOR_PLACE,
    CURSOR_ROWS,
    CURSOR_SIZE,
    CURSOR_SLOTS,
    CURSOR_VALUES,
    DEEPEST,
    DONE,
    FULL,
    UNKNOWN_PATHS,
    UNNAMED,
    UNWANTED,
)

_QUOTE, _BACKSLASH, _COMMA, _COLON = 0x22, 0x5C, 0x2C, 0x3A
_OPEN_OBJECT, _CLOSE_OBJECT, _OPEN_LIST, _CLOSE_LIST = 0x7B, 0x7D, 0x5B, 0x5D
_NEWLINE, _SPACE = 0x0A, 0x20

_LOW = np.uint64(0x0101010101010101)
_HIGH = np.uint64(0x8080808080808080)
_QUOTES = np.uint64(0x2222222222222222)
_BACKSLASHES = np.uint64(0x5C5C5C5C5C5C5C5C)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(32)
_EIGHT = np.uint64(8)
_ONE = np.uint64(1)
_NOTHING = np.uint64(0)
_SEVEN = np.uint64(7)
_FIFTY_SIX = np.uint64(56)
_LOWER = np.uint64(0x7F7F7F7F7F7F7F7F)
_NEWLINES = np.uint64(0x0A0A0A0A0A0A0A0A)
_ROOT = np.uint64(0x243F6A8885A308D3)


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> _SHIFT)) * _OTHER
    return value ^ (value >> _SHIFT)


@compiled
def _hash(text: np.ndarray, start: int, end: int, seed: np.uint64) -> np.uint64:
    state = seed ^ (np.uint64(end - start) * _FACTOR)
    at = start
    while at + WORD <= end:
        state = (state ^ word_at(text, at)) * _FACTOR
        state ^= state >> _SHIFT
        at += WORD
    left = np.uint64(end - at)
    if left:
        kept = (_ONE << (left * _EIGHT)) - _ONE
        state = (state ^ (word_at(text, at) & kept)) * _FACTOR
    state = _mixed(state)
    return state if state else _ONE


@compiled
def _same(text: np.ndarray, one: int, other: int, length: int) -> bool:
    at = 0
    while at + WORD <= length:
        if word_at(text, one + at) != word_at(text, other + at):
            return False
        at += WORD
    while at < length:
        if text[one + at] != text[other + at]:
            return False
        at += 1
    return True


@compiled
def _string_end(text: np.ndarray, start: int, end: int) -> int:
    """Place of the quote that ends the string whose content begins at `start`; -1 where the
    bytes end first.
    """
    at = start
    while at < end:
        word: Any = word_at(text, at)
        stops = _equal(word, _QUOTES) | _equal(word, _BACKSLASHES)
        if stops:
            # What is marked behind the first one may be none; the first one is.
            at += int(first_marked(stops))
            if at >= end:
                break
            if text[at] == _QUOTE:
                return at
            at += 2
            continue
        at += WORD
    return -1


@compiled
def _equal(word: np.uint64, bytes_: np.uint64) -> np.uint64:
    """The highest bit of the first byte that is the same in both, and perhaps of some behind it."""
    other: Any = word ^ bytes_
    found: np.uint64 = (other - _LOW) & ~other & _HIGH
    return found


@compiled
def _behind_space(text: np.ndarray, at: int, end: int) -> int:
    while at < end and text[at] <= _SPACE:
        at += 1
    return at


@compiled
def _list_end(text: np.ndarray, start: int, end: int) -> int:
    """Place behind the list that begins at `start`; -1 where the bytes end first."""
    depth = 0
    at = start
    while at < end:
        byte = text[at]
        if byte == _QUOTE:
            at = _string_end(text, at + 1, end)
            if at < 0:
                return -1
        elif byte in (_OPEN_LIST, _OPEN_OBJECT):
            depth += 1
        elif byte in (_CLOSE_LIST, _CLOSE_OBJECT):
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return -1


@compiled
def _literal_end(text: np.ndarray, start: int, end: int) -> int:
    at = start
    while at < end:
        byte = text[at]
        if byte in (_COMMA, _CLOSE_OBJECT) or byte <= _SPACE:
            return at
        at += 1
    return at


@compiled
def _line_end(text: np.ndarray, start: int, end: int) -> int:
    at = start
    while at < end and text[at] != _NEWLINE:
        at += 1
    return min(at + 1, end)


@compiled
def _path_slot(paths: np.ndarray, wanted: np.int64) -> Any:
    """Where the path stands, or the free place where it would."""
    mask = len(paths) - 1
    slot: Any = wanted & mask
    while paths[slot, 0] != 0 and paths[slot, 0] != wanted:
        slot = (slot + 1) & mask
    return slot


@compiled
def _with_more_slots(slots: np.ndarray, size: int, value_hashes: np.ndarray, values: int) -> int:
    """Use four times as many slots, or all; how many."""
    size = min(4 * size, len(slots))
    for slot in range(size):
        slots[slot] = -1
    mask = np.uint64(size - 1)
    for number in range(values):
        place = value_hashes[number] & mask
        while slots[place] >= 0:
            place = (place + _ONE) & mask
        slots[place] = number
    return size


@compiled
def _forget(codes: np.ndarray, row: int) -> None:
    for column in range(codes.shape[0]):
        codes[column, row] = -1


@compiled
def tokenize(
    text: np.ndarray,
    end: int,
    cursor: np.ndarray,
    paths: np.ndarray,
    most_paths: int,
    new_paths: np.ndarray,
    codes: np.ndarray,
    spans: np.ndarray,
    slots: np.ndarray,
    value_hashes: np.ndarray,
    values: np.ndarray,
    broken: np.ndarray,
    stack_hash: np.ndarray,
    stack_slot: np.ndarray,
) -> int:
    """See `_tokenizer.Arrays`."""
    slot_mask = np.uint64(cursor[CURSOR_SLOTS] - 1)
    at = cursor[CURSOR_PLACE]
    cursor[CURSOR_NEW] = 0
    while True:
        while at < end and (text[at] <= _SPACE or text[at] in (_COMMA, _OPEN_LIST, _CLOSE_LIST)):
            at += 1
        cursor[CURSOR_PLACE] = at
        if at >= end:
            return DONE
        row = cursor[CURSOR_ROWS]
        if row >= len(spans):
            return FULL
        if text[at] != _OPEN_OBJECT:
            if cursor[CURSOR_BROKEN] < len(broken):
                broken[cursor[CURSOR_BROKEN]] = at
            cursor[CURSOR_BROKEN] += 1
            at = _line_end(text, at, end)
            continue
        start = at
        depth = 1
        path: Any = _ROOT
        slot: Any = np.int64(-1)
        stack_hash[0], stack_slot[0] = path, slot
        at += 1
        cut = False
        sound = True
        while depth:
            at = _behind_space(text, at, end)
            if at >= end:
                cut = True
                break
            byte = text[at]
            if byte == _COMMA:
                at += 1
                continue
            if byte == _CLOSE_OBJECT:
                depth -= 1
                path, slot = stack_hash[depth], stack_slot[depth]
                at += 1
                continue
            if byte != _QUOTE:
                sound = False
                break
            key_start = at + 1
            key_end = _string_end(text, key_start, end)
            if key_end < 0:
                cut = True
                break
            at = _behind_space(text, key_end + 1, end)
            if at >= end:
                cut = True
                break
            if text[at] != _COLON:
                sound = False
                break
            at = _behind_space(text, at + 1, end)
            if at >= end:
                cut = True
                break
            child = _hash(text, key_start, key_end, path)
            child_slot = _path_slot(paths, np.int64(child))
            column: Any = np.int64(UNWANTED)
            if paths[child_slot, 0] != 0:
                column = paths[child_slot, 1]
            elif cursor[CURSOR_PATHS] < most_paths and cursor[CURSOR_NEW] < len(new_paths):
                paths[child_slot, 0] = np.int64(child)
                paths[child_slot, 1] = UNNAMED
                cursor[CURSOR_PATHS] += 1
                new = cursor[CURSOR_NEW]
                new_paths[new, 0] = child_slot
                new_paths[new, 1] = slot
                new_paths[new, 2] = key_start
                new_paths[new, 3] = key_end - key_start
                cursor[CURSOR_NEW] += 1
            byte = text[at]
            if byte == _OPEN_OBJECT:
                if depth >= DEEPEST:
                    sound = False
                    break
                stack_hash[depth], stack_slot[depth] = path, slot
                depth += 1
                path, slot = child, child_slot
                at += 1
                continue
            value = at
            if byte == _QUOTE:
                at = _string_end(text, at + 1, end)
                if at < 0:
                    cut = True
                    break
                at += 1
            elif byte == _OPEN_LIST:
                at = _list_end(text, at, end)
                if at < 0:
                    cut = True
                    break
            elif byte in (_COMMA, _CLOSE_OBJECT, _CLOSE_LIST):
                sound = False
                break
            else:
                at = _literal_end(text, at, end)
                if at >= end:
                    cut = True
                    break
            if column < 0:
                continue
            length = at - value
            hashed = _hash(text, value, at, np.uint64(column) * _OTHER)
            place = hashed & slot_mask
            while True:
                number = slots[place]
                if number < 0:
                    number = cursor[CURSOR_VALUES]
                    if number >= len(values):
                        break
                    slots[place] = number
                    value_hashes[number] = hashed
                    values[number, 0] = column
                    values[number, 1] = value
                    values[number, 2] = length
                    cursor[CURSOR_VALUES] += 1
                    if 2 * number >= cursor[CURSOR_SLOTS] and cursor[CURSOR_SLOTS] < len(slots):
                        cursor[CURSOR_SLOTS] = _with_more_slots(
                            slots, cursor[CURSOR_SLOTS], value_hashes, number + 1
                        )
                        slot_mask = np.uint64(cursor[CURSOR_SLOTS] - 1)
                    break
                if (
                    value_hashes[number] == hashed
                    and values[number, 0] == column
                    and values[number, 2] == length
                    and _same(text, value, values[number, 1], length)
                ):
                    break
                place = (place + _ONE) & slot_mask
            if number >= len(values):
                _forget(codes, row)
                return FULL
            codes[column, row] = number
        if cut:
            _forget(codes, row)
            return DONE
        if not sound:
            _forget(codes, row)
            if cursor[CURSOR_BROKEN] < len(broken):
                broken[cursor[CURSOR_BROKEN]] = start
            cursor[CURSOR_BROKEN] += 1
            at = _line_end(text, at, end)
            continue
        if cursor[CURSOR_NEW]:
            _forget(codes, row)
            return UNKNOWN_PATHS
        spans[row, 0] = start
        spans[row, 1] = at
        cursor[CURSOR_ROWS] = row + 1


def tokenize_at(places: Any, numbers: Any) -> int:
    """`tokenize` over places in memory, in the order of `_tokenizer.Arrays`."""
    length, end, most_paths, path_slots = numbers[0], numbers[1], numbers[2], numbers[3]
    new_paths, columns, width, rows = numbers[4], numbers[5], numbers[6], numbers[7]
    slots, values, broken = numbers[8], numbers[9], numbers[10]
    found: int = tokenize(
        array_at(places[0], (length,), np.uint8),
        end,
        array_at(places[1], (CURSOR_SIZE,), np.int64),
        array_at(places[2], (path_slots, 2), np.int64),
        most_paths,
        array_at(places[3], (new_paths, 4), np.int64),
        array_at(places[4], (columns, width), np.int32),
        array_at(places[5], (rows, 2), np.int64),
        array_at(places[6], (slots,), np.int32),
        array_at(places[7], (values,), np.uint64),
        array_at(places[8], (values, 3), np.int64),
        array_at(places[9], (broken,), np.int64),
        array_at(places[10], (DEEPEST,), np.uint64),
        array_at(places[11], (DEEPEST,), np.int64),
    )
    return found


def newlines_at(places: Any, numbers: Any) -> int:
    """See `_tokenizer.newlines`. Eight bytes at once: a byte of `other` has its highest bit set
    where it is zero in `word ^ NEWLINES`, and the product adds these bits up.
    """
    length, blocks = numbers[0], numbers[1]
    text = array_at(places[0], (length,), np.uint8)
    before = array_at(places[1], (blocks,), np.int64)
    total: Any = 0
    for block in range(blocks):
        before[block] = total
        at = block * BLOCK
        stop = min(at + BLOCK, length)
        words = _NOTHING
        while at + WORD <= stop:
            other: Any = word_at(text, at) ^ _NEWLINES
            other = ~(((other & _LOWER) + _LOWER) | other | _LOWER)
            words += ((other >> _SEVEN) * _LOW) >> _FIFTY_SIX
            at += WORD
        total += np.int64(words)
        while at < stop:
            total += text[at] == _NEWLINE
            at += 1
    found: int = total
    return found
