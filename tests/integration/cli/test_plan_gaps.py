"""What the print leaves open, set and taken back from the command line; results withdrawn."""

from tests.integration.cli.terminal import NOW, Terminal

PLAN = "STTTT-LS-2023"
FAIR = "DDCI/fair_competition#1"
RESULT = ("STNMT-LS-2020", "--index", "DDCI", "--year", "2019")


def of_fair_competition(terminal: Terminal) -> dict[str, object]:
    (target,) = next(
        part["targets"]
        for part in terminal.json("board", PLAN)["sub_indices"]
        if part["code"] == "fair_competition"
    )
    return {"gap": target["gap"], "kind": target["kind"]}


def test_a_top_group_is_sized_and_taken_back(terminal: Terminal) -> None:
    assert of_fair_competition(terminal) == {"kind": "top_group", "gap": None}
    answer = terminal.does("plan", "set-top-group", PLAN, FAIR, "--size", 5)
    assert answer.err.startswith(f"Đã ghi {FAIR}, phiên bản 2")
    assert of_fair_competition(terminal) == {"kind": "top_group", "gap": 2}
    found = terminal.json("plan", "open", PLAN)["top_groups"]
    fair = next(each for each in found if each["target"] == FAIR)
    assert (fair["size"], fair["revision"], fair["at"]) == (5, 2, NOW.isoformat())
    assert f"{FAIR}: “tiếp tục giữ vững phong độ nằm trong nhóm dẫn đầu” – top 5 (" in (
        terminal.does("plan", "open", PLAN).out
    )
    terminal.does("plan", "set-top-group", PLAN, FAIR, "--take-back")
    assert of_fair_competition(terminal)["gap"] is None


def test_of_two_who_size_from_the_same_revision_one_comes_second(terminal: Terminal) -> None:
    terminal.does("plan", "set-top-group", PLAN, FAIR, "--size", 5, "--revision", 1)
    answer = terminal("plan", "set-top-group", PLAN, FAIR, "--size", 3, "--revision", 1)
    assert answer.code == 3


def test_the_members_of_a_group_are_set_and_its_reports_follow(terminal: Terminal) -> None:
    def senders() -> set[str]:
        return {row["from"] for row in terminal.json("reports", "SNGV-LS-2021")}

    before = senders()
    (group, *_) = terminal.json("plan", "open", "SNGV-LS-2021")["groups"]
    assert group["basis"] == "inferred"
    terminal.does("plan", "set-members", "SNGV-LS-2021", "PCMTT", "LSHTQT")
    after = terminal.json("plan", "open", "SNGV-LS-2021")["groups"]
    assert next(each for each in after if each["group"] == "PCMTT")["basis"] == "entered"
    assert senders() < before
    terminal.does("plan", "set-members", "SNGV-LS-2021", "PCMTT", "--take-back")
    assert senders() == before


def test_a_plan_loaded_again_keeps_what_was_set(terminal: Terminal) -> None:
    terminal.does("plan", "set-top-group", PLAN, FAIR, "--size", 5)
    terminal.does("init")
    assert of_fair_competition(terminal)["gap"] == 2


def test_a_result_is_withdrawn_and_the_print_shows_again(terminal: Terminal) -> None:
    def latest() -> object:
        return terminal.json("board", "STNMT-LS-2020")["overall"][0]["latest"]

    before = latest()
    terminal.does("result", "add", *RESULT, "--score", "55,20", "--published-on", "2020-01-15")
    assert latest() == {**before, "score": "55.20"}  # type: ignore[dict-item]
    answer = terminal.does("result", "withdraw", *RESULT)
    assert answer.err.startswith("Đã ghi DDCI//2019/published, phiên bản 2")
    assert latest() == before
    assert terminal("result", "withdraw", *RESULT).code == 2
