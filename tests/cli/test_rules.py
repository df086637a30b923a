"""`congtam rules`: rule sets as files, answered without Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from congtam.cli.main import main

RULES = Path(__file__).parents[2] / "packs" / "rules"
LEADERS = RULES / "tkv-2020-lanh-dao.yaml"
GOOD = {
    "tieu_chi_chung": True,
    "kq_hoan_thanh": {"num": 8, "den": 8},
    "kq_chua_bao_dam": 0,
    "kq_hieu_qua_cao": True,
    "dv_hoan_thanh": 100,
    "dv_vuot_muc": 49.9,
    "dv_dung_han": 90,
    "cd_hoan_thanh": "n/a",
    "cd_tot": "n/a",
    "suy_thoai": False,
    "tham_nhung_dv": False,
    "ky_luat": False,
}


def bare(tmp_path: Path) -> Path:
    """The leaders' rule set with nothing accepted."""
    text = LEADERS.read_text(encoding="utf-8")
    file = tmp_path / "bo.yaml"
    file.write_text(text.split("\naccepted:")[0], encoding="utf-8")
    return file


def facts(tmp_path: Path, given: dict[str, object]) -> str:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    return str(file)


def test_a_file_that_accepts_all_its_findings_is_clean(capsys):
    assert main(["rules", "check", str(LEADERS)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "12 phát hiện, 0 chưa được chấp nhận."


def test_open_findings_are_told_with_their_keys(tmp_path, capsys):
    assert main(["rules", "check", str(bare(tmp_path))]) == 1

    out = capsys.readouterr().out
    assert (
        "25c4d4fe5411c080  gap: Tỷ lệ chỉ tiêu, nhiệm vụ của đơn vị, lĩnh vực phụ trách đã hoàn "
        "thành từ 50% đến 70% (ví dụ 60%): không mức nào áp dụng."
    ) in out
    assert out.endswith("12 phát hiện, 12 chưa được chấp nhận.\n")


def test_the_report_as_json_has_the_keys_of_the_language(tmp_path, capsys):
    assert main(["rules", "check", str(bare(tmp_path)), "--json"]) == 1

    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"id", "version", "sha256", "findings"}
    assert (told["id"], told["version"], len(told["sha256"])) == ("tkv-2020-lanh-dao", 1, 64)
    assert {"kind", "levels", "region", "witness", "accepted"} <= set(told["findings"][0])
    assert {finding["accepted"] for finding in told["findings"]} == {None}


def test_an_unreadable_file_is_told_with_line_and_place(tmp_path, capsys):
    wrong = tmp_path / "sai.yaml"
    text = LEADERS.read_text(encoding="utf-8")
    wrong.write_text(text.replace("more_than: 70", "over: 70"), encoding="utf-8")

    assert main(["rules", "check", str(wrong)]) == 2

    line = text[: text.index("more_than: 70")].count("\n") + 1
    error = capsys.readouterr().err
    assert error == f"{wrong}:{line}: levels[2].all[3].over: khóa lạ «over»\n"


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"- a"])
def test_what_is_no_rule_set_at_all_is_refused(tmp_path, capsys, content):
    file = tmp_path / "la.yaml"
    if content is not None:
        file.write_bytes(content)

    assert main(["rules", "check", str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_facts_are_classified_with_reasons(tmp_path, capsys):
    assert main(["rules", "classify", str(LEADERS), facts(tmp_path, GOOD), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["possible"], told["missing"]) == ("HTTNV", ["HTTNV"], [])
    assert [(level["id"], level["result"]) for level in told["levels"]] == [
        ("KHTNV", "false"), ("HTXSNV", "false"), ("HTTNV", "true"),
    ]  # fmt: skip
    failing = [c for c in told["levels"][1]["conditions"] if c["result"] == "false"]
    assert [(c["id"], c["fact"], c["value"], c["test"], c["distance"]) for c in failing] == [
        ("XS6", "dv_vuot_muc", "49,9%", "ít nhất 50%", "-0.1")
    ]
    assert {"decisive", "next_level", "interpretations"} <= set(told)


def test_a_fact_left_out_leaves_the_outcome_open(tmp_path, capsys):
    rest = {name: value for name, value in GOOD.items() if name != "ky_luat"}
    assert main(["rules", "classify", str(LEADERS), facts(tmp_path, rest), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["missing"]) == ("unknown", ["ky_luat"])


def test_facts_that_contradict_each_other_are_invalid(tmp_path, capsys):
    given = {**GOOD, "dv_hoan_thanh": {"num": 9, "den": 8}}
    assert main(["rules", "classify", str(LEADERS), facts(tmp_path, given)]) == 1
    assert "Dữ liệu không hợp lệ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param("{", 2, id="broken"),
        pytest.param("[" * 100_000, 2, id="deep"),
        pytest.param("[1]", 2, id="list"),
        pytest.param('{"ky_luat": NaN}', 1, id="no number"),
    ],
)
def test_facts_that_are_no_facts_are_refused(tmp_path, content, code):
    file = tmp_path / "facts.json"
    file.write_text(content, encoding="utf-8")

    assert main(["rules", "classify", str(LEADERS), str(file)]) == code


def test_two_versions_are_told_apart(tmp_path, capsys):
    after = tmp_path / "sau.yaml"
    text = LEADERS.read_text(encoding="utf-8")
    after.write_text(text.replace("more_than: 70", "more_than: 60"), encoding="utf-8")

    assert main(["rules", "diff", str(LEADERS), str(LEADERS)]) == 0
    assert main(["rules", "diff", str(LEADERS), str(after)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Mọi trường hợp đều ra cùng một kết quả.",
        "",
        "Tỷ lệ chỉ tiêu, nhiệm vụ của đơn vị, lĩnh vực phụ trách đã hoàn thành trên 60% đến 70% "
        "(ví dụ 65%): từ «Người có thẩm quyền quyết định» thành «Hoàn thành nhiệm vụ».",
        "",
        "levels.HTNV.all.H4.more_than: 70 → 60",
    ]
    assert main(["rules", "diff", str(LEADERS), str(after), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["was"], one["now"]) for one in told["differences"]] == [("manual", "HTNV")]


def test_the_command_starts_without_django():
    script = (
        "import sys; from congtam.cli.main import main; "
        f"code = main(['rules', 'check', {str(LEADERS)!r}]); "
        "sys.exit(code or ('django' in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_command_names_all_its_parts(capsys):
    with pytest.raises(SystemExit):
        main(["rules", "--help"])
    out = capsys.readouterr().out
    assert all(verb in out for verb in ("check", "classify", "diff"))
