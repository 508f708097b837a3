"""What happens to rounds and to those who are to judge."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_COMPETITION: Final = "JOIN competition c ON c.id = n.competition_id"
_INVITED: Final = "JOIN judge j ON j.id = n.judge_id JOIN competition c ON c.id = j.competition_id"

EVENTS: Final = (
    *(
        EventSource(
            kind,
            "round",
            On.UPDATE,
            "Round",
            watches="state",
            when=f"n.state = '{state}'",
            joins=_COMPETITION,
            organization="c.organization_id",
            competition="c.id",
            params={"competition": "c.name", "round": "n.name"},
        )
        for kind, state in ((EventKind.ROUND_OPENED, "JUDGING"), (EventKind.ROUND_CLOSED, "CLOSED"))
    ),
    *(
        EventSource(
            EventKind.JUDGE_INVITED,
            "judge_contact",
            on,
            "Judge",
            watches="invitation_hash",
            when="n.invitation_hash IS NOT NULL",
            joins=_INVITED,
            subject_id="n.judge_id",
            organization="c.organization_id",
            competition="c.id",
            account="(SELECT a.id FROM account a WHERE a.email = lower(n.email))",
            params={"competition": "c.name", "judge": "j.name"},
        )
        for on in (On.INSERT, On.UPDATE)
    ),
    EventSource(
        EventKind.JUDGE_JOINED,
        "judge",
        On.UPDATE,
        "Judge",
        watches="account_id",
        when="n.account_id IS NOT NULL",
        joins=_COMPETITION,
        organization="c.organization_id",
        competition="c.id",
        params={"competition": "c.name", "judge": "n.name"},
    ),
    EventSource(
        EventKind.COMPETITION_INVITATION_ACCEPTED,
        "competition_invitation",
        On.UPDATE,
        "Competition",
        watches="accepted_at",
        when="n.accepted_at IS NOT NULL",
        joins=_COMPETITION,
        subject_id="c.id",
        organization="c.organization_id",
        competition="c.id",
        account="n.invited_by_id",
        params={"competition": "c.name", "email": "n.email"},
    ),
    *(
        EventSource(
            kind,
            "competition_role",
            on,
            "Competition",
            joins=f"JOIN competition c ON c.id = {row}.competition_id",
            subject_id="c.id",
            organization="c.organization_id",
            competition="c.id",
            account=f"{row}.account_id",
            params={"competition": "c.name", "role": f"{row}.role"},
        )
        for kind, on, row in (
            (EventKind.COMPETITION_ROLE_GIVEN, On.INSERT, "n"),
            (EventKind.COMPETITION_ROLE_TAKEN, On.DELETE, "o"),
        )
    ),
)
