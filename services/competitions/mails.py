"""The words of this room's messages, in both languages."""

from typing import Final

from services.identity.mails import composed
from services.identity.models import Locale
from services.kit.mail import Mail

INVITATION: Final = (
    (
        "{competition} asks for your help",
        (
            "Hello,\n\n{inviter} asks you to help to run {competition} on GreenBridge.\nFollow this link within a "
            "week and sign in; if you have no account yet, sign up first:\n\n{page}\n\n"
            "If you do not know them, do nothing."
        ),
    ),
    (
        "{competition} 邀请您参与组织",
        (
            "您好：\n\n{inviter} 邀请您在绿桥平台上参与组织 {competition}。"
            "请在一周内打开以下链接并登录；如尚无账号，请先注册：\n\n"
            "{page}\n\n如不认识对方，请忽略本邮件。"
        ),
    ),
)

JUDGE_INVITATION: Final = (
    (
        "{competition} asks you to judge",
        (
            "Hello {judge},\n\n{inviter} asks you to be a judge of {competition}.\nFollow this link and sign in; if "
            "you have no account yet, sign up first. It is yours alone and works once:\n\n{page}\n\n"
            "If you do not know them, do nothing."
        ),
    ),
    (
        "{competition} 邀请您担任评委",
        (
            "{judge}，您好：\n\n{inviter} 邀请您担任 {competition} 的评委。"
            "请打开以下链接并登录；如尚无账号，请先注册。链接仅供您本人使用，一次有效：\n\n"
            "{page}\n\n如不认识对方，请忽略本邮件。"
        ),
    ),
)


def invitation(locale: Locale, to: str, *, competition: str, inviter: str, page: str) -> Mail:
    return composed(INVITATION, locale, to, competition=competition, inviter=inviter, page=page)


def judge_invitation(locale: Locale, to: str, **given: str) -> Mail:
    """Given are judge, competition, inviter and page."""
    return composed(JUDGE_INVITATION, locale, to, **given)
