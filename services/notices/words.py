"""The sentences of notices in mails, in English and Chinese. The console has its own, by the same kinds and names."""

from collections.abc import Mapping
from typing import Any, Final

from services.events.kinds import EventKind
from services.identity.models import Locale

SENTENCES: Final[Mapping[EventKind, tuple[str, str]]] = {
    EventKind.DELEGATION_BEGAN: (
        "{person} asks you to act on their behalf from {startsOn} to {endsOn}.",
        "{person}委托您自 {startsOn} 至 {endsOn} 代为办理事务。",
    ),
    EventKind.DELEGATION_ENDED: (
        "{deputy} no longer acts on behalf of {person}.",
        "{deputy}不再代{person}办理事务。",
    ),
    EventKind.MEMBERSHIP_REQUESTED: (
        "{person} asks to belong to {organization}.",
        "{person}申请加入{organization}。",
    ),
    EventKind.MEMBERSHIP_DECLINED: (
        "Your request to belong to {organization} was declined.",
        "您加入{organization}的申请未获通过。",
    ),
    EventKind.MEMBERSHIP_BEGAN: ("You now belong to {organization}.", "您已成为{organization}的成员。"),
    EventKind.MEMBERSHIP_ENDED: ("You no longer belong to {organization}.", "您已不再是{organization}的成员。"),
    EventKind.INVITATION_SENT: (
        "{organization} invites you; the link is in your mail.",
        "{organization}邀请您加入，链接已发至您的邮箱。",
    ),
    EventKind.INVITATION_ACCEPTED: (
        "{email} accepted your invitation to {organization}.",
        "{email} 已接受您的邀请，加入了{organization}。",
    ),
    EventKind.ORGANIZATION_VERIFIED: (
        "{organization} was verified by its zone.",
        "{organization}已通过所在高新区的核验。",
    ),
    EventKind.ORGANIZATION_REJECTED: (
        "The zone could not verify {organization}: {note}",
        "{organization}未通过所在高新区的核验：{note}",
    ),
    EventKind.ORGANIZATIONS_MERGED: (
        "{former} became part of {organization}, with all its members and records.",
        "{former}已并入{organization}，成员和资料一并转入。",
    ),
    EventKind.RESTRICTION_SET: (
        "{ruler} put your organization on the restricted list: {reason}",
        "{ruler}已将贵单位列入限制进入名单：{reason}",
    ),
    EventKind.RESTRICTION_LIFTED: (
        "{ruler} took your organization off the restricted list.",
        "{ruler}已将贵单位移出限制进入名单。",
    ),
    EventKind.APPEAL_MADE: (
        "{organization} appeals against its restriction.",
        "{organization}对限制进入提出申诉。",
    ),
    EventKind.APPEAL_GRANTED: ("The appeal of {organization} was granted.", "{organization}的申诉已获支持。"),
    EventKind.APPEAL_REFUSED: ("The appeal of {organization} was refused.", "{organization}的申诉未获支持。"),
    EventKind.RESIDENCY_OFFERED: (
        "{incubator} put {startup} on record as its startup; please agree or decline.",
        "{incubator}将{startup}登记为在孵企业，请确认或拒绝。",
    ),
    EventKind.RESIDENCY_ACCEPTED: (
        "{startup} agreed to its stay in {incubator}.",
        "{startup}已确认在{incubator}的在孵关系。",
    ),
    EventKind.RESIDENCY_DECLINED: (
        "{startup} declined its stay in {incubator}.",
        "{startup}拒绝了在{incubator}的在孵关系。",
    ),
    EventKind.RESIDENCY_ENDED: (
        "The stay of {startup} in {incubator} ended.",
        "{startup}在{incubator}的在孵关系已结束。",
    ),
    EventKind.NEED_PUBLISHED: ("The need “{title}” was published.", "技术需求“{title}”已发布。"),
    EventKind.NEED_WITHDRAWN: ("The need “{title}” was withdrawn.", "技术需求“{title}”已撤回。"),
    EventKind.PACKAGE_PUBLISHED: ("The package “{title}” was published.", "成果包“{title}”已发布。"),
    EventKind.PACKAGE_WITHDRAWN: ("The package “{title}” was withdrawn.", "成果包“{title}”已撤回。"),
    EventKind.CANDIDATES_FOUND: (
        "{newCount} more packages may meet the need “{title}”.",
        "技术需求“{title}”有 {newCount} 个新的候选成果包。",
    ),
    EventKind.POOL_PLAN_PUBLISHED: (
        "Plan {number} of your pool was published with {recommendationCount} recommendations.",
        "对接方案 {number} 已发布，共 {recommendationCount} 条推荐。",
    ),
    EventKind.RECOMMENDATIONS_PUBLISHED: (
        "{recommendationCount} packages are recommended to the need “{title}”.",
        "技术需求“{title}”收到 {recommendationCount} 条成果包推荐。",
    ),
    EventKind.PACKAGE_RECOMMENDED: (
        "The package “{title}” was recommended to {recommendationCount} needs.",
        "成果包“{title}”已被推荐给 {recommendationCount} 项技术需求。",
    ),
    EventKind.RECOMMENDATION_ACCEPTED: (
        "The recommended package “{title}” was accepted.",
        "推荐的成果包“{title}”已被接受。",
    ),
    EventKind.RECOMMENDATION_DECLINED: (
        "The recommended package “{title}” was declined.",
        "推荐的成果包“{title}”未被接受。",
    ),
    EventKind.SOLVE_RUN_FINISHED: ("The run you started has a plan.", "您发起的求解已得出方案。"),
    EventKind.SOLVE_RUN_INFEASIBLE: (
        "The run you started showed that no plan can meet every demand.",
        "您发起的求解表明：没有方案能满足全部要求。",
    ),
    EventKind.SOLVE_RUN_FAILED: ("The run you started failed ({failureCode}).", "您发起的求解失败（{failureCode}）。"),
    EventKind.ROUND_OPENED: (
        "Judging began: {competition}, {round}.",
        "{competition}{round}已开始评审。",
    ),
    EventKind.ROUND_CLOSED: ("Judging ended: {competition}, {round}.", "{competition}{round}评审已结束。"),
    EventKind.JUDGE_INVITED: (
        "You are invited as a judge of {competition}.",
        "诚邀您担任{competition}的评委。",
    ),
    EventKind.JUDGE_JOINED: ("{judge} accepted to judge in {competition}.", "{judge}已接受担任{competition}的评委。"),
    EventKind.PLAN_PUBLISHED: (
        "Plan {number} was published: {competition}, {round}.",
        "{competition}{round}的指派方案 {number} 已发布。",
    ),
    EventKind.JUDGE_TASKS_GIVEN: (
        "{taskCount} entries wait for you: {competition}, {round}.",
        "{competition}{round}有 {taskCount} 个参赛项目等待您评审。",
    ),
    EventKind.JUDGE_TASKS_TAKEN: (
        "{taskCount} entries are no longer yours to judge: {competition}, {round}.",
        "{competition}{round}有 {taskCount} 个参赛项目不再由您评审。",
    ),
    EventKind.CONFLICT_DECLARED: (
        "A conflict of {judge} with “{entry}” was declared in {competition}.",
        "{competition}：{judge}与“{entry}”存在利益冲突。",
    ),
    EventKind.COMPETITION_INVITATION_ACCEPTED: (
        "{email} accepted your invitation to help with {competition}.",
        "{email} 已接受您的邀请，协助办理{competition}。",
    ),
    EventKind.COMPETITION_ROLE_GIVEN: ("You now help to run {competition}.", "您已加入{competition}的办赛团队。"),
    EventKind.COMPETITION_ROLE_TAKEN: ("You no longer help to run {competition}.", "您已退出{competition}的办赛团队。"),
    EventKind.SHEET_SUBMITTED: (
        "{judge} handed in the sheet for “{entry}”: {competition}, {round}.",
        "{competition}{round}：{judge}已提交“{entry}”的评分单。",
    ),
    EventKind.SHEET_RETURNED: (
        "Your sheet for “{entry}” came back: {reason} ({competition}, {round})",
        "您对“{entry}”的评分单被退回：{reason}（{competition}{round}）",
    ),
    EventKind.JUDGE_RECUSED: (
        "{judge} steps back from “{entry}”: {competition}, {round}.",
        "{competition}{round}：{judge}申请回避“{entry}”。",
    ),
    EventKind.IMPORT_FINISHED: (
        "The import of {fileName} is done: {createdCount} new, {updatedCount} changed.",
        "文件 {fileName} 导入完成：新增 {createdCount} 条，更新 {updatedCount} 条。",
    ),
    EventKind.IMPORT_FAULTY: (
        "The import of {fileName} found {faultCount} faults; nothing was written.",
        "文件 {fileName} 中发现 {faultCount} 处问题，未写入任何内容。",
    ),
    EventKind.IMPORT_FAILED: ("The import of {fileName} failed.", "文件 {fileName} 导入失败。"),
    EventKind.WEBHOOK_DISABLED: (
        "The webhook to {host} failed for days and was switched off.",
        "发往 {host} 的 Webhook 持续失败，已被停用。",
    ),
}
"""Per kind what is said in English and in Chinese; the holes are named by the event's params."""

SUBJECT: Final = ("{count} notices", "{count} 条通知")
GREETING: Final = ("Hello {name},", "{name}，您好：")
MORE: Final = ("and {count} more", "另有 {count} 条")
PAGE: Final = (
    "Everything at {page}\nHow you wish to hear of what: {choices}",
    "全部通知：{page}\n通知方式设置：{choices}",
)


class _Forgiving(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"  # a sentence with a hole is better than none


def say(locale: Locale, words: tuple[str, str], params: Mapping[str, Any]) -> str:
    english, chinese = words
    return (english if locale is Locale.EN else chinese).format_map(_Forgiving(params))
