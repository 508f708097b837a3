import { createContext, useContext } from "react";
import type { Shade } from "./theme";

export interface Choices {
  readonly shade: Shade;
  readonly setShade: (shade: Shade) => void;
  /** The zone in which times are shown; null is the browser's. */
  readonly zone: string | null;
  readonly setZone: (zone: string | null) => void;
  /** Forgets everything that was read: somebody signed in or out. */
  readonly forget: () => void;
}

export const ChoicesContext = createContext<Choices>({
  shade: "system",
  setShade: () => undefined,
  zone: null,
  setZone: () => undefined,
  forget: () => undefined,
});

export const useChoices = (): Choices => useContext(ChoicesContext);
