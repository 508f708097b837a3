"""The words of this room's messages, in both languages."""

from typing import Final

from services.identity.mails import composed
from services.identity.models import Locale
from services.kit.mail import Mail

INVITATION: Final = (
    (
        "{organization} invites you",
        (
            "Hello,\n\n{inviter} invites you to belong to {organization} on GreenBridge.\nFollow this link within a "
            "week, and sign in or choose a password:\n\n{page}\n\nIf you do not know them, do nothing."
        ),
    ),
    (
        "{organization} 邀请您加入",
        (
            "您好：\n\n{inviter} 邀请您加入绿桥平台上的 {organization}。"
            "请在一周内打开以下链接，登录或设置密码后即可加入：\n\n"
            "{page}\n\n如不认识对方，请忽略本邮件。"
        ),
    ),
)


def invitation(locale: Locale, to: str, *, organization: str, inviter: str, page: str) -> Mail:
    return composed(INVITATION, locale, to, organization=organization, inviter=inviter, page=page)
