"""The words of pages that the server draws itself, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

PAGE_WORDS: Mapping[str, Mapping[str, str]] = {
    "approval_state_entering": {"zh": "审批中", "en": "Under way"},
    "approval_state_deciding": {"zh": "审批中", "en": "Under way"},
    "approval_state_returned": {"zh": "已退回申请人", "en": "Returned to the applicant"},
    "approval_state_agreed": {"zh": "已同意", "en": "Agreed"},
    "approval_state_rejected": {"zh": "未通过", "en": "Refused"},
    "approval_state_withdrawn": {"zh": "已撤回", "en": "Withdrawn"},
    "approval_asked_by": {"zh": "{name} 于 {at} 发起", "en": "Asked for by {name}, {at}"},
    "approval_ended_at": {"zh": "{at} 结束", "en": "Ended {at}"},
    "approval_revocation": {"zh": "撤销", "en": "Revocation"},
    "approval_path": {"zh": "审批过程", "en": "Who decided"},
    "approval_behalf": {"zh": "代 {name}", "en": "for {name}"},
    "approval_signature": {"zh": "{name}的签名", "en": "Signature of {name}"},
    "approval_column_node": {"zh": "节点", "en": "Step"},
    "approval_column_person": {"zh": "审批人", "en": "Person"},
    "approval_column_verdict": {"zh": "结果", "en": "Verdict"},
    "approval_column_comment": {"zh": "意见", "en": "Comment"},
    "approval_column_time": {"zh": "时间", "en": "Time"},
    "approval_task_waiting": {"zh": "未轮到", "en": "Not yet asked"},
    "approval_task_pending": {"zh": "待审批", "en": "Asked"},
    "approval_task_agreed": {"zh": "同意", "en": "Agreed"},
    "approval_task_rejected": {"zh": "拒绝", "en": "Refused"},
    "approval_task_transferred": {"zh": "转交", "en": "Transferred"},
    "approval_task_skipped": {"zh": "无需审批", "en": "Not needed"},
    "approval_task_returned": {"zh": "退回", "en": "Returned"},
    "approval_task_cancelled": {"zh": "已取消", "en": "Cancelled"},
    "form_send": {"zh": "发送信息", "en": "Send"},
    "form_sent": {"zh": "已收到", "en": "Received"},
    "form_thanks": {
        "zh": "填写的信息已送达，可以关闭这个页面。",
        "en": "Your entry has arrived; this page can be closed.",
    },
    "form_again": {"zh": "再填一份", "en": "Fill in another"},
    "form_required": {"zh": "必填", "en": "required"},
    "form_required_marks": {"zh": "带 * 的为必填", "en": "* required"},
    "form_choose": {"zh": "选择", "en": "Choose"},
    "form_no_choice": {"zh": "不选", "en": "None"},
    "form_currency": {"zh": "{label}的币种", "en": "Currency of {label}"},
    "form_left_blank": {"zh": "这一栏留空", "en": "Leave this blank"},
    "form_problems": {
        "zh": "还没有送出，有 {count} 处要改",
        "en": "Not sent yet: {count} to mend",
    },
    "form_grown": {
        "zh": "还没有送出，按填写的内容还有：{names}",
        "en": "Not sent yet; what was filled in asks for more: {names}",
    },
    "form_unusable": {
        "zh": "这份表单暂时收不到信息，可以联系给出链接的人",
        "en": "This form cannot take entries now; whoever gave the link can help",
    },
    "form_value_refused": {
        "zh": "这一项不能这样填写",
        "en": "This cannot be filled in like that",
    },
    "form_too_often": {
        "zh": "发送得太频繁，{minutes} 分钟后可以再发；填写的内容还在这里",
        "en": "Sent too often; try again in {minutes} min. Nothing filled in is lost",
    },
    "form_gone": {"zh": "这个链接已失效", "en": "This link is no longer open"},
    "form_gone_more": {
        "zh": "表单可能已关闭，或换了新链接。给出链接的人可以重新发一份。",
        "en": "The form was closed or has a new link. Whoever gave this one can send another.",
    },
    "form_foreign": {"zh": "没有收下", "en": "Not taken"},
    "form_foreign_more": {
        "zh": "信息是从别的网站送来的。从链接打开表单后可以重新填写。",
        "en": "The entry came from another site. Open the form by its link and fill it in there.",
    },
    "form_unreadable": {"zh": "没有收到完整的信息", "en": "The entry did not arrive whole"},
    "form_unreadable_more": {
        "zh": "返回上一页可以重新发送。",
        "en": "Go back one page to send it again.",
    },
}
