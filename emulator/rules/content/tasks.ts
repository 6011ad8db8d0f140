import { parseYaml, type Yaml, YamlError } from "./yaml";

/** A parameter of a component, as DescribeImageComponents answers it. */
export interface Parameter {
  readonly Name: string;
  readonly Type: string;
  readonly DefaultValue: string;
}

const ACTIONS = new Set([
  ...["RunShellCommand", "RunPowerShellCommand", "InvokeCommand", "OSSDownload", "OSSUpload", "WebDownload"],
  "Reboot",
]);

const TYPES = new Set(["String", "Number", "Boolean"]);

type Map = { [key: string]: Yaml };

const isMap = (value: Yaml | undefined): value is Map =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Is a component's content written in YAML rather than in commands? Its first line that says something tells. */
export function isYaml(content: string): boolean {
  const first = content
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line !== "" && !line.startsWith("#"));
  return /^(?:---|"?(?:Parameters|Tasks)"?\s*:)/.test(first ?? "");
}

function parameter(name: string, value: Yaml): Parameter | null {
  if (!isMap(value) || typeof value.Type !== "string" || !TYPES.has(value.Type)) return null;
  const { DefaultValue = null } = value;
  if (typeof DefaultValue === "object" && DefaultValue !== null) return null;
  return { Name: name, Type: value.Type, DefaultValue: DefaultValue === null ? "" : String(DefaultValue) };
}

function isTask(value: Yaml): boolean {
  if (!isMap(value) || typeof value.Action !== "string" || !ACTIONS.has(value.Action)) return false;
  return value.Properties === undefined || value.Properties === null || isMap(value.Properties);
}

/** The parameters of a content in YAML, or null when it is not `Parameters` and `Tasks` as a component needs them. */
export function parametersOf(content: string): Parameter[] | null {
  if (!isYaml(content)) return [];
  try {
    const root = parseYaml(content);
    if (!isMap(root) || !Array.isArray(root.Tasks) || root.Tasks.length === 0) return null;
    if (!root.Tasks.every(isTask)) return null;
    const declared = root.Parameters ?? {};
    if (!isMap(declared)) return null;
    const parameters = Object.entries(declared).map(([name, value]) => parameter(name, value));
    return parameters.some((each) => each === null) ? null : parameters.filter((each) => each !== null);
  } catch (error) {
    if (error instanceof YamlError) return null;
    throw error;
  }
}
