/** Every internal URL as a function. */
export const paths = {
  home: () => "/templates",
  signIn: (next?: string, problem?: string) => `/sign-in${query({ next, problem })}`,
  setup: (problem?: string) => `/setup${query({ problem })}`,
  templates: () => "/templates",
  template: (regionId: string, templateId: string) =>
    `/templates/${encodeURIComponent(regionId)}/${encodeURIComponent(templateId)}`,
  builds: () => "/builds",
  queue: () => "/queue",
  recycleBin: () => "/recycle-bin",
  audit: () => "/audit",
  auditBlocked: (query = "") => `/audit/blocked${query ? `?${query}` : ""}`,
  account: () => "/account",
  members: () => "/settings/members",
  regions: () => "/settings/regions",
  join: (token: string, problem?: string) => `/join${query({ token, problem })}`,
  api: {
    templates: (query: string) => `/api/templates${query ? `?${query}` : ""}`,
    facets: (query: string) => `/api/templates/facets${query ? `?${query}` : ""}`,
    template: (regionId: string, templateId: string) =>
      `/api/templates/${encodeURIComponent(regionId)}/${encodeURIComponent(templateId)}`,
    overview: () => "/api/overview",
    builds: (query: string) => `/api/builds${query ? `?${query}` : ""}`,
    recycleBin: (query: string) => `/api/recycle-bin${query ? `?${query}` : ""}`,
    queue: () => "/api/queue?limit=500",
    audit: (query: string) => `/api/audit${query ? `?${query}` : ""}`,
    auditBlocked: (query: string) => `/api/audit/blocked${query ? `?${query}` : ""}`,
    auditBlockedEvents: (query: string) => `/api/audit/blocked/events${query ? `?${query}` : ""}`,
    auditExport: (format: "csv" | "jsonl", query: string) =>
      `/api/audit/export?format=${format}${query ? `&${query}` : ""}`,
    live: (since: number) => `/api/live?since=${since}`,
    bulks: () => "/api/bulk",
    bulk: (bulkId: string) => `/api/bulk/${encodeURIComponent(bulkId)}`,
    job: (jobId: string) => `/api/jobs/${encodeURIComponent(jobId)}`,
    signIn: () => "/api/sign-in",
    signOut: () => "/api/sign-out",
    setup: () => "/api/setup",
    join: () => "/api/join",
    preferences: () => "/api/preferences",
  },
} as const;

function query(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}
