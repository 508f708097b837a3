/** What a person may begin from home, for the organizations they work for. */
import { organizationsOf, workplacesOf, type Viewer } from "../../ui/viewer";
import type { HomeFigures, Part } from "./parts";

export interface Start {
  /** A word of the part. */
  readonly key: string;
  readonly to: string;
}

/** By the part of the home it belongs to; nothing for who only looks. */
export function startsOf(viewer: Viewer, home: HomeFigures): Partial<Record<Part["key"], readonly Start[]>> {
  const works = (...kinds: readonly string[]) => workplacesOf(viewer, kinds).length > 0;
  const [administered, ...others] = organizationsOf(viewer, [], ["ADMIN"]);
  const isNew = home.incubator?.incubatorCount === 0;
  return {
    ...(works("ORGANIZER") && { organizer: [{ key: "competition", to: "/competitions/new" }] }),
    ...(works("INCUBATOR") && {
      incubator: isNew ? [{ key: "incubator", to: "/incubators/new" }] : [{ key: "startups", to: "/import/STARTUPS" }],
    }),
    ...(home.enterprise && works() && { enterprise: [{ key: "need", to: "/needs/new" }] }),
    ...(home.institute && works() && { institute: [{ key: "package", to: "/packages/new" }] }),
    ...(works("ZONE_ADMIN") && { zone: [{ key: "restriction", to: "/restrictions/new" }] }),
    ...(administered &&
      others.length === 0 && { people: [{ key: "invite", to: `/organizations/${administered.id}` }] }),
  };
}
