/** The load with which all judges together could give what is missing; null when more load gives nothing. */
export function evenLoad(load: number, missing: number, judges: number): number | null {
  return missing > 0 && judges > 0 ? load + Math.ceil(missing / judges) : null;
}
