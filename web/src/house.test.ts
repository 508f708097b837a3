/** The import law of the console, and how long its files may be: machines keep them. */
import { describe, expect, it } from "vitest";

const LONGEST = 300;
const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./__generated__/**"], {
  eager: true,
  query: "?raw",
  import: "default",
});

/** What each part may import from, beside itself: app -> rooms -> ui, and words are everybody's. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  app: ["rooms", "ui", "i18n"],
  rooms: ["ui", "i18n"],
  ui: ["i18n"],
  i18n: ["ui"], // the forms of refusals, which sentences are made of
};

/** Where a relative import leads, from the folder of src; null for packages and for what the compiler makes. */
function targetOf(file: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const target = new URL(specifier, `file:///${file.slice(2)}`).pathname.slice(1);
  return target.startsWith("__generated__/") ? null : target;
}

function* importsOf(file: string, text: string): Generator<string> {
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
    const target = specifier && targetOf(file, specifier);
    if (target) yield target;
  }
}

/** A room is a part of its own: `rooms/judging`. */
const partOf = (path: string): string =>
  path.startsWith("rooms/") ? path.split("/").slice(0, 2).join("/") : (path.split("/")[0] ?? "");

/** Addresses that the server answers itself. */
const OF_SERVER = /^\/(graphql|files|outbox|health|ready)\b/;

/** The addresses of a room's pages; those within another's are written after it. */
function* pagesOf(text: string): Generator<string> {
  let before = "";
  for (const [, path = ""] of text.matchAll(/path: "([^"]+)"/g)) {
    if (path.startsWith("/")) before = path;
    yield path.startsWith("/") ? path : `${before}/${path}`;
  }
}

/** Whether a page stands at the address, in which `:` is written for what is filled in. */
function standsAt(address: string, page: string): boolean {
  const [parts, wanted] = [address.split("/"), page.replace("/:part?", "").split("/")];
  return parts.length === wanted.length && wanted.every((part, at) => part.startsWith(":") || part === parts[at]);
}

function* addressesIn(text: string): Generator<string> {
  for (const [, written] of text.matchAll(/\bto(?:=|: |=\{)\{?["`](\/[^"`]*)["`]/g))
    yield (written ?? "").replaceAll(/\$\{[^}]*\}/g, ":").replace(/[?#].*$/, "");
}

describe("the house of the console", () => {
  it("lets app stand on rooms, rooms on ui, and no room on another", () => {
    const wrong = Object.entries(sources).flatMap(([file, text]) => {
      const from = partOf(file.slice(2));
      const allowed = MAY_IMPORT[from.split("/")[0] ?? ""];
      if (allowed === undefined) return [];
      return [...importsOf(file, text)]
        .filter((target) => partOf(target) !== from && !allowed.includes(target.split("/")[0] ?? ""))
        .map((target) => `${file} -> ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("leads no link to a page that is not there", () => {
    const pages = Object.entries(sources).flatMap(([file, text]) =>
      file.endsWith("/room.tsx") ? [...pagesOf(text)] : [],
    );
    const dead = Object.entries(sources).flatMap(([file, text]) =>
      [...addressesIn(text)]
        .filter((address) => !OF_SERVER.test(address) && !pages.some((page) => standsAt(address, page)))
        .map((address) => `${file} -> ${address}`),
    );
    expect(dead).toEqual([]);
  });

  it("asks one place for the day, which is China's as the server's is", () => {
    const own = /dayjs\(\)|toISOString\(\)\.slice\(|getFullYear\(\)|getDate\(\)/;
    const asking = Object.entries(sources).filter(([file, text]) => !file.endsWith(".test.ts") && own.test(text));
    expect(asking.map(([file]) => file)).toEqual([]);
  });

  it("begins things only for organizations that the person works for", () => {
    const begins = /(^|\/)New\w+Page\.tsx$/;
    const wrong = Object.entries(sources).filter(([file, text]) => begins.test(file) && /useOrganizations/.test(text));
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  it("lets no browser complain in a language of its own: fields and the server say what is wrong", () => {
    const forms = Object.entries(sources).filter(([file]) => file.endsWith(".tsx") && !file.includes(".test."));
    const left = forms.filter(([, text]) => /<Form<\w+>(?!\s+noValidate)/.test(text));
    expect(left.map(([file]) => file)).toEqual([]);
  });

  it("takes no values of a form before asking whether numbers stand in its fields", () => {
    const hasty = Object.entries(sources).filter(
      ([file, text]) => !file.includes(".test.") && text.includes("validateFields(") && !text.includes("haveNumbers("),
    );
    expect(hasty.map(([file]) => file)).toEqual([]);
  });

  it(`keeps files within ${LONGEST} lines`, () => {
    const long = Object.entries(sources).filter(([, text]) => text.split("\n").length > LONGEST + 1);
    expect(long.map(([file]) => file)).toEqual([]);
  });
});
