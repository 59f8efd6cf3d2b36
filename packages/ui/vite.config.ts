import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** A server to develop against: npm run dev --workspace @lockstep/ui, with LOCKSTEP_URL where it is. */
const server = process.env["LOCKSTEP_URL"] ?? "http://localhost:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: "es2023",
    // Those that know light-dark(), which is written as it is into the pages.
    cssTarget: ["chrome125", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What every page needs is fetched once and kept over releases that do not change it.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            // Together, so that no schema is made before no-eval.ts has spoken.
            { name: "schemas", test: /node_modules\/zod\/|packages\/ui\/src\/api\/no-eval|packages\/contract\/src\// },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(["/api", "/oauth", "/auth", "/hooks", "/_archivist", "/webhooks"].map((path) => [path, { target: server, changeOrigin: false }])) },
});
