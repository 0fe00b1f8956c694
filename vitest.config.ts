import { defineConfig } from "vitest/config";
import { closingLine } from "./test/support/closing-line.ts";

export default defineConfig({
  resolve: {
    // Vite would load graphql's index.mjs while CommonJS packages load index.js: two realms of graphql in one process.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", closingLine((line) => process.stdout.write(`${line}\n`))],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
