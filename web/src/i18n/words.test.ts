// What people read: every word in both languages, no text that is not a word, no label of an enum left out.
import { parse } from "@babel/parser";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EVENT_KINDS } from "../ui/eventKinds";

const SOURCE = "src";
const SHOWN_ATTRIBUTES = new Set([
  "title",
  "label",
  "placeholder",
  "aria-label",
  "alt",
  "description",
  "extra",
  "tooltip",
]);
/** Enums that no page shows, and why. Orders of lists are named by columns. */
const SILENT: Readonly<Record<string, string>> = {};

type Words = { readonly [key: string]: string | Words };

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "__generated__" ? [] : filesUnder(path);
    return [path];
  });
}

const files = filesUnder(SOURCE);
const wordsOf = (path: string): Words => JSON.parse(readFileSync(path, "utf8")) as Words;

function flat(words: Words, before = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") found.set(before + key, value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

const rooms = readdirSync(join(SOURCE, "rooms"));
const shared = ["ui", "enums", "faults", "columns"];
const namespaces = new Map<string, { zh: Map<string, string>; en: Map<string, string> }>([
  ...shared.map(
    (name) =>
      [
        name,
        { zh: flat(wordsOf(`${SOURCE}/i18n/zh/${name}.json`)), en: flat(wordsOf(`${SOURCE}/i18n/en/${name}.json`)) },
      ] as const,
  ),
  ...rooms
    .filter((room) => files.includes(join(SOURCE, "rooms", room, "words", "zh.json")))
    .map((room) => {
      const folder = join(SOURCE, "rooms", room, "words");
      return [
        room,
        { zh: flat(wordsOf(join(folder, "zh.json"))), en: flat(wordsOf(join(folder, "en.json"))) },
      ] as const;
    }),
]);

const plain = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const paramsIn = (text: string) => [...new Set([...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name))].sort();

test.each([...namespaces])("%s says the same in both languages", (_, { zh, en }) => {
  expect(new Set([...en.keys()].map(plain))).toEqual(new Set([...zh.keys()].map(plain)));
  const unlike = [...en].filter(([key, text]) => {
    const other = zh.get(key) ?? zh.get(plain(key));
    // "1 entry" needs no number.
    const isOne = key.endsWith("_one");
    return other !== undefined && !isOne && String(paramsIn(other)) !== String(paramsIn(text));
  });
  expect(unlike.map(([key]) => key)).toEqual([]);
  const halfEmpty = [...en].filter(
    ([key, text]) => Boolean(text.trim()) !== Boolean((zh.get(plain(key)) ?? text).trim()),
  );
  expect(halfEmpty.map(([key]) => key)).toEqual([]);
});

interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const part of Object.values(node)) {
    if (isNode(part)) yield* nodesIn(part);
    else if (Array.isArray(part)) for (const each of part) if (isNode(each)) yield* nodesIn(each);
  }
}

const sources = files
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => {
    const code = readFileSync(path, "utf8");
    const parsed = parse(code, { sourceType: "module", plugins: ["typescript", "jsx"] }) as unknown as {
      program: Node;
    };
    return { path, nodes: [...nodesIn(parsed.program)] };
  });

const textOf = (node: unknown): string | null => {
  if (!isNode(node)) return null;
  if (node.type === "StringLiteral") return node.value as string;
  if (node.type === "JSXExpressionContainer") return textOf(node.expression);
  if (node.type === "TemplateLiteral") {
    const parts = node.quasis as { value: { cooked: string } }[];
    return parts.map(({ value }) => value.cooked).join("");
  }
  return null;
};
// A unit such as MB is the same in both languages.
const isText = (text: string | null): boolean => text !== null && /\p{Script=Han}|\p{L}{3}/u.test(text);
const at = (path: string, node: Node) => `${path}:${node.loc?.start.line ?? 0}`;

test("no text stands in the code", () => {
  const found = sources.flatMap(({ path, nodes }) =>
    nodes.flatMap((node) => {
      if (node.type === "JSXText" && isText(node.value as string)) return [at(path, node)];
      if (node.type === "JSXElement" || node.type === "JSXFragment")
        return (node.children as Node[])
          .filter((child) => child.type === "JSXExpressionContainer" && isText(textOf(child)))
          .map((child) => at(path, child));
      if (node.type !== "JSXAttribute") return [];
      const name = String((node.name as { name: unknown }).name);
      return SHOWN_ATTRIBUTES.has(name) && isText(textOf(node.value)) ? [at(path, node)] : [];
    }),
  );
  expect(found).toEqual([]);
});

/** Rooms whose words the forms of rules and aims speak: each must have them all. */
const RULING_ROOMS = ["judging", "matching"];

test("every word that is asked for exists", () => {
  const missing = sources.flatMap(({ path, nodes }) => {
    // Who is handed `t` by a neighbor speaks the words of the same room.
    const own = /^src\/rooms\/(\w+)\//.exec(path)?.[1];
    const room = nodes.flatMap((node) => {
      const asked = (node.arguments as unknown[] | undefined)?.[0];
      const isUse = node.type === "CallExpression" && (node.callee as { name?: string }).name === "useWords";
      return isUse ? [textOf(asked) ?? "ui"] : [];
    });
    const speakers = path.startsWith("src/ui/ruling/") ? RULING_ROOMS : [own ?? "ui"];
    const vocabularies = speakers.map((speaker) => {
      const known = [...new Set([...room, speaker, ...shared])].flatMap((name) => [
        ...(namespaces.get(name)?.zh.keys() ?? []),
      ]);
      return new Set(known.flatMap((key) => [key, plain(key)]));
    });
    return nodes.flatMap((node) => {
      if (node.type !== "CallExpression" || (node.callee as { name?: string }).name !== "t") return [];
      const asked = (node.arguments as Node[])[0];
      if (asked?.type !== "StringLiteral") return [];
      return vocabularies.every((keys) => keys.has(asked.value as string))
        ? []
        : [`${at(path, node)} ${String(asked.value)}`];
    });
  });
  expect(missing).toEqual([]);
});

const schema = readFileSync("../frontend_schema/schema.graphql", "utf8");
const enums = new Map(
  [...schema.matchAll(/^enum (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name, body]) => [
    name as string,
    [...(body as string).replaceAll(/"""[\s\S]*?"""/g, "").matchAll(/^ {2}(\w+)/gm)].map(
      ([, value]) => value as string,
    ),
  ]),
);

test("every value that a page may show has a label", () => {
  const labels = namespaces.get("enums")?.zh ?? new Map<string, string>();
  const missing = [...enums]
    .filter(([name]) => !name.endsWith("Order") && !(name in SILENT))
    .flatMap(([name, values]) => values.map((value) => `${name}.${value}`))
    .filter((key) => !labels.has(key));
  expect(missing).toEqual([]);
});

test("enums that no page shows are in the schema", () => {
  expect(Object.keys(SILENT).filter((name) => !enums.has(name))).toEqual([]);
});

test("kinds of events are those of the schema", () => {
  expect([...EVENT_KINDS].sort()).toEqual([...(enums.get("EventKind") ?? [])].sort());
});

test("every kind of event has its sentence", () => {
  const notices = namespaces.get("notices")?.zh;
  expect(EVENT_KINDS.filter((kind) => !notices?.has(`kinds.${kind}`))).toEqual([]);
});
