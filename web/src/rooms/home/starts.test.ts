import { expect, test } from "vitest";
import type { Viewer } from "../../ui/viewer";
import type { HomeFigures } from "./parts";
import { startsOf } from "./starts";

const viewer = (...memberships: readonly (readonly [kind: string, role: string])[]): Viewer => ({
  id: "Account_1",
  name: "甲",
  email: "a@example.org",
  locale: "ZH",
  memberships: {
    nodes: memberships.map(([kind, role], at) => ({
      id: `Membership_${at}`,
      role,
      organization: { id: `Organization_${at}`, name: kind, kind },
    })),
  },
});
const home = { enterprise: {}, institute: null, incubator: { incubatorCount: 0 } } as unknown as HomeFigures;

test("who works for an enterprise posts needs, who only looks begins nothing", () => {
  expect(startsOf(viewer(["ENTERPRISE", "MEMBER"]), home)).toEqual({ enterprise: [{ key: "need", to: "/needs/new" }] });
  expect(startsOf(viewer(["ENTERPRISE", "VIEWER"], ["ORGANIZER", "VIEWER"]), home)).toEqual({});
});

test("an incubator without an entry is registered first, and then its startups come in", () => {
  const works = viewer(["INCUBATOR", "MEMBER"]);
  expect(startsOf(works, home).incubator).toEqual([{ key: "incubator", to: "/incubators/new" }]);
  const later = { ...home, incubator: { incubatorCount: 1 } } as unknown as HomeFigures;
  expect(startsOf(works, later).incubator).toEqual([{ key: "startups", to: "/import/STARTUPS" }]);
});

test("the admin of one organization invites on its page", () => {
  expect(startsOf(viewer(["ORGANIZER", "ADMIN"]), home).people).toEqual([
    { key: "invite", to: "/organizations/Organization_0" },
  ]);
  expect(startsOf(viewer(["ORGANIZER", "ADMIN"], ["INCUBATOR", "ADMIN"]), home).people).toBeUndefined();
});
