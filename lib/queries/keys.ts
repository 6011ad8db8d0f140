/** Query keys from general to specific; page and component share them. `query` is the text of a list URL. */
export const keys = {
  templates: ["templates"] as const,
  lists: ["templates", "list"] as const,
  list: (query: string) => ["templates", "list", query] as const,
  facets: (query: string) => ["template-facets", query] as const,
  pending: (query: string) => ["templates", "pending", query] as const,
  detail: (regionId: string, templateId: string) => ["templates", "detail", regionId, templateId] as const,
  overview: ["overview"] as const,
  bulks: ["bulk"] as const,
  bulkList: ["bulk", "list"] as const,
  bulk: (bulkId: string) => ["bulk", "view", bulkId] as const,
};

/** The address of a template inside this console: region and ID in one text. */
export function templateKey(template: { readonly regionId: string; readonly id: string }): string {
  return `${template.regionId}/${template.id}`;
}
