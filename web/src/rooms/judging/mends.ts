import type { Stated } from "./settings";

/** One change that, with the others, makes a plan possible; also a limit of those that cannot hold together. */
export interface Mend {
  readonly id: number;
  readonly code: string;
  readonly supply: string | null;
  readonly demand: string | null;
  readonly reason: string | null;
  readonly units: number | null;
  readonly limit: number | null;
  readonly rule: string | null;
  readonly group: string | null;
  readonly patch: Stated | null;
}

/** The load with which all judges together could give what is missing; null when more load gives nothing. */
export function evenLoad(load: number, missing: number, judges: number): number | null {
  return missing > 0 && judges > 0 ? load + Math.ceil(missing / judges) : null;
}
