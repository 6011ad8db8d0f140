import { type AuditFilter, parseAuditFilter } from "@/lib/contracts/audit-query";
import { isAppError } from "@/lib/domain/app-error";

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export type AuditUrl = {
  readonly filter: AuditFilter;
  /** The filters as a query text without empty ones, for links and for the API. */
  readonly query: string;
  /** The parameter that was not understood; then no filter was applied. */
  readonly ignored: string | null;
};

/** Filters from the page's address. A page is no API: what it does not understand it leaves out, and says so. */
export function readAuditUrl(search: SearchParams): AuditUrl {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const first = typeof value === "string" ? value : value?.[0];
    if (first) params.set(name, first);
  }
  try {
    const filter = parseAuditFilter(params);
    return { filter, query: queryOf(filter), ignored: null };
  } catch (error) {
    if (!isAppError(error, "invalid-input")) throw error;
    const filter = parseAuditFilter(new URLSearchParams());
    return { filter, query: "", ignored: error.params.parameter ?? "?" };
  }
}

function queryOf(filter: AuditFilter): string {
  const set = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(set).toString();
}
