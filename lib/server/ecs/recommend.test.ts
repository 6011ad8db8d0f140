import { expect, it } from "vitest";
import { vendorLink } from "./recommend";

it.each([
  "https://api.aliyun.com/troubleshoot?q=Forbidden.RAM&product=Ecs",
  "https://aliyun.com/",
  "https://next.api.alibabacloud.com/troubleshoot?q=x",
  "https://ecs.cn-hangzhou.aliyuncs.com/",
])("keeps %s", (link) => {
  expect(vendorLink(link)).toBe(link);
});

it.each([
  "http://api.aliyun.com/",
  "https://aliyun.com.evil.example/",
  "https://evilaliyun.com/",
  "https://user:pass@api.aliyun.com/",
  "https://api.aliyun.com:8443/",
  "javascript:alert(1)//api.aliyun.com",
  `https://api.aliyun.com/?${"x".repeat(3000)}`,
  "not a link",
  7,
  undefined,
])("drops %s", (link) => {
  expect(vendorLink(link)).toBeUndefined();
});
