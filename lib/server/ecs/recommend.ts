import "server-only";

const VENDOR_HOSTS = ["aliyun.com", "alibabacloud.com", "aliyuncs.com"];
const LONGEST = 2048;

/** The diagnosis link of an error answer; only https on the vendor's hosts survives, anything else is undefined. */
export function vendorLink(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > LONGEST) return undefined;
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return undefined;
  }
  const isVendor = VENDOR_HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  const isPlain = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  return isVendor && isPlain ? url.href : undefined;
}
