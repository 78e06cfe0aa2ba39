#!/usr/bin/env python3
"""Prints the table of docs/security.md, section "Test vectors".

Written from the page's description, with nothing but Python's own library, so that the values that
people compare are computed twice. `python3 scripts/security-vectors.py`
"""

import hashlib
import hmac
import struct

KEY_A = "11" * 32
KEY_B = "22" * 32
FINGERPRINT_A = ":".join(["AA"] * 32)
FINGERPRINT_B = ":".join(["BB"] * 32)
NONCE_A = bytes([0x33]) * 32
NONCE_B = bytes([0x44]) * 32
TALK = "call-0001"
SLUG = "garden"


def framed(context, fields):
    """Each field behind its length, a big-endian number of 32 bits."""
    parts = [part if isinstance(part, bytes) else part.encode() for part in [context, *fields]]
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def hkdf(secret, salt, info, size):
    """RFC 5869 with SHA-256, up to 32 bytes."""
    key = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:size]


def view(key_one, fingerprint_one, key_other, fingerprint_other):
    return [TALK, "initiator", key_one, fingerprint_one, "responder", key_other, fingerprint_other]


def commitment(fields):
    return hashlib.sha256(framed("webcrt sas v1 commitment", [*fields, NONCE_A])).hexdigest()


def sas(fields):
    context = "webcrt sas v1"
    secret = hkdf(NONCE_A + NONCE_B, framed(context, [TALK]), framed(context, fields), 6)
    bits = int.from_bytes(secret, "big") >> 6
    return " ".join(str(bits >> shift & 63) for shift in range(36, -1, -6))


def iterated(first, key):
    digest = hashlib.sha512(first).digest()
    for _ in range(5199):
        digest = hashlib.sha512(digest + key).digest()
    return digest


def groups(digest, count):
    numbers = [int.from_bytes(digest[5 * i : 5 * i + 5], "big") % 100000 for i in range(count)]
    return [f"{number:05}" for number in numbers]


def safety(*keys):
    sides = []
    for key in map(bytes.fromhex, keys):
        sides.append(groups(iterated(bytes(2) + key + key, key), 6))
    return " ".join(group for side in sorted(sides) for group in side)


def room(*members):
    data = framed("webcrt room code v1", [SLUG] + [part for pair in sorted(members) for part in pair])
    return " ".join(groups(iterated(data, data), 10))


def tag(key):
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:4].upper()


def randomart(key):
    """Nine rows of seventeen characters."""
    col, row = 8, 4
    visits = [[0] * 17 for _ in range(9)]
    for byte in hashlib.sha256(bytes.fromhex(key)).digest():
        for _ in range(4):
            col = min(max(col + (1 if byte & 1 else -1), 0), 16)
            row = min(max(row + (1 if byte & 2 else -1), 0), 8)
            visits[row][col] += 1
            byte >>= 2
    rows = [[" .o+=*BOX@%&#/^"[min(count, 14)] for count in line] for line in visits]
    rows[4][8] = "S"
    rows[row][col] = "E"
    return rows


BOTH = view(KEY_A, FINGERPRINT_A, KEY_B, FINGERPRINT_B)
TURNED = view(KEY_B, FINGERPRINT_B, KEY_A, FINGERPRINT_A)
GUEST = view(KEY_A, FINGERPRINT_A, "", FINGERPRINT_B)

VECTORS = [
    ("tag of A", tag(KEY_A)),
    ("commitment, A asks B", commitment(BOTH)),
    ("emoji, A asks B", sas(BOTH)),
    ("emoji, B asks A", sas(TURNED)),
    ("emoji, A asks B, who has no key", sas(GUEST)),
    ("safety number of A and B", safety(KEY_A, KEY_B)),
    ("room code of A and B", room((KEY_A, FINGERPRINT_A), (KEY_B, FINGERPRINT_B))),
    (
        "SHA-256 of the randomart of A",
        hashlib.sha256("\n".join("".join(row) for row in randomart(KEY_A)).encode()).hexdigest(),
    ),
]

if __name__ == "__main__":
    for name, value in VECTORS:
        print(f"| {name} | `{value}` |")
