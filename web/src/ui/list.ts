/** What a list page is told about its rows, and how its state stands in the address. */
import type { ReactNode } from "react";

export interface ListColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** The name by which the server orders, such as NAME; without it the column does not order. */
  readonly order?: string;
  readonly width?: number | string;
  readonly align?: "left" | "right" | "center";
  /** Left out of the cards of a phone. */
  readonly wideOnly?: boolean;
}

export interface ListFilter {
  /** The field of the list's filter input; it is also the name in the address. */
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "choice" | "day" | "flag";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Takes several values. */
  readonly isList?: boolean;
}

export interface Connection<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null | undefined;
    readonly endCursor: string | null | undefined;
  };
  readonly totalCount: number;
}

export const PAGE_SIZES = [20, 50, 100] as const;

/** The server's filter from the address; null when nothing is asked. */
export function filterOf(search: URLSearchParams, filters: readonly ListFilter[]): Record<string, unknown> | null {
  const given: Record<string, unknown> = {};
  for (const { name, kind, isList } of filters) {
    const text = search.get(name);
    if (!text) continue;
    if (kind === "flag" || text === "true" || text === "false") given[name] = text === "true";
    else given[name] = isList ? text.split(",") : text;
  }
  return Object.keys(given).length > 0 ? given : null;
}

/** The variables of a list's query from the address. */
export function variablesOf(
  search: URLSearchParams,
  filters: readonly ListFilter[],
  defaultOrder: string | undefined,
): Record<string, unknown> {
  const asked = Number(search.get("size"));
  const size = PAGE_SIZES.find((each) => each === asked) ?? PAGE_SIZES[0];
  const before = search.get("before");
  const page = before ? { last: size, before } : { first: size, after: search.get("after") };
  return { ...page, filter: filterOf(search, filters), orderBy: search.get("order") ?? defaultOrder ?? null };
}

/** The address after one of its parts was changed; a new question starts at the first page. */
export function changed(search: URLSearchParams, parts: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ["after", "before"]) next.delete(name);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}
