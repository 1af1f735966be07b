"""State machines with one thing wrong, as `tests.metadata.bad_documents`."""

from collections.abc import Mapping

Expected = list[tuple[str, str]]

MACHINE = "table order /state_machines/0"
PAY, DROP = f"{MACHINE}/transitions/0", f"{MACHINE}/transitions/1"
TICK = {"key": "paper", "label": "单据"}

BAD_MACHINES: Mapping[str, tuple[Mapping[str, object], Expected]] = {
    "a limit that starts nothing": (
        {f"{MACHINE}/states/0/limit": {"within": "72h"}},
        [("limit_without_run", f"{MACHINE}/states/0/limit")],
    ),
    "a limit that starts what is not there": (
        {f"{MACHINE}/states/0/limit": {"within": "72h", "run": "remind"}},
        [("unknown_automation", f"{MACHINE}/states/0/limit/run")],
    ),
    "a limit that is no duration": (
        {f"{MACHINE}/states/0/limit": {"within": "soon"}},
        [("bad_form", f"{MACHINE}/states/0/limit/within")],
    ),
    "warnings that warn nobody": (
        {f"{MACHINE}/states/0/limit": {"within": "3d", "warnings": ["1d"]}},
        [
            ("warnings_without_run", f"{MACHINE}/states/0/limit/warnings"),
            ("limit_without_run", f"{MACHINE}/states/0/limit"),
        ],
    ),
    "states that start what is not there": (
        {f"{MACHINE}/states/1/on_enter": ["greet"], f"{MACHINE}/states/1/on_leave": ["shop.wave"]},
        [
            ("unknown_automation", f"{MACHINE}/states/1/on_enter/0"),
            ("unknown_automation", f"{MACHINE}/states/1/on_leave/0"),
        ],
    ),
    "a move that waits for what is not there": (
        {f"{PAY}/approval": "finance", f"{PAY}/run": "thank"},
        [("unknown_approval", f"{PAY}/approval"), ("unknown_automation", f"{PAY}/run")],
    ),
    "an item ticked twice": (
        {f"{MACHINE}/states/0/checklist": [TICK], f"{MACHINE}/states/1/checklist": [TICK]},
        [("duplicate_key", f"{MACHINE}/states/1/checklist/0/key")],
    ),
    "a phase that is not there": (
        {f"{MACHINE}/states/0/phase": "early"},
        [("unknown_phase", f"{MACHINE}/states/0/phase")],
    ),
    "a state in the place of one that is there": (
        {f"{MACHINE}/states/0/renamed_from": ["paid"]},
        [("renamed_from_present", f"{MACHINE}/states/0/renamed_from")],
    ),
    "a state that is never left": (
        {
            f"{MACHINE}/initial": "open",
            f"{MACHINE}/transitions": [
                {"key": "pay", "label": "付款", "from": ["open"], "to": "paid"},
                {"key": "drop", "label": "取消", "from": ["open", "gone"], "to": "gone"},
            ],
        },
        [("no_way_out", f"{MACHINE}/states/1")],
    ),
    "a guard that looks at the state before": (
        {f"{PAY}/guard": "阶段='open' AND 单价>0"},
        [("guard_never_true", f"{PAY}/guard")],
    ),
    "a guard that is false": (
        {f"{PAY}/guard": "1>2"},
        [("W203", f"{PAY}/guard"), ("guard_never_true", f"{PAY}/guard")],
    ),
    "a form that asks by a wrong formula": (
        {f"{DROP}/form/0/when": "单介>0", f"{DROP}/form/0/default": "1"},
        [("F105", f"{DROP}/form/0/default"), ("F101", f"{DROP}/form/0/when")],
    ),
    "a move that sets a state": (
        {f"{PAY}/set": {"stage": "'gone'", "wy": "'x'"}},
        [("form_cannot_write", f"{PAY}/set/stage"), ("unknown_field", f"{PAY}/set/wy")],
    ),
    "a move that creates what cannot be": (
        {f"{PAY}/creates": [{"table": "buyr", "values": {}}, {"table": "buyer", "link": "city"}]},
        [
            ("unknown_table", f"{PAY}/creates/0/table"),
            ("not_a_reference", f"{PAY}/creates/1/link"),
        ],
    ),
}
