/** Values of the record of changes, as people read them. */
import { currentLanguage, words } from "../i18n";
import { dayText, timeText } from "../i18n/times";
import { numberText, wordOf } from "../i18n/useWords";
import columnKinds from "./columnKinds.json";

const KINDS: Readonly<Record<string, string>> = columnKinds;
const LONGEST = 120;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Names = Readonly<Record<string, string>>;

/**
 * A value of a column such as `judge.kind`: words for enums, times in the reader's zone, names for the keys that are
 * known; what was kept back is dots.
 */
export function valueText(column: string, value: unknown, names: Names = {}): string {
  const known = typeof value === "string" ? names[value] : undefined;
  const text = known ?? plainText(column, value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function plainText(column: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return words.t(value ? "yes" : "no");
  if (typeof value === "number") return /year/.test(column) ? String(value) : numberText(value, 6);
  if (typeof value === "string") return wordText(column, value);
  if (Array.isArray(value)) return value.map((each) => plainText(column, each)).join(separator()) || "—";
  return objectText(column, value);
}

function wordText(column: string, value: string): string {
  const kind = KINDS[column];
  if (kind) return words.exists(`${kind}.${value}`, { ns: "enums" }) ? wordOf(kind, value) : value;
  if (MOMENT.test(value)) return timeText(value);
  if (DAY.test(value)) return dayText(value);
  return KEY.test(value) ? `#${value.slice(-8)}` : value; // a key says only whether it is the same
}

function objectText(column: string, value: object): string {
  if ("veiled" in value || "secret" in value) return "•••";
  if ("sha256" in value && "bytes" in value) return `${numberText(Number(value.bytes))} B`;
  const parts = Object.entries(value).map(([name, each]) => `${name}${colon()}${plainText(column, each)}`);
  return parts.join(separator()) || "—";
}

const separator = () => (currentLanguage() === "zh" ? "、" : ", ");
const colon = () => (currentLanguage() === "zh" ? "：" : ": ");
