/** Kinds of organizations that match needs and packages for others. */
export const POOL_RUNNERS = ["ALLIANCE", "ZONE_ADMIN", "TTO"] as const;
