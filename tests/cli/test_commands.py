"""The operator's command: packs, accounts, the ledger, the worker."""

from pathlib import Path

import pytest
from django.db import connection

from congtam.accounts.models import User
from congtam.cli.main import main
from congtam.jobs.models import Schedule
from congtam.ledger.models import LedgerHead
from congtam.organisation.models import Tenant
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.states import State
from tests.organisation.province import province

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).parents[2] / "packs"


def test_a_good_pack_has_no_fault(capsys):
    assert main(["pack", "check", str(PACKS / "sgu-2021")]) == 0

    assert capsys.readouterr().out == "Không có lỗi.\n"


def test_every_fault_is_told_with_its_place(tmp_path, capsys):
    faulty = tmp_path / "sheet.yaml"
    body = (PACKS / "sgu-2021" / "sheet.yaml").read_text()
    faulty.write_text(body.replace("total: 100", "total: 99") + "\nla: 1\n")

    assert main(["pack", "check", str(faulty)]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["total", "la"]
    assert all(line.startswith(f"{faulty}:") for line in lines)


def test_a_failing_example_is_a_fault(tmp_path, capsys):
    faulty = tmp_path / "rules.yaml"
    body = (PACKS / "cdcs-mau-2021" / "rules.yaml").read_text()
    faulty.write_text(body.replace("expect: HTNV", "expect: HTTNV"))

    assert main(["pack", "check", str(faulty)]) == 1
    assert "mong đợi Hoàn thành tốt nhiệm vụ" in capsys.readouterr().out


def test_packs_come_in_as_drafts_with_their_papers(capsys):
    paths = [str(PACKS / name) for name in ("to-chuc-mau", "vn-state", "cdcs-mau-2021")]

    assert main(["pack", "load", *paths]) == 0

    assert Tenant.objects.get().code == "son-ha"
    assert set(Regulation.objects.values_list("state", flat=True)) == {State.DRAFT}
    guideline = Instrument.objects.get(number="152/LĐLĐ-ToCKT")
    assert guideline.text == (PACKS / "cdcs-mau-2021" / "huong-dan.txt").read_text()


def test_a_load_with_one_bad_file_loads_nothing(tmp_path, capsys):
    bad = tmp_path / "z.yaml"
    bad.write_text("format: congtam/sheet/1\n")

    assert main(["pack", "load", str(PACKS / "to-chuc-mau"), str(bad)]) == 1

    assert "z.yaml:1" in capsys.readouterr().err
    assert Tenant.objects.count() == 0


def test_regulations_need_a_tenant(capsys):
    assert main(["pack", "load", str(PACKS / "vn-state")]) == 2

    assert "--tenant" in capsys.readouterr().err


def test_an_account_is_issued_once_and_then_reset(capsys):
    province(unions=1)

    assert main(["account", "issue", "chi"]) == 0
    name, first = capsys.readouterr().out.split()
    assert main(["account", "issue", "chi"]) == 1
    assert main(["account", "reset", "CHI"]) == 0
    second = capsys.readouterr().out.split()[-1]

    user = User.objects.get(username=name)
    assert (user.check_password(first), user.check_password(second)) == (False, True)


def test_a_whole_chain_is_said_to_be_whole(capsys):
    province(unions=1)

    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out == "son-ha: 1 sự kiện, chuỗi nguyên vẹn.\n"


def test_a_broken_chain_is_found(capsys):
    province(unions=1)
    LedgerHead.objects.update(hash="0" * 64)

    assert main(["ledger", "verify", "--tenant", "son-ha"]) == 1
    assert "mã băm" in capsys.readouterr().out


def test_the_worker_runs_what_is_due():
    assert main(["work", "--once"]) == 0

    assert Schedule.objects.exclude(last_run=None).count() == 3


def test_the_database_sorts_text_by_its_bytes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN 'a.b' < 'aa' AND 'B' < 'a' THEN 1 ELSE 0 END")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("port", ["0", "99999", "tám", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, capsys, port):
    monkeypatch.setenv("PORT", port)

    assert main(["serve"]) == 2
    assert "PORT" in capsys.readouterr().err


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    told = capsys.readouterr().out
    assert "cách dùng:" in told
    assert "usage" not in told
    assert "options" not in told


@pytest.mark.parametrize("argv", [["la"], ["pack", "check"], ["ledger", "verify", "--la"]])
def test_a_wrong_call_stops_with_code_two(argv):
    with pytest.raises(SystemExit) as stopped:
        main(argv)

    assert stopped.value.code == 2
