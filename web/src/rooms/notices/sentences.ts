import type { TFunction } from "i18next";
import { dayText } from "../../i18n/times";

const DAY = /^\d{4}-\d\d-\d\d$/;

/** What a notice says, in the words of the console. */
export function noticeText(t: TFunction, kind: string, params: unknown): string {
  const given = Object.entries((params ?? {}) as Record<string, unknown>).map(([name, value]) => {
    const text = value === null || value === undefined ? "" : String(value);
    return [name, DAY.test(text) ? dayText(text) : text];
  });
  return t(`kinds.${kind}`, Object.fromEntries(given) as Record<string, string>);
}
