import { defineConfig } from "vite";

// Served by graph/http/pages.py: the page at /graphql, its files under /explorer.
export default defineConfig({
  base: "/explorer/",
  build: {
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      onwarn(warning, warn) {
        // "use client" means something to React servers only; one dependency writes it into hundreds of files
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  oxc: { jsx: { runtime: "automatic" } },
});
