/** Where the page of an object is; objects that have none are shown without a link. */
const PAGES: Readonly<Record<string, string>> = {
  Competition: "/competitions",
  Round: "/rounds",
  Entry: "/entries",
  Judge: "/judges",
  JudgeTask: "/desk",
  Need: "/needs",
  TechnologyPackage: "/packages",
  Startup: "/startups",
  Incubator: "/incubators",
  Organization: "/organizations",
  Restriction: "/restrictions",
  PoolPlan: "/pool/plans",
  SheetImport: "/imports",
};

/** Objects that stand on the page of another, which a step between finds. */
const FOLLOWED: ReadonlySet<string> = new Set([
  "Plan",
  "SolveRun",
  "Recommendation",
  "Residency",
  "Conflict",
  "Recusal",
  "ScoreSheet",
  "RestrictionAppeal",
  "WebhookEndpoint",
]);

export function addressOf(type: string, id: string): string | null {
  const page = PAGES[type] ?? (FOLLOWED.has(type) ? "/follow" : undefined);
  if (type === "Delegation") return "/account/delegation";
  return page ? `${page}/${id}` : null;
}

/** The type in a node id, which is `Type_key`; "" when it is none. */
export function typeOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("_")));
}
