"""Every setting is looked at when it is read: what would trip only in the night is a sentence at its line by day.

A new field of the settings fails here until it has its attacks.
"""

from dataclasses import fields
from pathlib import Path

import pytest

from advice_line.problems import Refused
from advice_line.settings import Settings, read_settings
from advice_line.settings.mail import MailSettings

LIMIT = '[[hours_limits]]\nrule = "weekends"\nlimit = 2\n'
IMAP, SMTP = '[mail]\nimap = "h"\n', '[mail]\nsmtp = "h"\n'
DESK = IMAP + '[mail.desks.renal]\nuser = "r"\n'

# By field: the text of a file, the line of the fault, and what the sentence says.
HOSTILE: dict[str, list[tuple[str, int, str]]] = {
    "dial_command": [
        ('\ndial_command = "dial {number}"', 2, "a list of texts"),
        ("dial_command = [3]", 1, "a list of texts"),
        ('dial_command = ["dial", "01632"]', 1, "would dial nothing: write {number}"),
        ('dial_command = ["{number}"]', 1, "would dial nothing"),
        ('dial_command = [" ", "{number}"]', 1, "it is empty"),
        ('dial_command = ["dial",\n "{number}\\u202e"]', 2, "right-to-left override"),
    ],
    "lock_after_minutes": [
        ("lock_after_minutes = -1", 1, "0 or more"),
        ("lock_after_minutes = 1441", 1, "at most 1,440"),
        ("lock_after_minutes = true", 1, "whole number"),
        ("lock_after_minutes = 0.5", 1, "whole number"),
    ],
    "hours_limits": [
        ("hours_limits = 3", 1, "[[hours_limits]]"),
        ("hours_limits = [3]", 1, "[[hours_limits]]"),
        (LIMIT + "\n" + LIMIT.replace("weekends", "weekend"), 6, "no hours rule “weekend”"),
        (LIMIT.replace('"weekends"', "[1]"), 2, "no hours rule"),
        (LIMIT.replace("2", "true"), 3, "a number over 0"),
        (LIMIT.replace("2", "nan"), 3, "a number over 0"),
        (LIMIT.replace("2", "inf"), 3, "up to 10,000"),
        (LIMIT.replace("2", "-2"), 3, "a number over 0"),
        (LIMIT + 'from = "2026-08-05"', 4, "a date like 2026-08-05"),
        (LIMIT + "from = 2026-08-05T10:00:00", 4, "a date like 2026-08-05"),
        (LIMIT + "from = 2026-08-05\nuntil = 2026-08-04", 5, "before it begins on 2026-08-05"),
        (LIMIT + "from = 2026-08-05\nuntil = 2026-08-05", 5, "before it begins"),
        (LIMIT + 'clinician = "okafor"', 4, "seven digits"),
        (LIMIT + "clinician = 7012345", 4, "seven digits in quotes"),
        (LIMIT + "[[hours_limits]]\nlimit = 2", 4, "needs its “rule”"),
        ('[[hours_limits]]\nrule = "weekends"', 1, "needs its “limit”"),
        (LIMIT + "desk = 3", 4, "“desk” must be text"),
        (LIMIT + 'wich = "x"', 4, "no key “wich”"),
    ],
    "whole_time": [
        ("whole_time = 3", 1, "as a table"),
        ('[whole_time]\n"7012345" = 1\n"7012346" = 2', 3, "up to 1.5"),
        ('[whole_time]\n"7012345" = nan', 2, "up to 1.5"),
        ('[whole_time]\n"7012345" = true', 2, "up to 1.5"),
        ("[whole_time]\nokafor = 0.8", 2, "seven digits"),
    ],
    "announce": [('announce = "loudly"', 1, "is one of bell"), ('announce = ["bell"]', 1, "is one of bell")],
    "quiet_hours": [
        ("quiet_hours = 3", 1, "two times of day"),
        ('quiet_hours = ["21:00"]', 1, "two times of day"),
        ('quiet_hours = "ab"', 1, "two times of day"),
        ('quiet_hours = ["21:00", "25:00"]', 1, "two times of day"),
        ('quiet_hours = ["21:00+01:00", "07:00"]', 1, "two times of day"),
        ('quiet_hours = ["07:00", "07:00"]', 1, "two different times"),
    ],
    "sheet_folder": [
        ("sheet_folder = 3", 1, "text in quotes"),
        ('sheet_folder = "FILE"', 1, "is no folder"),
        ('sheet_folder = "FILE/below"', 1, "a-file is no folder"),
        ('sheet_folder = "oncall"', 1, "write the whole path"),
        ('sheet_folder = "~nobody-here/x"', 1, "cannot be looked at"),
        ('sheet_folder = "/srv\\u0000/x"', 1, "NUL"),
        (f'sheet_folder = "/{"x" * 300}"', 1, ""),
    ],
    "backup_within_hours": [
        ("backup_within_hours = -1", 1, "0 or more"),
        ("backup_within_hours = 99999999", 1, "at most 87,600"),
        ('backup_within_hours = "26"', 1, "whole number"),
    ],
    "head_key": [
        ("head_key = 3", 1, "text in quotes"),
        ('head_key = "FOLDER"', 1, "is a folder"),
        ('head_key = "head.key"', 1, "write the whole path"),
    ],
    "heads_to": [
        ('heads_to = "/mnt/audit"', 1, "a list of folders"),
        ('heads_to = [" "]', 1, "a list of folders"),
        ('heads_to = ["/mnt/audit",\n "nobody@"]', 2, "is not a mail address"),
        ('heads_to = ["audit"]', 1, "write the whole path"),
        ('heads_to = ["FILE"]', 1, "is no folder"),
    ],
    "mail": [("mail = 3", 1, "Write [mail] as a table"), ('[mail]\nimpa = "x"', 2, "no key “impa”")],
    "value": [
        ("value = 3", 1, "as a table"),
        ("[value]\nreferral = 3", 2, "no key “referral”"),
        ("[value]\nreferral_pence = 12000", 2, "a range of two whole numbers"),
        ("[value]\njourneys = [1, true]", 2, "a range of two whole numbers"),
        ("[value]\nadmission_pence = [-1, 5]", 2, "a range of two whole numbers"),
        ("[value]\nadmission_pence = [9, 5]", 2, "its lower number"),
    ],
    "statements": [
        ("statements = 3", 1, "as a table"),
        ("[statements]\nflex = 3", 2, "no key “flex”"),
        ("[statements]\nflex_working_days = -1", 2, "0 or more"),
        ("[statements]\nquery_working_days = 0", 2, "1 or more"),
        ("[statements]\nfreeze_working_days = 300", 2, "at most 250"),
        ("[statements]\nflex_working_days = 20\nfreeze_working_days = 10", 1, "frozen before it may be issued"),
    ],
    "keys": [
        ("keys = 3", 1, "as a table"),
        ("[keys]\nboard.note = 3", 2, "“note” must be text in quotes"),
        ('[keys]\n"board.note" = " "', 2, "“board.note” must be text in quotes"),
        ('[keys]\nboard = ["f2"]', 2, "“board” must be text in quotes"),
    ],
}
OF_THE_MAIL: dict[str, list[tuple[str, int, str]]] = {
    "incoming": [
        ("[mail]\nimap = 3", 2, "text in quotes"),
        ('[mail]\nimap = "imaps://h/"', 2, "is not a port"),
        ('[mail]\nimap = ":993"', 2, "is no mail server"),
        ('[mail]\nimap = "h:99999"', 2, "is not a port"),
        ('[mail]\nimap = "h:٩٩٣"', 2, "is not a port"),
        (IMAP + 'imap_tls = "ssl"', 3, "is one of tls"),
        ('[mail]\nimap_tls = "tls"', 2, "write “imap” too"),
        ('[mail.desks.renal]\nuser = "r"\npassword_env = "R"', 1, "write “imap” too"),
    ],
    "outgoing": [
        ('[mail]\nsmtp = "h h"', 2, "is no mail server"),
        (SMTP + 'smtp_tls = "none"', 3, "unencrypted only to this machine"),
        (SMTP + "smtp_tls = []", 3, "is one of tls"),
        ('[mail]\nsmtp_user = "x"\nsmtp_password_env = "X"', 2, "write “smtp” too"),
    ],
    "outgoing_login": [
        (SMTP + 'smtp_user = "x"', 3, "Where is the password of x?"),
        (SMTP + 'smtp_password_env = "X"', 3, "Whose password is this?"),
        (SMTP + 'smtp_user = "x"\nsmtp_password_env = "X Y"', 4, "no name of an environment variable"),
        (SMTP + 'smtp_user = "x"\nsmtp_password_env = "X"\nsmtp_password_file = "/pw"', 4, "not in both"),
        (SMTP + 'smtp_user = "x"\nsmtp_password_file = "FOLDER"', 4, "is a folder"),
        (SMTP + 'smtp_user = "x\\ny"\nsmtp_password_env = "X"', 3, "a line end"),
    ],
    "mailboxes": [
        ("[mail]\ndesks = 3", 2, "as a table"),
        (IMAP + "[mail.desks]\nrenal = 3", 4, "Write [mail.desks.renal] as a table"),
        (IMAP + '[mail.desks.renal]\npassword = "x"', 4, "no key “password”"),
        (IMAP + '[mail.desks.renal]\npassword_env = "X"', 3, "needs its “user”"),
        (DESK + 'password_file = "pw"', 5, "write the whole path"),
        (DESK, 4, "Where is the password of r?"),
    ],
    "folder": [(IMAP + "folder = 3", 3, "text in quotes"), (IMAP + 'folder = " "', 3, "text in quotes")],
    "poll_seconds": [
        (IMAP + "poll_seconds = 0", 3, "1 or more"),
        (IMAP + "poll_seconds = 100000", 3, "at most 86,400"),
    ],
    "largest_mb": [(IMAP + "largest_mb = 9999", 3, "at most 200"), (IMAP + "largest_mb = true", 3, "whole number")],
    "attachment_mb": [(IMAP + "attachment_mb = -1", 3, "1 or more"), (IMAP + "attachment_mb = 1.5", 3, "whole")],
    "attachment_types": [
        (IMAP + 'attachment_types = "pdf"', 3, "a list of texts"),
        (IMAP + 'attachment_types = ["image/png",\n"pdf"]', 4, "write it like image/png"),
    ],
    "practice_domains": [
        (IMAP + "practice_domains = [3]", 3, "a list of texts"),
        (IMAP + 'practice_domains = ["@nhs.net"]', 3, "write it like nhs.net"),
    ],
}  # fmt: skip
EVERY = [case for of in (HOSTILE, OF_THE_MAIL) for cases in of.values() for case in cases]


def test_every_field_of_the_settings_has_its_attacks():
    assert {field.name for field in fields(Settings)} == set(HOSTILE)
    assert set(MailSettings._fields) == set(OF_THE_MAIL)


def refusal(folder: Path, text: str | bytes) -> str:
    """What is said of these settings; FILE and FOLDER in them are there."""
    (folder / "a-file").write_text("")
    file = folder / "settings.toml"
    if isinstance(text, str):
        text = text.replace("FILE", f"{folder / 'a-file'}").replace("FOLDER", f"{folder}").encode()
    file.write_bytes(text)
    with pytest.raises(Refused) as refused:
        read_settings(file)
    return str(refused.value).replace(f"{file}", "settings.toml")


@pytest.mark.parametrize("text, line, said", EVERY, ids=[case[0][-50:] for case in EVERY])
def test_what_would_trip_later_is_a_sentence_at_its_line(tmp_path: Path, text: str, line: int, said: str):
    words = refusal(tmp_path, text)
    assert words.startswith(f"settings.toml:{line}: ")
    assert said in words
    assert "\n" not in words


@pytest.mark.parametrize(
    "text, line, said",
    [
        ("\nlock_after_minute = 5", 2, "no setting “lock_after_minute”"),
        ("[mial]\nimap = 3", 1, "no setting “mial”"),
        ("[a.b.c.d.e.f.g.h.i.j.k]", 1, "more than 8 parts"),
        ("announce = " + "[" * 5000, 1, "brackets"),
        ("lock_after_minutes = " + "9" * 100_000, 1, "digits"),
        ('announce = "bell"\nannounce = "bell"', 2, "This is no TOML"),
        ('announce = "bell', 1, "This is no TOML"),
        (b'announce = "bell"\n# caf\xe9', 2, "not UTF-8"),
        (f'announce = "{"x" * 2000}"', 1, "2,000 letters"),
        ('"ann\\u202eounce" = 1', 1, "right-to-left override"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_hostile_file_is_a_sentence_at_its_line(tmp_path: Path, text: str | bytes, line: int, said: str):
    words = refusal(tmp_path, text)
    assert words.startswith(f"settings.toml:{line}: ")
    assert said in words


def test_settings_too_large_or_no_file_at_all_are_a_sentence(tmp_path: Path):
    assert "larger than 1 MB" in refusal(tmp_path, "#" * 1_000_001)
    with pytest.raises(Refused, match="cannot be read"):
        read_settings(tmp_path)
