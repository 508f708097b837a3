import { useSyncExternalStore } from "react";

/** For whom this tab acts: the tab alone, so that one's own account stays open beside it. */
export interface Acting {
  /** The account that is acted for; null where one acts for oneself. */
  readonly principalId: string | null;
  /** The other side, or the calendar, ended it. */
  readonly wasEnded: boolean;
}

const KEY = "greenbridge.acting";
const listeners = new Set<() => void>();
let acting: Acting = { principalId: sessionStorage.getItem(KEY), wasEnded: false };

function become(next: Acting): void {
  acting = next;
  if (next.principalId) sessionStorage.setItem(KEY, next.principalId);
  else sessionStorage.removeItem(KEY);
  for (const tell of listeners) tell();
}

/** Act for somebody from now on in this tab. */
export const actFor = (principalId: string): void => become({ principalId, wasEnded: false });

/** Be oneself again. */
export const stopActing = (wasEnded = false): void => become({ principalId: null, wasEnded });

/** What tells the server for whom a request is. */
export const actingHeaders = (): Record<string, string> =>
  acting.principalId ? { "X-GreenBridge-On-Behalf-Of": acting.principalId } : {};

/** The address of a link, which sends no headers: for whom the tab acts stands in it. */
export const actingAddress = (path: string): string =>
  acting.principalId ? `${path}?onBehalfOf=${encodeURIComponent(acting.principalId)}` : path;

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** Whom this tab acts for, kept up to date. */
export const useActing = (): Acting => useSyncExternalStore(listen, () => acting);
