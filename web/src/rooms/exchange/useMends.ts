import { useCallback, useEffect, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "../../ui/drafts";

type Mends = ReadonlyMap<string, string>;

const keyOf = (importId: string) => `import.${importId}`;

/** What was typed into bad cells and not sent yet, by their places; kept in this browser until it is sent. */
export function useMends(importId: string, version: number): [Mends, (mends: Mends) => void] {
  const [mends, setMends] = useState<Mends>(new Map());

  useEffect(() => {
    let isGone = false;
    void readDraft(keyOf(importId)).then((found) => {
      // What was typed while the draft was being read counts for more.
      if (found && !isGone) setMends((typed) => new Map([...(found.values as [string, string][]), ...typed]));
    });
    return () => {
      isGone = true;
    };
  }, [importId]);

  const change = useCallback(
    (next: Mends) => {
      setMends(next);
      const draft = { values: [...next], version, keptAt: new Date().toISOString() };
      void (next.size > 0 ? keepDraft(keyOf(importId), draft) : dropMends(importId));
    },
    [importId, version],
  );
  return [mends, change];
}

/** Forget what was typed: the import has ended. */
export const dropMends = (importId: string): Promise<void> => dropDraft(keyOf(importId));
