import type { Delivery } from "./delivery";

/** An error in words: a Refusal, or what a fault says. */
interface Wrong {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** An error answer as ECS writes it; `body` adds fields. */
export function errorDelivery(
  { status, code, message }: Wrong,
  requestId: string,
  regionId: string,
  body?: Readonly<Record<string, unknown>>,
): Delivery & { how: "answer" } {
  const HostId = regionId === "" ? "ecs.aliyuncs.com" : `ecs.${regionId}.aliyuncs.com`;
  const Recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=Ecs&requestId=${requestId}`;
  return {
    how: "answer",
    status,
    body: JSON.stringify({ RequestId: requestId, HostId, Code: code, Message: message, Recommend, ...body }),
  };
}
