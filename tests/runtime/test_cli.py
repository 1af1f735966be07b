"""The command line, typed as a user types it, alone and beside a running server."""

import json
import os
import signal
import stat
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from metadata.folder import files_of, write_folder
from runtime.cli.app import COMMANDS, build
from tests.engine.shop_app import SOURCES
from tests.runtime.shell import Shell

pytestmark = pytest.mark.slow

MOOD = {
    "key": "mood",
    "label": {"zh": "心情", "en": "Mood"},
    "type": "select",
    "options": [{"value": "red", "label": {"zh": "红", "en": "Red"}}],
}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A terminal in an empty place."""
    return Shell(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shop as a folder."""
    place = tmp_path / "shop"
    write_folder(place, files_of("shop", SOURCES, {}))
    return place


def test_every_command_explains_itself() -> None:
    for name in ("", *COMMANDS, "user", "user add", "user token"):
        done = CliRunner().invoke(build(), [*name.split(), "--help"])
        assert done.exit_code == 0
        assert "--help" in done.output


def test_wrong_use_ends_with_2() -> None:
    for words in (["nothing"], ["plan"], ["rollback", "x"], ["serve", "--port", "99999"]):
        assert CliRunner().invoke(build(), words).exit_code == 2, words


def test_a_database_that_is_not_said_is_wrong_use() -> None:
    words = ["formula", "--backend", "postgresql"]
    done = CliRunner().invoke(build(), words, env={"TANGRAM_DATABASE_URL": None})
    assert done.exit_code == 2
    assert "TANGRAM_DATABASE_URL" in done.output


def test_help_speaks_the_language_of_the_terminal(tmp_path: Path) -> None:
    for language, word in (("en", "Serve the workspace"), ("zh", "启动服务")):
        shell = Shell(tmp_path / "data", language=language)
        assert word in shell.type("--help").stdout


def test_an_app_is_planned_applied_undone_and_exported(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    plan = shell.json("plan", folder)
    assert (plan["base"], plan["problems"]) == (0, [])
    assert shell.json("apply", folder, "--note", "first")["revision"] == 1
    table = folder / "tables" / "memo.json"
    table.unlink()
    refused = shell.run("apply", folder)
    assert refused.returncode == 1
    assert "remove_table:shop.memo" in refused.stdout
    done = shell.json("apply", folder, "--accept", "remove_table:shop.memo")
    assert done["revision"] == 2
    assert shell.run("rollback", 2).returncode == 0
    history = shell.json("history")["revisions"]
    assert [it["number"] for it in history] == [3, 2, 1]
    assert history[-1]["note"] == "first"
    assert [it["code"] for it in shell.json("diff", 1, 2)["changes"]] == ["remove_table"]
    assert shell.run("diff", 1, 2).stdout == "table memo removed\n"
    assert shell.json("diff", 1, 3)["changes"] == []
    assert shell.run("diff", 1, 4).returncode == 1
    copy = tmp_path / "copy"
    assert shell.run("export", "shop", copy).returncode == 0
    write_folder(folder, files_of("shop", SOURCES, {}))
    assert {it.name: json.loads(it.read_bytes()) for it in copy.rglob("*.json")} == {
        it.name: json.loads(it.read_bytes()) for it in folder.rglob("*.json")
    }
    assert shell.run("drift").returncode == 0


def test_documents_are_checked_without_a_database(shell: Shell, folder: Path) -> None:
    assert shell.json("check", folder)["problems"] == []
    table = folder / "tables" / "buyer.json"
    table.write_text(table.read_text(encoding="utf-8").replace("SUM(", "SUMM("), encoding="utf-8")
    found = shell.json("check", folder, status=1)["problems"]
    assert found[0]["code"] == "F103"
    assert found[0]["document"]["key"] == "buyer"
    assert "SUMM" in shell.run("check", folder).stdout
    assert shell.type("check", folder / "nowhere").returncode == 1
    assert not shell.data.exists()


def test_people_are_added_and_given_tokens(shell: Shell) -> None:
    made = shell.json("user", "add", "root", "--admin")
    assert len(made["password"]) >= 12
    assert shell.run("user", "add", "root").returncode == 1
    assert shell.run("user", "add", "tom", "--password", "-", typed="long enough\n").returncode == 0
    assert shell.run("user", "password", "tom", "--password", "x").returncode == 1
    assert shell.run("user", "disable", "tom").returncode == 0
    assert shell.run("user", "disable", "nobody").returncode == 1
    people = {it["login"]: it for it in shell.json("user", "list")["users"]}
    assert people["root"]["is_admin"]
    assert people["tom"]["disabled_at"]
    assert shell.run("user", "token", "root").stdout.startswith("tgm_")
    assert [check["ok"] for check in shell.json("doctor")["checks"]] == [True] * 6


def test_formulas_are_answered_line_by_line(shell: Shell) -> None:
    lines = ['{"formula": "1+2"}', "", '{"formula": "1/0"}', '{"formula": "1+"}', "no json"]
    done = shell.run("formula", typed="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0] == {"value": 3, "type": "number"}
    assert answers[1] == {"error": {"code": "DIV0"}}
    assert answers[2]["problems"][0]["code"].startswith("F")
    assert answers[3]["problems"][0]["code"] == "not_json"
    assert done.returncode == 1


def test_a_file_is_loaded_and_known_the_second_time(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    shell.run("apply", folder)
    file = tmp_path / "buyers.csv"
    file.write_text("名称,手机,顾虑\nanna,13800000000,x\nbert,12,y\n", encoding="utf-8")
    first = shell.run("import", "buyer", file, "--map", "顾虑=", "--json")
    assert first.returncode == 1
    report = json.loads(first.stdout)
    assert (report["read"], report["written"], report["refused_lines"]) == (2, 1, 1)
    assert (report["refused"][0]["line"], report["refused"][0]["field"]) == (3, "phone")
    again = shell.json("import", "shop.buyer", file, "--map", "顾虑=")
    assert again["written"] == 0
    assert shell.run("import", "nothing", file).returncode == 1
    assert shell.run("import", "buyer", file, "--map", "x").returncode == 2


def test_records_are_written_to_a_file(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell.run("apply", folder)
    file, out = tmp_path / "buyers.csv", tmp_path / "out.csv"
    file.write_text("名称,手机\nanna,13800000000\nbert,13900000000\n", encoding="utf-8")
    assert shell.run("import", "buyer", file).returncode == 0
    words = ("--filter", "手机='13900000000'", "--fields", "name,phone")
    assert shell.run("records", "export", "buyer", out, *words).returncode == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == ["名称,手机", "BERT,13900000000"]
    with shell.serving():
        assert shell.type("records", "export", "shop.buyer", out).returncode == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 3
    refused = shell.run("records", "export", "buyer", out, "--fields", "nothing")
    assert (refused.returncode, out.exists()) == (1, True)
    assert shell.run("records", "export", "nothing", out).returncode == 1
    assert shell.run("records", "export", "buyer", tmp_path / "out.pdf").returncode == 2


def test_the_command_line_works_beside_a_running_server(shell: Shell, folder: Path) -> None:
    shell.run("apply", folder)
    shell.run("user", "add", "root", "--admin")
    token = shell.run("user", "token", "root").stdout.strip()
    with shell.serving() as (_, address):
        server = shell.data / "server.json"
        assert stat.S_IMODE(server.stat().st_mode) == 0o600
        document = json.loads((folder / "tables" / "buyer.json").read_text(encoding="utf-8"))
        document["fields"].append(MOOD)
        (folder / "tables" / "buyer.json").write_text(json.dumps(document), encoding="utf-8")
        assert shell.type("apply", folder).returncode == 0
        values = json.dumps({"values": {"name": "anna", "mood": "red"}}).encode()
        request = urllib.request.Request(
            f"{address}/api/v1/apps/shop/tables/buyer/records",
            values,
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert json.loads(answer.read())["values"]["mood"] == "red"
        assert shell.type("serve", "--port", 0).returncode == 1
    assert not server.exists()
    assert len(shell.json("history")["revisions"]) == 2


def test_a_server_that_was_killed_stands_in_nobodys_way(shell: Shell) -> None:
    with shell.serving():
        pid = json.loads((shell.data / "server.json").read_bytes())["pid"]
        os.kill(pid, signal.SIGKILL)
    assert (shell.data / "server.json").exists()
    assert shell.json("user", "list")["users"] == []


def test_the_demo_is_installed_once_and_tells_its_sign_in(shell: Shell) -> None:
    sign_ins = []
    for is_first in (True, False):
        with shell.serving("--demo") as (said, address):
            assert ("installing" in said) == is_first
            line = next(line for line in said.splitlines() if "admin" in line)
            sign_ins.append(line)
            body = json.dumps({"login": "admin", "password": line.split()[-1]}).encode()
            request = urllib.request.Request(
                f"{address}/api/v1/sessions", body, {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=10) as answer:
                assert json.loads(answer.read())["me"]["is_admin"]
    assert sign_ins[0] == sign_ins[1]


def test_several_processes_serve_one_postgresql_database(
    tmp_path: Path, postgres_url: str, folder: Path
) -> None:
    shell = Shell(tmp_path / "data", postgres_url)
    shell.run("apply", folder)
    shell.run("user", "add", "root", "--admin")
    token = shell.run("user", "token", "root").stdout.strip()
    with shell.serving("--workers", 2) as (_, address):
        request = urllib.request.Request(
            f"{address}/api/v1/apps", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert json.loads(answer.read())["apps"][0]["key"] == "shop"
    assert Shell(tmp_path / "other").run("serve", "--workers", 2).returncode == 1
