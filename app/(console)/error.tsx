"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { FailedPage } from "@/components/shell/failed-page";

type ErrorPageProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <FailedPage digest={error.digest} onRetry={retry} />;
}
