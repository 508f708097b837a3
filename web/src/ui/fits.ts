import { currentLanguage } from "../i18n";
import { numberText } from "../i18n/useWords";

const FORMATS: Record<string, Intl.NumberFormat> = {};

/** An amount of fit, always with as many digits, so that columns of them can be compared at a glance. */
export function fitText(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return "—";
  const language = currentLanguage();
  const key = `${language} ${digits}`;
  FORMATS[key] ??= new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return FORMATS[key].format(value);
}

/** What a plan has of an aim: what is to be small counts below zero, and people count it above. */
export function aimText(value: number): string {
  return numberText(Math.abs(value), 3);
}
