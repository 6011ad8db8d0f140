import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

type Bundler = { build(options: Record<string, unknown>): Promise<unknown> };

/**
 * One file of a program and all its packages, so that hundreds of processes start in a moment each. Made by the bundler
 * that tsx brings; answers with the file's path.
 */
export async function bundle(program: string, name: string): Promise<string> {
  const ofTsx = createRequire(createRequire(import.meta.url).resolve("tsx/package.json"));
  const { build } = ofTsx("esbuild") as Bundler;
  const folder = join("node_modules", ".cache", "imagekeeper-prove");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [program],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["react-server"],
    external: ["libsql", "pg-native"],
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    logLevel: "warning",
  });
  return file;
}
