/** Whether a host name or IP address, with or without brackets, means this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name === "::1" || isLoopbackIpv4(name);
}

function isLoopbackIpv4(name: string): boolean {
  const parts = name.split(".");
  const isAddress =
    parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return isAddress && parts[0] === "127";
}
