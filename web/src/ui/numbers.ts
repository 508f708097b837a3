interface Fault {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

export type Bound = string | number | undefined;

/** What the fields of Ant Design read as a number; of anything else they go back to the number before. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/;

/** What was typed, in plain figures: full-width ones, and the marks between thousands, are how people write numbers. */
export function figuresOf(text: string | undefined): string {
  const plain = (text ?? "").normalize("NFKC").replaceAll("。", ".").replaceAll(/[\s,]/g, "");
  return plain.replace(/^\+/, "").toLowerCase();
}

/** What is wrong with a number as it was typed, or nothing. */
export function numberFault(text: string, min?: Bound, max?: Bound, isWhole = false): Fault | null {
  const figures = figuresOf(text);
  if (figures === "") return null;
  const value = NUMBER.test(figures) ? Number(figures) : Number.NaN;
  if (isWhole && !Number.isInteger(value)) return { code: "NOT_AN_INTEGER", params: { value: text } };
  if (Number.isNaN(value)) return { code: "NOT_A_NUMBER", params: { value: text } };
  const [minimum, maximum] = [String(min), String(max)];
  const isBelow = min !== undefined && value < Number(min);
  const isAbove = max !== undefined && value > Number(max);
  if (!isBelow && !isAbove) return null;
  if (min !== undefined && max !== undefined)
    return { code: "OUT_OF_RANGE", params: { value: figures, minimum, maximum } };
  return isBelow
    ? { code: "BELOW_MINIMUM", params: { value: figures, minimum } }
    : { code: "ABOVE_MAXIMUM", params: { value: figures, maximum } };
}

/** Asks the fields of a form, as sending it does, whether numbers stand in them; it is canceled where one does not. */
export const ASKED = "greenbridge-asked";

/** Whether numbers stand in all fields around a button that is no submit; the first at fault is gone to. */
export function haveNumbers(button: Element): boolean {
  return button.closest("form")?.dispatchEvent(new Event(ASKED, { cancelable: true })) ?? true;
}
