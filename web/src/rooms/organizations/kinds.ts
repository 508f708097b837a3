/** Kinds that anybody may found; an administration of a zone is entered by the deployment. */
export const FOUNDED_KINDS = [
  "ENTERPRISE",
  "STARTUP",
  "UNIVERSITY",
  "INSTITUTE",
  "NEW_RD_ORG",
  "INCUBATOR",
  "TTO",
  "INVESTOR",
  "BANK",
  "ORGANIZER",
  "ALLIANCE",
] as const;
export const KINDS = [...FOUNDED_KINDS, "ZONE_ADMIN"] as const;
export const ROLES = ["MEMBER", "ADMIN", "VIEWER"] as const;
export type Role = (typeof ROLES)[number];
