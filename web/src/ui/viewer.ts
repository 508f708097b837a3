import { createContext, useContext } from "react";

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  /** `judge` is null for who judges nothing. */
  readonly home?: { readonly judge: object | null | undefined } | null;
  readonly memberships: {
    readonly nodes: readonly {
      readonly id: string;
      readonly role: string;
      readonly organization: { readonly id: string; readonly name: string; readonly kind: string } | null | undefined;
    }[];
  };
}

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in; inside the shell somebody always is. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error("no one is signed in here");
  return viewer;
}

/** Whether the person belongs to an organization of such a kind. */
export const belongsTo = ({ memberships }: Viewer, kind: string): boolean =>
  memberships.nodes.some(({ organization }) => organization?.kind === kind);

/** The organizations of the viewer, of the given kinds if some are given. */
export function useOrganizations(...kinds: readonly string[]) {
  return organizationsOf(useViewer(), kinds);
}

/** Those that the viewer works for: who only looks begins nothing in their name. */
export function useWorkplaces(...kinds: readonly string[]) {
  return workplacesOf(useViewer(), kinds);
}

export const workplacesOf = (viewer: Viewer, kinds: readonly string[] = []) =>
  organizationsOf(viewer, kinds, ["ADMIN", "MEMBER"]);

const isAmong = (all: readonly string[], one: string) => all.length === 0 || all.includes(one);

export function organizationsOf({ memberships }: Viewer, kinds: readonly string[] = [], roles: readonly string[] = []) {
  return memberships.nodes.flatMap(({ role, organization }) =>
    organization && isAmong(roles, role) && isAmong(kinds, organization.kind) ? [organization] : [],
  );
}
