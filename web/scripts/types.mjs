// Writes the types of the schema for other front ends: frontend_schema/types.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import { buildSchema, parse, printSchema } from "graphql";
import { format } from "prettier";

const SCHEMA = "../frontend_schema/schema.graphql";
const TYPES = "../frontend_schema/types.ts";

const scalars = { Date: "string", DateTime: "string", Decimal: "string", Long: "number", JSON: "unknown" };
const schema = parse(printSchema(buildSchema(readFileSync(SCHEMA, "utf8"))));
const made = await codegen({
  documents: [],
  schema,
  filename: TYPES,
  config: {},
  plugins: [{ typescript: { scalars, enumsAsTypes: true, immutableTypes: true, skipTypename: true } }],
  pluginMap: { typescript },
});
const text = await format(`// Made from schema.graphql by \`make console\`.\n${made}`, {
  parser: "typescript",
  printWidth: 120,
});
const before = readFileSync(TYPES, { encoding: "utf8", flag: "a+" });
writeFileSync(TYPES, text);
if (process.env.CI && text !== before) {
  console.error("frontend_schema/types.ts is not of this schema: run `make console` and commit the file.");
  process.exit(1);
}
