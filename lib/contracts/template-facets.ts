/** How many templates a choice would leave, with all other choices as they are. */
export type FacetCount = { readonly value: string; readonly count: number };

/** GET /api/templates/facets: the choices of each filter, most first. `statuses` has `never-built` and `unknown` too. */
export type TemplateFacets = {
  readonly regions: readonly FacetCount[];
  readonly statuses: readonly FacetCount[];
  readonly deletable: { readonly yes: number; readonly no: number };
  readonly protected: { readonly yes: number; readonly no: number };
  readonly resourceGroups: readonly FacetCount[];
  /** `key=value`, among what all other choices leave; the 200 that most templates have. */
  readonly tags: readonly FacetCount[];
};
