import "server-only";

/**
 * Headers of every answer besides the content policy. The referrer policy is not `no-referrer`: with it browsers send
 * `Origin: null` with a form, which is refused.
 */
export function securityHeaders(appUrl: string): [string, string][] {
  const headers: [string, string][] = [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ];
  if (appUrl.startsWith("https://")) headers.push(["strict-transport-security", "max-age=31536000"]);
  return headers;
}
