"""The forms at the door."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congtam.accounts.models import User, spelled
from congtam.accounts.permissions import may_use


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Tên đăng nhập và mật khẩu."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("Tên đăng nhập")
        self.fields["password"].label = gettext_lazy("Mật khẩu")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "form-control"
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        return spelled(self.cleaned_data["login"])


class PasswordForm(forms.Form):
    """The password now, and twice the one to come."""

    current = forms.CharField(label=gettext_lazy("Mật khẩu hiện tại"), strip=False)
    new = forms.CharField(label=gettext_lazy("Mật khẩu mới"), strip=False)
    again = forms.CharField(label=gettext_lazy("Gõ lại mật khẩu mới"), strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name, field in self.fields.items():
            kind = "current-password" if name == "current" else "new-password"
            field.widget = forms.PasswordInput(
                attrs={"class": "form-control", "autocomplete": kind}
            )

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError(_("Mật khẩu hiện tại không đúng."))
        return current

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if not (verdict := may_use(new, self.user.username)):
            raise forms.ValidationError(verdict.reason)
        if self.user.check_password(new):
            raise forms.ValidationError(_("Mật khẩu mới phải khác mật khẩu hiện tại."))
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("Hai lần gõ mật khẩu mới không giống nhau."))
        return again
