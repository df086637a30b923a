"""The accounts of the demo as a small table: who, as what, and what to try."""

from __future__ import annotations

from congtam.accounts.models import User
from congtam.cli.demo.building import script_of_the_sector, script_of_the_year
from congtam.clock import local_date
from congtam.organisation.queries import mandates_of


def table() -> str:
    """Login, posts and a line on what to try; the one password stands above."""
    script = script_of_the_year()
    day = local_date(script.now)
    lines = [f"Mật khẩu của mọi tài khoản: {script.password}", ""]
    for account in (*script.accounts, *script_of_the_sector().accounts):
        user = User.objects.get(username=account.login)
        posts = [mandate.title for mandate in mandates_of(user.pk, day)]
        lines.append(f"  {account.login:<13} {'; '.join(posts)}")
        lines.append(f"  {'':<13} → {account.hint}")
    return "\n".join(lines)
