/** What a run told of itself, as points of its chart. */

export interface Sample {
  readonly seconds: number;
  readonly value: number | null;
  readonly bound: number | null;
}

const KEPT = 600;

/** The points with one more. When there are too many every second one goes, the ends stay. */
export function sampled(known: readonly Sample[], next: Sample): readonly Sample[] {
  const last = known.at(-1);
  if (last && last.value === next.value && last.bound === next.bound) return known;
  const all = [...known, next];
  return all.length <= KEPT ? all : all.filter((_, at) => at % 2 === 0 || at === all.length - 1);
}
