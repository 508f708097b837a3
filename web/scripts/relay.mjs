// Compiles every graphql`...` of src into src/__generated__ and registers the operations in frontend_schema.
// The compiler keeps operations that nobody asks any more and does not register again what it made before,
// so the registry is held against what was made, and all is made anew where the two do not agree.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import relay from "relay-compiler";

const MADE = "src/__generated__";
const REGISTRY = "../frontend_schema/operations.json";

const compile = () => execFileSync(relay, ["--repersist"], { stdio: ["ignore", "ignore", "inherit"] });
const registered = () => JSON.parse(readFileSync(REGISTRY, "utf8") || "{}");
const nameOf = (text) => /(?:query|mutation|subscription) (\w+)/.exec(text)[1];

function idsAsked() {
  const texts = readdirSync(MADE).map((name) => readFileSync(`${MADE}/${name}`, "utf8"));
  return new Set(texts.flatMap((text) => /^ {4}"id": "([0-9a-f]{64})"/m.exec(text)?.[1] ?? []));
}

const before = readFileSync(REGISTRY, "utf8");
try {
  mkdirSync(MADE, { recursive: true });
  compile();
  if ([...idsAsked()].some((id) => !(id in registered()))) {
    rmSync(MADE, { recursive: true });
    mkdirSync(MADE);
    compile();
  }
} catch (error) {
  process.exit(error.status ?? 1);
}
const asked = idsAsked();
const kept = Object.entries(registered()).filter(([id]) => asked.has(id));
const sorted = kept.sort(([, a], [, b]) => (nameOf(a) < nameOf(b) ? -1 : 1));
const text = `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
writeFileSync(REGISTRY, text);
if (process.env.CI && text !== before) {
  console.error("frontend_schema/operations.json is not what the console asks: build it and commit the file.");
  process.exit(1);
}
