import re
from datetime import time
from pathlib import Path

import pytest

from advice_line.problems import Refused
from advice_line.settings import Settings, read_settings
from advice_line.settings.mail import Login, Server

WHOLE = """\
announce = "both"
quiet_hours = ["22:00", "07:30"]
sheet_folder = "/srv/oncall"
backup_within_hours = 0
head_key = "/etc/advice-line/head.key"
heads_to = ["/mnt/audit", " auditor@example.nhs.uk "]

[mail]
imap = "imap.example.nhs.uk"
smtp = "smtp.example.nhs.uk:2525"
smtp_tls = "starttls"
smtp_user = "line@example.nhs.uk"
smtp_password_env = "SMTP_PASSWORD"

[mail.desks.cardiology]
user = "cardiology"
password_file = "/etc/advice-line/cardiology"
"""


def read(folder: Path, text: str) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text)
    return read_settings(file)


def test_the_whole_of_it(tmp_path: Path):
    found = read(tmp_path, WHOLE)
    assert (found.announce, found.sheet_folder, found.backup_within_hours) == ("both", "/srv/oncall", 0)
    assert found.head_key == "/etc/advice-line/head.key"
    assert found.heads_to == ("/mnt/audit", "auditor@example.nhs.uk")
    assert (found.quiet_hours.begins, found.quiet_hours.ends) == (time(22), time(7, 30))
    assert found.mail.incoming == Server("imap.example.nhs.uk", 993, "tls")
    assert found.mail.outgoing == Server("smtp.example.nhs.uk", 2525, "starttls")
    assert found.mail.mailboxes == {"cardiology": Login("cardiology", "/etc/advice-line/cardiology")}


def test_what_is_left_out_is_what_the_document_says_it_is(tmp_path: Path):
    text = (Path(__file__).parent.parent / "docs" / "settings.md").read_text("utf-8")
    defaults = dict(re.findall(r"^\| `(\w+)` \| `([^|]*)` \|", text, re.MULTILINE))
    assert set(defaults) == set(Settings.__dataclass_fields__) - {"mail"}  # a table of its own, in docs/mail.md
    said = read(tmp_path, "\n".join(f"{field} = {value}" for field, value in defaults.items()))
    assert said == read(tmp_path, "") == read_settings(tmp_path / "none.toml")
    assert (said.lock_after_minutes, said.announce, said.mail.outgoing) == (10, "bell", None)


@pytest.mark.parametrize(
    "text, said",
    [
        ('announce = "loudly"', "“announce” is one of bell, desktop, both, none"),
        ('quiet_hours = ["late", "early"]', "two times of day"),
        ("quiet_hours = 3", "two times of day"),
        ("backup_within_hours = -1", "whole number, 0 or more"),
        ("sheet_folder = 3", "text in quotes"),
        ("head_key = 3", "“head_key” must be text in quotes"),
        ('heads_to = "/mnt/audit"', "a list of folders and mail addresses"),
        ('heads_to = [" "]', "a list of folders and mail addresses"),
        ("mail = 3", ":1: Write [mail] as a table"),
        ('[mail]\nimpa = "x"', "no key “impa”"),
        ('[mail]\nimap = "h"\nimap_tls = "ssl"', "is one of tls, starttls, none"),
        ('[mail]\nsmtp = "smtp.example.nhs.uk"\nsmtp_tls = "none"', "unencrypted only to this machine"),
        ('[mail]\nimap = "h:99999"', "is not a port"),
        ("[mail]\npoll_seconds = 0", "whole number, 1 or more"),
        ('[mail]\nattachment_types = "pdf"', "a list of texts"),
        ('[mail.desks]\ncardiology = "x"', ":2: Write [mail.desks.cardiology] as a table"),
        ('[mail.desks.cardiology]\npassword = "secret"', ":2: [mail.desks.cardiology] has no key “password”"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(tmp_path: Path, text: str, said: str):
    with pytest.raises(Refused) as refused:
        read(tmp_path, text)
    assert said in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_password_is_read_when_it_is_needed_and_its_absence_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "pw").write_text("from a file\n")
    assert Login("a", str(tmp_path / "pw")).password() == "from a file"
    monkeypatch.setenv("MAIL_PW", "from the environment")
    assert Login("a", password_env="MAIL_PW").password() == "from the environment"
    with pytest.raises(Refused, match="cannot be read from"):
        Login("a", str(tmp_path / "none")).password()
    with pytest.raises(Refused, match="NOT_SET, which is not set"):
        Login("a", password_env="NOT_SET").password()
