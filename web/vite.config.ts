import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.GREENBRIDGE_ADDRESS ?? "http://127.0.0.1:8000";
const open = { target: server, changeOrigin: true };

// Served by graph/http/pages.py: every address that is no file and no API belongs to the console's own router.
export default defineConfig({
  plugins: [
    react(),
    babel({
      include: /\/src\/.*\.tsx?$/,
      exclude: /__generated__/,
      presets: [],
      parserOpts: { plugins: ["typescript", "jsx"] },
      plugins: [["relay", { eagerEsModules: true, artifactDirectory: "./src/__generated__" }]],
    }),
  ],
  // The hooks alone: the package's front door brings the older containers along.
  resolve: { alias: [{ find: /^react-relay$/, replacement: "react-relay/hooks" }] },
  build: { chunkSizeWarningLimit: 1500, manifest: true },
  server: {
    proxy: {
      "/graphql": { ...open, ws: true, rewriteWsOrigin: true },
      "/files": open,
      "/exports": open,
      "/downloads": open,
      "/oidc": open,
      "/proofs": open,
      "/outbox": open,
    },
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
