"""The words about approvals."""

from __future__ import annotations

from collections.abc import Mapping

APPROVAL_WORDS: Mapping[str, Mapping[str, str]] = {
    "approval_unknown": {"zh": "没有这项审批", "en": "There is no such approval"},
    "approval_refused": {"zh": "不能这样处理", "en": "This cannot be done"},
    "approval_over": {"zh": "审批已结束", "en": "The approval is over"},
    "already_decided": {"zh": "这一票已经有人处理", "en": "This has been decided already"},
    "changed_meanwhile": {
        "zh": "记录已被修改，审批重新开始",
        "en": "The record has changed; the approval begins anew",
    },
    "not_asked": {"zh": "这里不需要你表态", "en": "This is not for you to decide"},
    "not_in_this_node": {"zh": "这个节点不允许这样做", "en": "This node does not allow it"},
    "applicant_may_not": {
        "zh": "申请人不能审批自己的申请",
        "en": "Whoever asks does not decide about it",
    },
    "already_asked": {"zh": "已经在审批人之中", "en": "They are asked already"},
    "added_do_not_add": {
        "zh": "被加签的人不能再加签",
        "en": "People who were added do not add others",
    },
    "nobody_named": {"zh": "至少选一个人", "en": "Name one person at least"},
    "person_unknown": {"zh": "没有这个人，或者已停用", "en": "There is no such person here"},
    "not_earlier": {"zh": "只能退回到之前的节点", "en": "It goes back to an earlier node only"},
    "no_applicant": {"zh": "没有可以退回的申请人", "en": "There is no applicant to go back to"},
    "not_returned": {"zh": "审批没有被退回", "en": "It was not returned"},
    "never_withdrawn": {"zh": "这种审批不能撤回", "en": "This approval cannot be withdrawn"},
    "decided_meanwhile": {
        "zh": "已经有人审批，不能再撤回",
        "en": "Somebody has decided; it cannot be withdrawn any more",
    },
    "not_the_applicant": {"zh": "只有申请人可以这样做", "en": "Only the applicant can do this"},
    "reason_for_decision": {"zh": "填写意见", "en": "Say why"},
    "signature_needed": {"zh": "需要手写签名", "en": "A signature is needed"},
    "signature_unusable": {"zh": "签名不是图片", "en": "The signature is no picture"},
    "attachment_unknown": {
        "zh": "没有这个附件，或者已用在别处",
        "en": "There is no such upload of yours, or it is in use",
    },
    "field_not_here": {
        "zh": "这个节点不能填写「{name}」",
        "en": "{name} cannot be written in this node",
    },
    "values_when_agreeing": {
        "zh": "只有同意时可以填写字段",
        "en": "Values are written with an agreement only",
    },
    "approval_absent": {"zh": "没有这种审批", "en": "There is no such kind of approval"},
    "approval_pending_already": {
        "zh": "这条记录的同一审批还在进行",
        "en": "The same approval of this record is under way",
    },
    "nobody_to_ask": {
        "zh": "节点「{node}」没有审批人，不能发起",
        "en": "Nobody would decide in {node}; it cannot be asked for",
    },
    "choose_people": {
        "zh": "为节点「{node}」选 1 到 {most} 位审批人",
        "en": "Choose 1 to {most} people for {node}",
    },
    "chosen_unfit": {
        "zh": "节点「{node}」不能选这些人",
        "en": "These people cannot be chosen for {node}",
    },
    "node_unknown": {"zh": "没有节点「{node}」", "en": "There is no node {node}"},
    "urged_already": {
        "zh": "{minutes} 分钟内已经催过",
        "en": "They were urged within the last {minutes} minutes",
    },
    "record_gone": {"zh": "记录已不存在", "en": "The record is gone"},
    "move_refused": {
        "zh": "审批已同意，但流转没有完成",
        "en": "It was agreed, but the move was refused",
    },
    "not_revocable": {
        "zh": "这种审批同意后不能撤销，或者没有可撤销的结果",
        "en": "This approval cannot be taken back, or there is nothing to take back",
    },
    "revoked_already": {"zh": "审批已经撤销", "en": "It was taken back already"},
    "revoke_too_late": {
        "zh": "超过了可以撤销的期限（{within}）",
        "en": "It can be taken back within {within} only",
    },
    "delegation_unknown": {"zh": "没有这条委托", "en": "There is no such delegation"},
    "delegation_unusable": {
        "zh": "委托的结束时间必须晚于开始时间和现在",
        "en": "A delegation ends after it begins, and not in the past",
    },
    "delegation_to_self": {"zh": "不能委托给自己", "en": "Nobody stands in for themselves"},
}
"""Why something cannot be done with an approval."""

APPROVAL_TEXTS: Mapping[str, Mapping[str, str]] = {
    "approval_asks": {"zh": "{approval}：{record}", "en": "{approval}: {record}"},
    "approval_agreed": {"zh": "{approval}已同意", "en": "{approval} was agreed"},
    "approval_rejected": {"zh": "{approval}未通过", "en": "{approval} was refused"},
    "approval_withdrawn": {"zh": "{approval}已撤回", "en": "{approval} was withdrawn"},
    "approval_returned": {"zh": "{approval}被退回", "en": "{approval} was returned"},
    "approval_copied": {"zh": "{approval}抄送", "en": "For information: {approval}"},
    "approval_urged": {"zh": "催办：{approval}", "en": "Waiting for you: {approval}"},
    "approval_renewed": {
        "zh": "{approval}重新开始：记录已修改",
        "en": "{approval} begins anew: the record has changed",
    },
    "approval_revoking": {"zh": "{approval}撤销", "en": "Revocation of {approval}"},
    "approval_revoking_title": {"zh": "撤销：{title}", "en": "To be revoked: {title}"},
    "approval_not_started": {"zh": "{approval}没有发起", "en": "{approval} was not begun"},
}
"""What people are told of approvals in their inbox."""
