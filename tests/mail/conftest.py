import pytest

from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.mail.mails import ASHWELL
from tests.mail.post import Post


@pytest.fixture
def post(hospital: Hospital) -> Post:
    key = Press()
    enter_address(By(hospital.store, hospital["ruth"], TUESDAY), "V90001", ASHWELL, key)
    return Post(hospital)


@pytest.fixture
def local(local_hospital: Hospital) -> Post:
    enter_address(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    return Post(local_hospital)
