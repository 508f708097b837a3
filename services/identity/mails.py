"""The words of this room's messages, in both languages."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from services.identity.models import Locale
from services.kit.mail import Mail

SIGNED: Final = ("GreenBridge", "绿桥 GreenBridge")


class Happening(StrEnum):
    """What happened to an account that its owner should hear of, in case it was not they who did it."""

    EMAIL_CHANGED = "EMAIL_CHANGED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - no password


WORDS: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "confirmation": (
        (
            "Confirm your e-mail address",
            (
                "Hello {name},\n\nfollow this link within a day to choose a password and finish signing up:\n\n"
                "{page}\n\n"
                "If you did not sign up, do nothing: no account is made."
            ),
        ),
        (
            "请确认您的邮箱",
            "{name}，您好：\n\n请在一天内打开以下链接，设置密码并完成注册：\n\n{page}\n\n如非本人操作，请忽略本邮件，不会创建任何账号。",
        ),
    ),
    "known_account": (
        (
            "You already have an account",
            (
                "Hello,\n\nsomebody, probably you, asked to use this address for an account, but it has one.\n"
                "Sign in, or choose a new password, at {page}\n\nIf it was not you, do nothing."
            ),
        ),
        (
            "您已有账号",
            (
                "您好：\n\n有人（可能是您本人）希望用此邮箱开通账号，但该邮箱已有账号。\n"
                "请直接登录或重置密码：{page}\n\n如非本人操作，请忽略本邮件。"
            ),
        ),
    ),
    "password_reset": (
        (
            "Choose a new password",
            (
                "Hello {name},\n\nfollow this link within an hour to choose a new password. "
                "Your sessions and tokens end then.\n\n"
                "{page}\n\nIf you did not ask for it, do nothing: your password stays."
            ),
        ),
        (
            "重置密码",
            (
                "{name}，您好：\n\n请在一小时内打开以下链接设置新密码，之后所有已登录的设备都会退出，程序令牌也会失效：\n\n{page}\n\n"
                "如非本人操作，请忽略本邮件，密码保持不变。"
            ),
        ),
    ),
    "email_change": (
        (
            "Confirm your new e-mail address",
            (
                "Hello,\n\nfollow this link within a day to make this the e-mail address of your account:\n\n{page}\n\n"
                "If you did not ask for it, do nothing."
            ),
        ),
        (
            "请确认新邮箱",
            "您好：\n\n请在一天内打开以下链接，将此邮箱设为您账号的邮箱：\n\n{page}\n\n如非本人操作，请忽略本邮件。",
        ),
    ),
    "EMAIL_CHANGED": (
        (
            "Your e-mail address was changed",
            (
                "Hello {name},\n\nthe e-mail address of your account is another one now.\n\n"
                "If it was not you, tell whoever runs this platform at once: {page}"
            ),
        ),
        (
            "您的邮箱已更改",
            "{name}，您好：\n\n您账号的邮箱已经更改。\n\n如非本人操作，请立即联系平台管理方：{page}",
        ),
    ),
    "PASSWORD_CHANGED": (
        (
            "Your password was changed",
            (
                "Hello {name},\n\nthe password of your account was changed, and your other sessions were ended.\n\n"
                "If it was not you, choose a new one at once: {page}"
            ),
        ),
        (
            "您的密码已更改",
            "{name}，您好：\n\n您账号的密码已经更改，其他设备均已退出登录。\n\n如非本人操作，请立即重置密码：{page}",
        ),
    ),
}
"""Per message and language (English, Chinese) its subject and its text."""


def confirmation(locale: Locale, to: str, name: str, page: str) -> Mail:
    return _mail("confirmation", locale, to, name=name, page=page)


def known_account(locale: Locale, to: str, page: str) -> Mail:
    return _mail("known_account", locale, to, page=page)


def password_reset(locale: Locale, to: str, name: str, page: str) -> Mail:
    return _mail("password_reset", locale, to, name=name, page=page)


def email_change(locale: Locale, to: str, page: str) -> Mail:
    return _mail("email_change", locale, to, page=page)


def happened(happening: Happening, locale: Locale, to: str, name: str, page: str) -> Mail:
    return _mail(happening.value, locale, to, name=name, page=page)


def _mail(message: str, locale: Locale, to: str, **given: str) -> Mail:
    return composed(WORDS[message], locale, to, **given)


def composed(words: Sequence[tuple[str, str]], locale: Locale, to: str, **given: str) -> Mail:
    """A message from its subject and text in English and Chinese."""
    language = 0 if locale is Locale.EN else 1
    subject, text = words[language]
    sender = SIGNED[language]
    return Mail(to, f"{sender}: {subject.format(**given)}", f"{text.format(**given)}\n\n-- \n{sender}\n")
