"""Mails made to break things: a seed set, mutated by the byte, the line and the part."""

import random
from collections.abc import Iterator

from tests.mail.mails import mail
from tests.mail.test_parsing import BOUNCE, with_parts

_NASTY = (
    b"\x00", b"\xff", b"\r", b"\n", b"\r\n\r\n", b"=?", b"?=", b"=?utf-8?b?////?=", b"--b\r\n", b"--b--",
    b"\xed\xa0\x80", b"filename*=utf-8''%ff%00", b'charset="\x00"', b"<" * 50, b"\x1b[2J", b"%s%n", b"'; DROP",
    b"Content-Type: multipart/mixed; boundary=\r\n", b"Content-Transfer-Encoding: base64\r\n", b"<a href=",
    b"Content-Transfer-Encoding: x-uuencode\r\n", b"From: =?utf-16?b?AAA?=\r\n", b"<script>", b"&#x110000;",
    b"Content-Type: text/html; charset=utf-7\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"&#0;",
    b"Content-Type: message/partial; id=x; number=1\r\n", b"begin 644 x\r\n", b"Date: " + b"9" * 400 + b"\r\n",
    b"Message-ID: <" + b"a" * 3000 + b">\r\n", b"\xe2\x80\xae", b"Content-Type: /;;;=\r\n",
    b"Subject: AL-" + b"9" * 30 + b"\r\n", b"Subject: AL-000001\r\n", b"AL-9223372036854775807",
)  # fmt: skip


def seeds() -> list[bytes]:
    nested = "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--"
    for _ in range(40):
        nested = f"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n{nested}\r\n--c--"
    attached = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg=="
    coded = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=41=ZZ"
    return [
        mail(),
        mail("Größe 5 mg", subject="Dosis für Größe"),
        BOUNCE,
        with_parts("Content-Type: text/html\r\n\r\n<table><tr><td>INR<td>6</table>", attached),
        with_parts("Content-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\n\r\ninner", attached),
        with_parts(nested),
        b"From: a@b.example\n" + coded,
        mail(Auto_Submitted="auto-replied", X_Spam_Flag="YES", In_Reply_To="<a@b>", References="<a@b> <c@d>"),
    ]


def hostile_mails(many: int, seed: int = 4) -> Iterator[bytes]:
    """So many mails, always the same for a seed, none longer than about 60 kB."""
    chance = random.Random(seed)
    first = seeds()
    for _ in range(many):
        data = bytearray(chance.choice(first))
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data) + 1)
            match chance.randrange(6):
                case 0:
                    data[place : place + chance.randint(1, 40)] = b""
                case 1:
                    data[place:place] = chance.choice(_NASTY)
                case 2:
                    data[place:place] = chance.randbytes(chance.randint(1, 30))
                case 3 if data:
                    data[place % len(data)] = chance.randrange(256)
                case 4:
                    other = chance.choice(first)
                    data[place:place] = other[chance.randrange(len(other)) :][: chance.randint(1, 2000)]
                case _:
                    line = data[place : place + 80]
                    data[place:place] = line * chance.randint(1, 20)
        yield bytes(data[:60_000])
