"""Which password may be used. Who may issue accounts, the rooms above decide."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from congtam.accounts.models import User, composed
from congtam.core.verdict import YES, Verdict, no

MIXED, PHRASE, LONGEST, DISTINCT = 8, 20, 200, 6


def may_use(password: str, username: str = "") -> Verdict:
    """Eight characters in four classes, or a phrase of twenty; never the login name itself."""
    password = composed(password)
    if len(password) > LONGEST:
        return no(_("Mật khẩu dài quá %(most)s ký tự.") % {"most": LONGEST})
    if username and username in password.lower():
        return no(_("Mật khẩu không được chứa tên đăng nhập."))
    mixed = len(password) >= MIXED and _classes(password) == 4
    phrase = len(password) >= PHRASE and len(set(password)) >= DISTINCT
    return YES if mixed or phrase else no(rule())


def rule() -> str:
    """The rule in one sentence, for the form and for the refusal."""
    return _(
        "Mật khẩu cần ít nhất %(mixed)s ký tự gồm chữ hoa, chữ thường, chữ số và ký hiệu; "
        "hoặc là một cụm từ dài từ %(phrase)s ký tự."
    ) % {"mixed": MIXED, "phrase": PHRASE}


class LongOrMixed:
    """The same rule for everything of Django that sets passwords."""

    def validate(self, password: str, user: User | None = None) -> None:
        verdict = may_use(password, user.username if user else "")
        if not verdict:
            raise ValidationError(verdict.reason)

    def get_help_text(self) -> str:
        return rule()


def _classes(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
    return sum(any(test(c) for c in password) for test in tests)
