import { beginning, renderList, renderTail } from "../actions/render";
import { Refusal } from "../refusal";
import type { FaultKind, Faulty } from "./fault";

const isCount = (value: unknown, low: number, high: number) =>
  typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;

const HTML = `<html>
<head><title>502 Bad Gateway</title></head>
<body bgcolor="white"><center><h1>502 Bad Gateway</h1></center><hr><center>Tengine</center></body>
</html>
`;

const ok = (body: string) => ({ how: "answer", status: 200, body }) as const;

const EMPTY = {
  token: { TotalCount: 0, NextToken: "" },
  number: { TotalCount: 0, PageNumber: 1 },
  none: { TotalCount: 0 },
};

function wrongType({ action, call }: Faulty) {
  if (!action.list) return ok(JSON.stringify({ RequestId: { Id: call.requestId } }));
  return ok(beginning(call.requestId) + renderList({ TotalCount: 1 }, action.list, "1"));
}

function emptyList({ action, call }: Faulty) {
  if (!action.list) throw new Error("applies only to calls that list");
  const asked = Number(call.parameters.get("MaxResults") || 50);
  const head =
    action.list.paging === "token" ? { ...EMPTY.token, MaxResults: asked } : EMPTY[action.list.paging];
  return ok(beginning(call.requestId) + renderList(head, action.list, "[]"));
}

function repeatToken(at: Faulty) {
  try {
    const answer = at.list();
    if (answer.kind === "fields") throw new Error("applies only to calls that list");
    const head = { ...answer.head, NextToken: answer.again?.() ?? "" };
    return ok(beginning(at.call.requestId) + renderTail({ ...answer, head }, at.action.list));
  } catch (error) {
    if (error instanceof Refusal) return at.refuse(error.status, error.code, error.message);
    throw error;
  }
}

/** Every kind of fault: the table of the contract as a program. */
export const FAULT_KINDS: Readonly<Record<string, FaultKind>> = {
  error: {
    problem({ status, code, message = "", body = {} }) {
      if (!isCount(status, 200, 599)) return "status must be a whole number from 200 to 599";
      if (typeof code !== "string" || typeof message !== "string") return "code and message must be texts";
      if (/\p{Surrogate}/u.test(code)) return "code must be well-formed Unicode";
      return typeof body === "object" && body !== null && !Array.isArray(body)
        ? null
        : "body must be an object";
    },
    deliver: ({ fault, refuse }) =>
      refuse(fault.status ?? 500, fault.code ?? "InternalError", fault.message ?? "", fault.body),
  },
  throttle: {
    deliver: ({ refuse }) => refuse(400, "Throttling.User", "Request was denied due to user flow control."),
  },
  latency: {
    problem: ({ ms }) => (isCount(ms, 0, 3_600_000) ? null : "ms must be a whole number from 0 to 3600000"),
    deliver: ({ fault, act }) => ({ ...act(), ms: fault.ms ?? 0 }),
  },
  timeout: { deliver: () => ({ how: "silence" }) },
  reset: { deliver: () => ({ how: "reset" }) },
  "reset-after-effect": {
    deliver: ({ act }) => {
      act();
      return { how: "reset" };
    },
  },
  truncate: { deliver: ({ act }) => ({ ...act(), how: "cut" }) },
  html: { deliver: () => ({ how: "answer", status: 502, body: HTML, media: "html" }) },
  empty: { deliver: () => ok("{}") },
  "empty-list": { applies: (action) => action.list !== undefined, deliver: emptyList },
  "wrong-type": { deliver: wrongType },
  "repeat-token": { applies: (action) => action.list?.paging === "token", deliver: repeatToken },
  "expired-token": {
    applies: (_action, call) => Boolean(call.parameters.get("NextToken")),
    deliver: ({ refuse }) => refuse(403, "Invalid.NextToken", "The specified NextToken is invalid."),
  },
};
