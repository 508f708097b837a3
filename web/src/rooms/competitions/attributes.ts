/** Columns of the organizer's own: a header with a text or a number. */
export interface Attribute {
  name: string;
  value: string;
}

/** As the form edits them. */
export const attributesOf = (given: unknown): Attribute[] =>
  Object.entries((given ?? {}) as Readonly<Record<string, string | number>>).map(([name, value]) => ({
    name,
    value: String(value),
  }));

const isNumber = (text: string) => /^-?(0|[1-9]\d{0,11})(\.\d+)?$/.test(text);

/** As the API takes them: what reads as a number is one, what begins with a nought such as 007 is a text. */
export const attributeInputs = (given: readonly (Attribute | undefined)[] | undefined) =>
  (given ?? [])
    .map((each) => ({ name: each?.name.trim() ?? "", value: each?.value?.trim() ?? "" }))
    .filter(({ name, value }) => name || value)
    .map(({ name, value }) => (isNumber(value) ? { name, number: Number(value) } : { name, text: value }));
