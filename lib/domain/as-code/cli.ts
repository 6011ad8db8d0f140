import type { CodeSource } from "./code-source";

/** A call of the vendor's `aliyun` CLI for a POSIX shell, a parameter a line. Source: its RPC style, `--Tag.1.Key`. */
export function asCli({ regionId, request }: CodeSource): string {
  const parameters = flatten({ RegionId: regionId, ...request });
  const words = parameters.map(([name, value]) => `--${name} ${quote(value)}`);
  return `${["aliyun ecs CreateImagePipeline", ...words].join(" \\\n  ")}\n`;
}

/** Lists are numbered from 1, members are joined by dots. */
function flatten(value: unknown, name = ""): [name: string, value: string][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, at) => flatten(each, `${name}.${at + 1}`));
  if (typeof value !== "object") return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, each]) => flatten(each, name === "" ? key : `${name}.${key}`));
}

/** One word of the shell; inside single quotes nothing but the single quote means anything. */
function quote(text: string): string {
  return /^[\w.:/@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
