"""What happens to organizations, to those who belong to them, and on the restricted list."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_OF_REQUEST: Final = "JOIN account p ON p.id = {row}.account_id JOIN organization g ON g.id = {row}.organization_id"
_DECIDES: Final = """CROSS JOIN LATERAL (
        SELECT g.id UNION ALL
        SELECT z.id FROM organization z WHERE z.zone_id = g.zone_id AND z.kind = 'ZONE_ADMIN'
          AND NOT EXISTS (SELECT FROM membership m WHERE m.organization_id = g.id)) AS told (organization_id)"""
"""The organization, and its zone as long as nobody belongs to it."""

_NAMED: Final = """JOIN organization ruler ON ruler.id = n.organization_id
    CROSS JOIN LATERAL (SELECT id FROM organization WHERE name = n.name
                        UNION SELECT id FROM organization WHERE uscc = n.uscc) AS told (organization_id)"""
"""Whom a restriction names; an industry names nobody in person."""

_STAYS: Final = "NOT EXISTS (SELECT FROM organization_merge r WHERE r.merged_id = g.id)"
"""Rows that give way when organizations become one tell nobody that they no longer belong."""

_PARTED: Final = """JOIN organization kept ON kept.id = n.organization_id
    CROSS JOIN LATERAL (
        SELECT n.organization_id, NULL::uuid UNION ALL
        SELECT NULL, m.account_id FROM membership m WHERE m.organization_id = n.merged_id AND m.role <> 'ADMIN'
          AND NOT EXISTS (SELECT FROM membership k WHERE k.account_id = m.account_id AND k.role = 'ADMIN'
                            AND k.organization_id = n.organization_id)) AS told (organization_id, account_id)"""
"""The organization that remains, whose admins soon are those of both, and the other people of the one that goes."""

_MEMBER: Final = {"person": "p.name", "organization": "g.name"}
_RULED: Final = {"ruler": "ruler.name", "reason": "n.reason", "startsOn": "n.starts_on", "endsOn": "n.ends_on"}
_APPEALED: Final = "JOIN restriction r ON r.id = n.restriction_id JOIN organization g ON g.id = n.organization_id"
_INVITED: Final = "JOIN organization g ON g.id = n.organization_id"

EVENTS: Final = (
    EventSource(
        EventKind.MEMBERSHIP_REQUESTED,
        "membership_request",
        On.INSERT,
        "MembershipRequest",
        joins=f"{_OF_REQUEST.format(row='n')} {_DECIDES}",
        organization="told.organization_id",
        params=_MEMBER,
    ),
    EventSource(
        EventKind.MEMBERSHIP_DECLINED,
        "membership_request",
        On.DELETE,
        "Organization",
        when=f"{_STAYS} AND NOT EXISTS "
        "(SELECT FROM membership m WHERE m.account_id = p.id AND m.organization_id = g.id)",
        joins=_OF_REQUEST.format(row="o"),
        subject_id="g.id",
        account="o.account_id",
        params=_MEMBER,
    ),
    EventSource(
        EventKind.MEMBERSHIP_BEGAN,
        "membership",
        On.INSERT,
        "Membership",
        joins=_OF_REQUEST.format(row="n"),
        account="n.account_id",
        params={**_MEMBER, "role": "n.role"},
    ),
    EventSource(
        EventKind.MEMBERSHIP_ENDED,
        "membership",
        On.DELETE,
        "Organization",
        when=_STAYS,
        joins=_OF_REQUEST.format(row="o"),
        subject_id="g.id",
        account="o.account_id",
        params=_MEMBER,
    ),
    EventSource(
        EventKind.INVITATION_SENT,
        "invitation",
        On.INSERT,
        "Invitation",
        joins=_INVITED,
        account="(SELECT a.id FROM account a WHERE a.email = n.email)",
        params={"organization": "g.name", "role": "n.role"},
    ),
    EventSource(
        EventKind.INVITATION_ACCEPTED,
        "invitation",
        On.UPDATE,
        "Invitation",
        watches="accepted_at",
        when="n.accepted_at IS NOT NULL",
        joins=_INVITED,
        account="n.invited_by_id",
        params={"organization": "g.name", "email": "n.email"},
    ),
    *(
        EventSource(
            kind,
            "organization_verification",
            on,
            "Organization",
            watches="state",
            when=f"n.state = '{state}'",
            joins=_INVITED,
            subject_id="n.organization_id",
            params={"organization": "g.name", "note": "nullif(n.note, '')"},
        )
        for on in (On.INSERT, On.UPDATE)
        for kind, state in (
            (EventKind.ORGANIZATION_VERIFIED, "VERIFIED"),
            (EventKind.ORGANIZATION_REJECTED, "REJECTED"),
        )
    ),
    EventSource(
        EventKind.ORGANIZATIONS_MERGED,
        "organization_merge",
        On.INSERT,
        "Organization",
        joins=_PARTED,
        subject_id="kept.id",
        organization="told.organization_id",
        account="told.account_id",
        params={"organization": "kept.name", "former": "n.merged_name"},
    ),
    EventSource(
        EventKind.RESTRICTION_SET,
        "restriction",
        On.INSERT,
        "Restriction",
        joins=_NAMED,
        organization="told.organization_id",
        params=_RULED,
    ),
    EventSource(
        EventKind.RESTRICTION_LIFTED,
        "restriction",
        On.UPDATE,
        "Restriction",
        watches="lifted_at",
        when="n.lifted_at IS NOT NULL",
        joins=_NAMED,
        organization="told.organization_id",
        params=_RULED,
    ),
    EventSource(
        EventKind.APPEAL_MADE,
        "restriction_appeal",
        On.INSERT,
        "RestrictionAppeal",
        joins=_APPEALED,
        organization="r.organization_id",
        params={"organization": "g.name"},
    ),
    *(
        EventSource(
            kind,
            "restriction_appeal",
            On.UPDATE,
            "RestrictionAppeal",
            watches="state",
            when=f"n.state = '{state}'",
            joins=_APPEALED,
            params={"organization": "g.name"},
        )
        for kind, state in ((EventKind.APPEAL_GRANTED, "GRANTED"), (EventKind.APPEAL_REFUSED, "REFUSED"))
    ),
)
