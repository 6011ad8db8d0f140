import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import compile from "icu-minify/compile";
import { describe, expect, it } from "vitest";
import { APP_ERROR_CODES } from "@/lib/domain/app-error";
import en from "./messages/en.json";
import zh from "./messages/zh-CN.json";

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") all.set(path, value);
    else for (const [inner, text] of flatten(value, path)) all.set(inner, text);
  }
  return all;
}

/** Names of the arguments and tags of a compiled text. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [name, , options] = node;
    if (typeof name === "string" && /^\w+$/.test(name)) names.add(name);
    for (const part of node) visit(part);
    if (options && typeof options === "object") for (const option of Object.values(options)) visit(option);
  };
  const compiled = compile(text);
  if (Array.isArray(compiled)) for (const part of compiled) visit(part);
  return [...names].sort();
}

const english = flatten(en);
const chinese = flatten(zh);

describe("texts", () => {
  it("exist in both languages under the same keys", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("take the same arguments in both languages", () => {
    for (const [key, text] of english) {
      expect([key, argumentsOf(chinese.get(key) ?? "")]).toEqual([key, argumentsOf(text)]);
    }
  });

  it("are not empty and not left in English", () => {
    const same = [...english].filter(([key, text]) => text.trim() === "" || chinese.get(key)?.trim() === "");
    expect(same).toEqual([]);
    const untranslated = [...english].filter(
      ([key, text]) => chinese.get(key) === text && / [a-z]{3,} /.test(text),
    );
    expect(untranslated).toEqual([]);
  });

  it("say a cause and a next step for every error code, and for no other", () => {
    expect(Object.keys(en.errors).sort()).toEqual([...APP_ERROR_CODES].sort());
    for (const code of APP_ERROR_CODES) {
      expect(Object.keys(en.errors[code])).toEqual(["cause", "next"]);
    }
  });
});

/** Source text of everything that may ask for a text. */
function sources(): string {
  const root = join(import.meta.dirname, "../..");
  return ["app", "components", "lib"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
        .map((name) => readFileSync(join(root, folder, name), "utf8")),
    )
    .join("\n");
}

it("every text has its last key, or the group above it, named somewhere in the code", () => {
  const code = sources();
  const named = (word: string) =>
    code.includes(`${word}"`) || code.includes(`${word}\``) || code.includes(`${word}.`);
  const unused = [...english.keys()].filter((path) => {
    const parts = path.split(".");
    const last = parts.at(-1) ?? "";
    const group = parts.slice(0, -1);
    // A key that is made at run time is found by the group it hangs on, e.g. t(`outcome.${word}`).
    return (
      !named(last) &&
      !group.some((word) => code.includes(`${word}.\${`) || code.includes(`"${group.join(".")}"`))
    );
  });
  expect(unused).toEqual([]);
});
