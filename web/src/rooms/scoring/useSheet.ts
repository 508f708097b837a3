import { useCallback, useEffect, useRef, useState } from "react";
import { graphql } from "react-relay";
import { dropDraft, keepDraft, readDraft } from "../../ui/drafts";
import type { Refusal } from "../../ui/faults";
import { useGesture } from "../../ui/useGesture";
import { useKept } from "../../ui/useKept";
import type { useSheetSaveMutation } from "../../__generated__/useSheetSaveMutation.graphql";
import { afterSave, isSent, openSheet, unsentOf, type Sheet, type Stored } from "./sheet";

const SAVE_AFTER_MS = 700;
const RETRY_AFTER_MS = 4000;

export type Standing = "saved" | "unsaved" | "saving" | "offline" | "refused";

/**
 * A sheet that is always kept: in this browser at once, on the server as soon as it can be reached.
 *
 * Answers the sheet, a way to write, where it stands, and a way to wait until all is on the server.
 */
export function useSheet(taskId: string, stored: Stored | null | undefined) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [standing, setStanding] = useState<Standing>("saved");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [device] = useKept("device", crypto.randomUUID().slice(0, 40));
  const latest = useRef<Sheet | null>(null);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const first = useRef(stored);
  const [save] = useGesture<useSheetSaveMutation>(graphql`
    mutation useSheetSaveMutation($input: SaveScoreSheetInput!) {
      saveScoreSheet(input: $input) {
        __typename
        ... on SaveScoreSheetSuccess {
          judgeTask {
            ...SheetPage_task
          }
          scoreSheet {
            marks {
              version
              points
              remark
              criterion {
                id
              }
            }
            comment {
              version
              toOrganizer
              toEntrant
            }
          }
          keptMarks {
            version
            points
            remark
            criterion {
              id
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const place = `sheet.${taskId}`;

  const show = useCallback((next: Sheet) => {
    latest.current = next;
    setSheet(next);
  }, []);

  const send = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    for (let tries = 0; tries < 5; tries += 1) {
      const now = latest.current;
      if (!now) return false;
      const sent = unsentOf(now);
      if (sent.marks.length === 0 && !sent.comment) {
        setStanding(isSent(now) ? "saved" : "unsaved");
        if (isSent(now)) await dropDraft(place);
        return isSent(now);
      }
      setStanding((now) => (now === "offline" ? now : "saving"));
      const { success, refusal: answer } = await save(
        { input: { judgeTaskId: taskId, device, ...sent } },
        { quiet: true },
      );
      if (success?.scoreSheet) {
        const next = afterSave(latest.current ?? now, sent, success.scoreSheet, success.keptMarks ?? []);
        setRefusal(null);
        show(next);
        await keepDraft(place, { values: next, version: null, keptAt: new Date().toISOString() });
        continue;
      }
      const isOffline = answer?.code === "OFFLINE";
      setStanding(isOffline ? "offline" : "refused");
      setRefusal(isOffline ? null : answer);
      return false;
    }
    return false;
  }, [device, place, save, show, taskId]);

  /** One at a time: a second call waits for the first and then sends the rest. */
  const flush = useCallback(async (): Promise<boolean> => {
    if (running.current) await running.current;
    running.current = send().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [send]);

  useEffect(() => {
    void readDraft(place).then((draft) => {
      show(openSheet(first.current, draft?.values as Sheet | undefined));
      if (draft) void flush();
    });
    return () => clearTimeout(timer.current);
  }, [place, show, flush]);

  useEffect(() => {
    if (standing !== "offline") return;
    const again = () => void flush();
    const retry = setInterval(again, RETRY_AFTER_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(retry);
      window.removeEventListener("online", again);
    };
  }, [standing, flush]);

  const write = useCallback(
    (change: (sheet: Sheet) => Sheet) => {
      if (!latest.current) return;
      const next = change(latest.current);
      show(next);
      setStanding((now) => (now === "offline" ? now : "unsaved"));
      void keepDraft(place, { values: next, version: null, keptAt: new Date().toISOString() });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), SAVE_AFTER_MS);
    },
    [place, show, flush],
  );

  return { sheet, write, standing, refusal, flush };
}
