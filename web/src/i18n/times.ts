import { currentLanguage } from "./index";

const KEPT_AS = "greenbridge.timeZone";

/** The zone in which times are shown: the one chosen here, else the browser's. */
export function timeZone(): string {
  return chosenTimeZone() ?? browserTimeZone();
}

export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone chosen here; null is the browser's. */
export const chosenTimeZone = (): string | null => localStorage.getItem(KEPT_AS);

export function chooseTimeZone(zone: string | null): void {
  if (zone === null) localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, zone);
}

function format(value: string, options: Intl.DateTimeFormatOptions): string {
  const locale = currentLanguage() === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, options).format(new Date(value));
}

/** A moment, to the minute, in the chosen zone or the given one (an event's). */
export function timeText(value: string | null | undefined, zone: string = timeZone()): string {
  return value ? format(value, { dateStyle: "medium", timeStyle: "short", timeZone: zone }) : "";
}

/** The day by which the server counts: of China, whose days terms and deadlines are. */
export const today = (): string => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

/** A day of the calendar, which no zone moves. */
export function dayText(value: string | null | undefined): string {
  return value ? format(`${value.slice(0, 10)}T00:00:00Z`, { dateStyle: "medium", timeZone: "UTC" }) : "";
}
