"""Notes that others verify: the published example of the format, and plain openssl."""

import base64
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advice_line.exports.letters import Letter, letter_html
from advice_line.exports.signed_note import Signer, read_note, signed_note, verifier_key
from advice_line.exports.trail_heads import Head, UnreadHead, Witness, heads_in, key_name, log_entry, printed, typed
from advice_line.problems import Refused

# The example of Go's golang.org/x/mod/sumdb/note documentation.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "YEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE = TEXT + (
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
AT = datetime(2026, 11, 25, 13, 20, tzinfo=UTC)
HEAD = Head("RRV03", 1234, "59e0c8384c2dcf3d7d7c5fc29de8" + "a1" * 18, AT)


def new_signer(name: str = key_name("RRV03")) -> Signer:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Signer(name, Ed25519PrivateKey.generate())


def test_the_published_example_is_read_verified_and_written_again():
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, note = verifier_key(KEY), read_note(NOTE)
    assert (note.text, str(key)) == (TEXT, KEY)
    assert key.verifies(note.text, note.signatures[0])
    private = base64.b64decode("A" + PRIVATE)[1:]
    assert signed_note(TEXT, [Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(private))]) == NOTE


@pytest.mark.parametrize("place", range(0, len(NOTE), 7))
def test_no_letter_of_a_note_can_be_another(place: int):
    changed = NOTE[:place] + ("x" if NOTE[place] != "x" else "y") + NOTE[place + 1 :]
    try:
        note = read_note(changed)
    except Refused:
        return
    assert not any(verifier_key(KEY).verifies(note.text, signature) for signature in note.signatures)


@pytest.mark.parametrize(
    "key, said",
    [
        ("PeterNeumann", "is NAME+ID+KEY"),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "is NAME+ID+KEY"),
        (KEY.replace("c74f20a3", "c74f20a4"), "does not fit its own id"),
        (KEY.replace("ARpc", "BRpc"), "of a kind that this program does not know"),
        (KEY[:-4], "of a kind that this program does not know"),
    ],
)
def test_a_key_that_is_none_is_refused_with_a_sentence(key: str, said: str):
    with pytest.raises(Refused, match=said.replace("+", r"\+")):
        verifier_key(key)


@pytest.mark.parametrize("source", ["", "words", TEXT, TEXT + "\n— nobody\n", TEXT + "\n— a !!!!\n", NOTE[:-1]])
def test_what_is_no_note_is_refused_with_a_sentence(source: str):
    with pytest.raises(Refused, match="note"):
        read_note(source)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_plain_openssl_verifies_a_head(tmp_path: Path):
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    signer = new_signer()
    note = read_note(printed(HEAD, [signer]).note)
    public = signer.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "pub.pem").write_bytes(public)
    (tmp_path / "sig").write_bytes(note.signatures[0].bytes)

    def openssl(body: str) -> int:
        (tmp_path / "body").write_text(body)
        arguments = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "pub.pem", "-rawin"]
        arguments += ["-in", "body", "-sigfile", "sig"]
        return subprocess.run(arguments, cwd=tmp_path, capture_output=True).returncode

    assert openssl(HEAD.body) == 0
    assert openssl(HEAD.body.replace("1234", "1235")) != 0


def test_a_head_is_four_lines_and_a_signature():
    note = printed(HEAD, [new_signer()]).note.splitlines()
    assert note[0] == "advice-line/RRV03 trail head v1"
    assert note[1] == "1234"
    assert base64.b64decode(note[2]).hex() == HEAD.hash
    assert note[3:5] == ["2026-11-25T13:20:00Z", ""]
    assert note[5].startswith("— advice-line/RRV03 ")


def test_without_a_key_a_head_is_one_line():
    found = printed(HEAD, [])
    assert found.text == "Trail head RRV03 1234:59e0c8384c2dcf3d at 2026-11-25T13:20:00Z, not signed.\n"


@pytest.mark.parametrize("signed", [True, False])
def test_heads_are_found_again_wherever_they_were_kept(signed: bool):
    signers = [new_signer()] if signed else []
    paper = printed(HEAD, signers)
    letter = f"Dear colleague\n\nthe advice\n{paper.text}"
    reply = "".join(f"> {line}\n".replace("> \n", ">\n") for line in letter.splitlines())
    page = letter_html(Letter("AL-1", "Letter", "Hospital", "Practice", (), ("the advice",), paper))
    for text in (letter, reply, page, letter.replace("\n", "\r\n")):
        found = list(heads_in(text.splitlines(keepends=True), "letter"))
        assert all(isinstance(one, Witness) for one in found)
        assert {(w.site, w.seq, HEAD.hash.startswith(w.hash)) for w in found if isinstance(w, Witness)} == {
            ("RRV03", 1234, True)
        }
        notes = [w for w in found if isinstance(w, Witness) and w.note is not None]
        assert [(w.hash, w.at) for w in notes] == [(HEAD.hash, AT)] * signed
        assert all(signers[0].verifier.verifies(w.note.text, w.note.signatures[0]) for w in notes if w.note)


def test_a_log_of_heads_gives_each_with_its_line():
    later = Head("RRV03", 1300, "b2" * 32, AT)
    log = "\n" + log_entry(HEAD, [new_signer()]) + "\n" + log_entry(later, [])
    found = [w for w in heads_in(log.splitlines(), "heads.log") if isinstance(w, Witness)]
    assert [(w.seq, w.where) for w in found] == [(1234, "heads.log:2"), (1300, "heads.log:9")]
    assert found[1].hash == later.hash


@pytest.mark.parametrize("broken", ["1234\n", "2026-11-25T13:20:00Z", "\n\n", "— "])
def test_a_head_that_was_cut_off_is_said_with_its_place_and_hides_no_other(broken: str):
    torn = printed(HEAD, [new_signer()]).note.replace(broken, "", 1)
    log = f"{torn}\n{log_entry(HEAD, [new_signer()])}"
    first, *rest = heads_in(log.splitlines(), "heads.log")
    assert isinstance(first, UnreadHead)
    assert first.where == "heads.log:1"
    assert [w.seq for w in rest if isinstance(w, Witness)] == [1234]


@pytest.mark.parametrize(
    "text, site, digits",
    [
        ("1234:59e0c8384c2dcf3d", "", 16),
        ("RRV03 1234:59E0C8384C2DCF3D", "RRV03", 16),
        (f" RRV03:1234:{HEAD.hash} ", "RRV03", 64),
    ],
)
def test_a_head_may_be_typed(text: str, site: str, digits: int):
    found = typed(text)
    assert found is not None
    assert (found.site, found.seq, found.hash) == (site, 1234, HEAD.hash[:digits])


@pytest.mark.parametrize("text", ["1234:59e0c8384c2dcf3", "1234", "heads.log", "x:59e0c8384c2dcf3d", ""])
def test_what_is_too_short_to_prove_anything_is_not_taken(text: str):
    assert typed(text) is None
