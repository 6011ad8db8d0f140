"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { keys } from "@/lib/queries/keys";

/** Changes that would move rows wait for a press; the rows themselves show their new values already. */
export function PendingOffer({ query }: { readonly query: string }) {
  const t = useTranslations("templates.pending");
  const client = useQueryClient();
  const { data: pending } = useQuery<readonly string[]>({
    queryKey: keys.pending(query),
    queryFn: () => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (pending.length === 0) return null;
  const update = () => {
    client.setQueryData(keys.pending(query), []);
    void client.invalidateQueries({ queryKey: keys.list(query) });
  };
  return (
    <Button icon={<RefreshCw aria-hidden className="size-4" />} onClick={update}>
      {t("offer", { count: pending.length })}
    </Button>
  );
}
