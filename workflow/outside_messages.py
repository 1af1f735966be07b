"""The words about what is outside: credentials, addresses, connectors, channels, webhooks."""

from __future__ import annotations

from collections.abc import Mapping

OUTSIDE_WORDS: Mapping[str, Mapping[str, str]] = {
    # -- credentials
    "secret_key_short": {
        "zh": "密钥 TANGRAM_SECRET_KEY 至少 16 个字符",
        "en": "The key TANGRAM_SECRET_KEY has at least 16 characters",
    },
    "secret_key_lost": {
        "zh": "加密凭据的密钥已丢失或被更换，重新填写凭据后可继续使用",
        "en": "The key of the credentials is lost or another one; put the credential in anew",
    },
    "secret_broken": {
        "zh": "凭据内容已损坏，重新填写后可继续使用",
        "en": "The credential is damaged; put it in anew",
    },
    "credential_unknown": {"zh": "没有这个凭据", "en": "There is no such credential"},
    "credential_kind": {
        "zh": "没有凭据类型「{kind}」，可选：{known}",
        "en": "There is no kind {kind} of credential, but: {known}",
    },
    "credential_name": {
        "zh": "凭据名称由小写字母、数字和下划线组成",
        "en": "The name of a credential has lower case letters, digits and underscores",
    },
    "credential_part_needed": {"zh": "凭据缺少「{part}」", "en": "The credential lacks {part}"},
    "credential_part_unknown": {
        "zh": "这类凭据没有「{part}」",
        "en": "Such a credential has no {part}",
    },
    "credential_part_unusable": {
        "zh": "「{part}」过长或含有不可见字符",
        "en": "{part} is too long or has signs that cannot be seen",
    },
    "credential_refused": {"zh": "对方拒绝了凭据", "en": "The other side refused the credential"},
    "credential_unfit": {
        "zh": "凭据的类型与连接器的认证方式不符",
        "en": "The credential is of another kind than the connector needs",
    },
    # -- addresses
    "address_refused": {
        "zh": "不能访问内部网络地址；管理员可在设置中开放网段",
        "en": "Inner networks are closed; an administrator can open one in the settings",
    },
    "address_unusable": {"zh": "地址无法识别", "en": "This is no usable address"},
    "host_unknown": {"zh": "找不到主机", "en": "There is no such host"},
    "network_unreadable": {
        "zh": "「{network}」不是网段，例如 10.1.0.0/16",
        "en": "{network} is no network such as 10.1.0.0/16",
    },
    "network_too_wide": {"zh": "网段 {network} 太大", "en": "The network {network} is too wide"},
    "too_many_networks": {"zh": "最多 {most} 个网段", "en": "At most {most} networks"},
    # -- calls
    "timed_out": {"zh": "对方没有及时回应", "en": "The other side did not answer in time"},
    "unreachable": {"zh": "无法连接对方", "en": "The other side cannot be reached"},
    "untrusted": {
        "zh": "对方的证书不可信",
        "en": "The certificate of the other side is not trusted",
    },
    "broken_answer": {"zh": "对方的回应不完整", "en": "The answer was broken off"},
    "answer_too_large": {"zh": "对方的回应过大", "en": "The answer is too large"},
    "too_many_redirects": {"zh": "对方转向次数过多", "en": "There were too many redirects"},
    "redirect_refused": {
        "zh": "对方要求转向，没有跟随",
        "en": "The other side redirected, which is not followed here",
    },
    "not_let_in": {"zh": "对方没有授权这次访问", "en": "The other side did not let the call in"},
    "too_fast": {"zh": "对方要求稍后再试", "en": "The other side asks to wait"},
    "failing": {"zh": "对方系统出错", "en": "The other side has failed"},
    "refused": {"zh": "对方拒绝了请求", "en": "The other side refused the request"},
    "value_unusable": {
        "zh": "有的值不能用在请求里",
        "en": "A value cannot stand in the request",
    },
    "token_missing": {"zh": "对方没有给出令牌", "en": "The other side gave no token"},
    "token_path_missing": {
        "zh": "连接器没有填写令牌地址",
        "en": "The connector says no address for tokens",
    },
    "connector_resting": {
        "zh": "连接器暂停访问，稍后自动恢复",
        "en": "The connector rests and goes on by itself",
    },
    "connector_rate": {
        "zh": "已达到每分钟访问上限，稍后自动继续",
        "en": "The calls of this minute are used up",
    },
    "operation_unknown": {
        "zh": "连接器 {connector} 没有操作「{operation}」",
        "en": "The connector {connector} has no operation {operation}",
    },
    "connector_unknown": {"zh": "没有这个连接器", "en": "There is no such connector"},
    # -- contact and syncs
    "connector_lost": {"zh": "「{name}」断连", "en": "Contact with {name} is lost"},
    "connector_lost_text": {
        "zh": "同步已暂停。原因：{why}",
        "en": "Its syncs have stopped. Why: {why}",
    },
    "connector_regained": {"zh": "「{name}」已恢复连接", "en": "{name} is connected again"},
    "connector_regained_text": {"zh": "同步已继续", "en": "Its syncs go on"},
    "sync_failing": {"zh": "同步「{name}」连续失败", "en": "The sync {name} keeps failing"},
    "sync_failing_text": {
        "zh": "原因：{why}。会继续重试，间隔逐渐加长",
        "en": "Why: {why}. It is tried again, after longer and longer rests",
    },
    "items_missing": {
        "zh": "回应中没有数据列表",
        "en": "The answer holds no list of items",
    },
    "paging_loops": {
        "zh": "翻页没有前进，已停止",
        "en": "Paging does not get on and was stopped",
    },
    "link_elsewhere": {
        "zh": "下一页指向别的主机，已停止",
        "en": "The next page is on another host and was not asked for",
    },
    "item_unreadable": {"zh": "数据项不是对象", "en": "The item is no object"},
    "item_without_id": {"zh": "数据项没有编号", "en": "The item has no id"},
    "item_id_twice": {
        "zh": "有多条记录使用这个外部编号",
        "en": "Several records have this outside id",
    },
    "sync_table_gone": {
        "zh": "同步的表或字段已不存在",
        "en": "The table or a field of the sync is gone",
    },
    # -- channels
    "channel_unknown": {"zh": "没有这个通知渠道", "en": "There is no such channel"},
    "channel_key": {
        "zh": "渠道标识「{key}」不可用：由小写字母、数字和下划线组成，且不能是 inbox",
        "en": "{key} is no key of a channel: lower case letters, digits, underscores, not inbox",
    },
    "channel_kind": {
        "zh": "没有渠道类型「{kind}」，可选：{known}",
        "en": "There is no kind {kind} of channel, but: {known}",
    },
    "channel_credential_needed": {
        "zh": "渠道类型「{kind}」需要凭据",
        "en": "A channel of kind {kind} needs a credential",
    },
    "channel_option_needed": {"zh": "渠道缺少「{option}」", "en": "The channel lacks {option}"},
    "channel_option_unknown": {
        "zh": "这类渠道没有「{option}」",
        "en": "Such a channel has no {option}",
    },
    "channel_option_unusable": {
        "zh": "「{option}」的内容不可用",
        "en": "The value of {option} cannot be used",
    },
    "too_many_channels": {"zh": "最多 {most} 个渠道", "en": "At most {most} channels"},
    "channel_trial": {"zh": "测试消息", "en": "A trial"},
    "channel_trial_text": {"zh": "渠道可以使用", "en": "The channel works"},
    "delivery_unknown": {"zh": "没有这条发送失败的消息", "en": "No such message has failed"},
    "delivery_failed": {
        "zh": "渠道「{channel}」有消息没有送达",
        "en": "A message by {channel} was not delivered",
    },
    "delivery_failed_text": {
        "zh": "渠道 {channel}：{why}。可在发送记录中重新发送",
        "en": "{channel}: {why}. It can be sent again from the list of deliveries",
    },
    "no_email": {"zh": "收件人没有邮箱", "en": "The person has no e-mail address"},
    "no_phone": {"zh": "收件人没有手机号", "en": "The person has no phone number"},
    "person_unknown": {
        "zh": "在该渠道找不到收件人",
        "en": "The person is not known to the channel",
    },
    "address_unknown": {"zh": "收件地址被退回", "en": "The address was refused"},
    "provider_failing": {"zh": "服务商暂时不可用", "en": "The provider fails at the moment"},
    "provider_refused": {"zh": "服务商拒绝了消息", "en": "The provider refused the message"},
    "provider_unreadable": {
        "zh": "服务商的回应无法识别",
        "en": "The provider's answer cannot be read",
    },
    # -- webhooks
    "subscription_unknown": {"zh": "没有这个订阅", "en": "There is no such subscription"},
    "subscription_gone": {
        "zh": "接收方已取消订阅",
        "en": "The receiver has ended the subscription",
    },
    "webhook_failed": {"zh": "订阅「{name}」有消息没有送达", "en": "{name} did not get a message"},
    "webhook_failed_text": {
        "zh": "订阅 {name}：{why}。可在订阅的发送记录中重新发送",
        "en": "{name}: {why}. It can be sent again from the list of its messages",
    },
    "hook_unknown": {"zh": "没有这个接收地址", "en": "Nobody listens at this address"},
    "hook_unsigned": {"zh": "签名不正确或已过期", "en": "The signature is wrong or too old"},
    "hook_unreadable": {"zh": "内容无法识别", "en": "The body cannot be read"},
}
"""What goes wrong outside, and what is said of it."""
