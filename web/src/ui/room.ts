/** What a room gives to the shell: its pages, and where they stand in the navigation. */
import type { ReactNode } from "react";
import type { RouteObject } from "react-router";
import type { Viewer } from "./viewer";

export const GROUPS = ["mine", "incubation", "catalog", "competitions", "zone"] as const;

export interface NavigationEntry {
  readonly group: (typeof GROUPS)[number];
  readonly path: string;
  /** A key of the words `ui`, below `rooms`. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly order: number;
  /** Left out, it is shown to everybody. */
  readonly shownTo?: (viewer: Viewer) => boolean;
}

export interface Room {
  /** Pages inside the shell; each is loaded when it is first opened. */
  readonly pages?: readonly RouteObject[];
  /** Pages that stand alone, such as signing in. */
  readonly doors?: readonly RouteObject[];
  readonly navigation?: readonly NavigationEntry[];
}
