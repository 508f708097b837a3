import { words } from "../i18n";

interface Person {
  readonly name: string;
  readonly erasedAt: string | null | undefined;
}

/** What a person is called in a record; who left the platform goes by a mark that stays the same. */
export function personName(person: Person | null | undefined): string | undefined {
  if (!person?.erasedAt) return person?.name;
  return words.t("erasedPerson", { ns: "ui", mark: person.name.split(" ").at(-1) });
}
