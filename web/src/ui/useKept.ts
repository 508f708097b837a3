import { useCallback, useState } from "react";

/** A small choice of this person in this browser, such as a saved view; kept between visits. */
export function useKept<T>(name: string, first: T): [T, (value: T) => void] {
  const place = `greenbridge.${name}`;
  const [value, setValue] = useState<T>(() => {
    const kept = localStorage.getItem(place);
    try {
      return kept === null ? first : (JSON.parse(kept) as T);
    } catch {
      return first; // written by an older console
    }
  });
  const keep = useCallback(
    (next: T) => {
      localStorage.setItem(place, JSON.stringify(next));
      setValue(next);
    },
    [place],
  );
  return [value, keep];
}
