import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Param } from "../ui/faults";
import { currentLanguage, words } from "./index";

/** The words of a room, with those that all rooms share behind them: `t("needs.title")`, `t("save")`. */
export function useWords(room = "ui"): TFunction {
  return useTranslation([room, "ui", "faults", "enums"]).t as unknown as TFunction;
}

/** The label of an enum value: `wordOf("NeedState", "DRAFT")`. */
export function wordOf(kind: string, value: string | null | undefined): string {
  return value ? words.t(`${kind}.${value}`, { ns: "enums" }) : "";
}

/** What a code of the server says to people. */
export function sentenceOf(code: string, params: readonly Param[] = []): string {
  const given = Object.fromEntries(params.map(({ name, value }) => [name, value]));
  return words.t(words.exists(code, { ns: "faults" }) ? code : "UNKNOWN_CODE", { ns: "faults", code, ...given });
}

const NUMBERS: Record<string, Intl.NumberFormat> = {};

/** A number as people write it here. */
export function numberText(value: number | string | null | undefined, digits = 2): string {
  if (value === null || value === undefined || value === "") return "";
  const language = currentLanguage();
  const key = `${language} ${digits}`;
  NUMBERS[key] ??= new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: digits });
  return NUMBERS[key].format(Number(value));
}

/** An amount in units of 10,000 CNY, as offices count it; in English as plain currency. */
export function wanText(value: number | string | null | undefined): string {
  if (value === null || value === undefined || value === "") return "";
  if (currentLanguage() === "zh") return `${numberText(value)} 万元`;
  const yuan = new Intl.NumberFormat("en", {
    style: "currency",
    currency: "CNY",
    notation: "compact",
    maximumFractionDigits: 2,
  });
  return yuan.format(Number(value) * 10_000);
}
