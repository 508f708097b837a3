"""What happens between needs and packages. Who offers a package does not learn by it whose need it meets."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_FRESH: Final = """(
        SELECT i.need_id, i.need_organization_id, count(*) AS new_count, jsonb_agg(i.package_id) AS packages
        FROM new_rows i WHERE NOT EXISTS (
            SELECT FROM event e WHERE e.subject_id = i.need_id AND e.kind = 'CANDIDATES_FOUND'
            AND e.params -> 'packages' ? i.package_id::text)
        GROUP BY i.need_id, i.need_organization_id)"""
"""Candidates are found anew whenever packages come and go; an event is only what was never told before."""

_PUBLISHED: Final = """(
        WITH earlier AS (
            SELECT r.need_id, r.package_id FROM recommendation r
            WHERE r.state = 'PROPOSED' AND r.pool_plan_id = (
                SELECT p.id FROM pool_plan p
                WHERE p.state = 'REPLACED' AND p.organization_id = (SELECT organization_id FROM new_rows LIMIT 1)
                ORDER BY p.published_at DESC NULLS LAST, p.number DESC LIMIT 1))
        SELECT i.{key}, i.{owner}, count(*) AS recommendation_count
        FROM new_rows i JOIN old_rows b ON b.id = i.id
        LEFT JOIN earlier e ON e.need_id = i.need_id AND e.package_id = i.package_id
        WHERE i.is_published AND NOT b.is_published GROUP BY i.{key}, i.{owner}
        HAVING count(*) <> count(e.need_id) OR count(*) <> (SELECT count(*) FROM earlier g WHERE g.{key} = i.{key}))"""
"""A plan replaces the one before: told is only whose recommendations are others than those that were open there."""

_PACKAGE: Final = "JOIN technology_package p ON p.id = n.package_id"

EVENTS: Final = (
    EventSource(
        EventKind.CANDIDATES_FOUND,
        "candidate",
        On.INSERT,
        "Need",
        rows=_FRESH,
        joins="JOIN need d ON d.id = n.need_id",
        subject_id="n.need_id",
        organization="n.need_organization_id",
        params={"title": "d.title", "newCount": "n.new_count", "packages": "n.packages"},
    ),
    EventSource(
        EventKind.POOL_PLAN_PUBLISHED,
        "pool_plan",
        On.UPDATE,
        "PoolPlan",
        watches="state",
        when="n.state = 'PUBLISHED'",
        params={"number": "n.number", "recommendationCount": "n.recommendation_count"},
    ),
    EventSource(
        EventKind.RECOMMENDATIONS_PUBLISHED,
        "recommendation",
        On.UPDATE,
        "Need",
        watches="is_published",
        rows=_PUBLISHED.format(key="need_id", owner="need_organization_id"),
        joins="JOIN need d ON d.id = n.need_id",
        subject_id="n.need_id",
        organization="n.need_organization_id",
        params={"title": "d.title", "recommendationCount": "n.recommendation_count"},
    ),
    EventSource(
        EventKind.PACKAGE_RECOMMENDED,
        "recommendation",
        On.UPDATE,
        "TechnologyPackage",
        watches="is_published",
        rows=_PUBLISHED.format(key="package_id", owner="package_organization_id"),
        joins=_PACKAGE,
        subject_id="n.package_id",
        organization="n.package_organization_id",
        params={"title": "p.title", "recommendationCount": "n.recommendation_count"},
    ),
    *(
        EventSource(
            kind,
            "recommendation",
            On.UPDATE,
            "Recommendation",
            watches="state",
            when=f"n.state = '{state}'",
            joins=f"{_PACKAGE} CROSS JOIN LATERAL (SELECT n.organization_id UNION SELECT n.package_organization_id) "
            "AS told (organization_id)",
            organization="told.organization_id",
            params={"title": "p.title", "reason": "n.decline_reason"},
        )
        for kind, state in (
            (EventKind.RECOMMENDATION_ACCEPTED, "ACCEPTED"),
            (EventKind.RECOMMENDATION_DECLINED, "DECLINED"),
        )
    ),
)
