/** Drafts of forms, kept in this browser until they are saved or given up. */
import { del, get, set } from "idb-keyval";

export interface Draft {
  readonly values: unknown;
  /** The version of the object the draft was begun from; null for a new one. */
  readonly version: number | null;
  readonly keptAt: string;
}

const placeOf = (key: string) => `greenbridge.draft.${key}`;

export const readDraft = (key: string): Promise<Draft | undefined> => get<Draft>(placeOf(key));
export const keepDraft = (key: string, draft: Draft): Promise<void> => set(placeOf(key), draft);
export const dropDraft = (key: string): Promise<void> => del(placeOf(key));
