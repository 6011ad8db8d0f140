import { type ReactNode, useId } from "react";

/** A card of a page with its heading; rows of label and content inside. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="max-w-3xl rounded-lg border border-line bg-surface shadow-card">
      <h2 id={id} className="border-line border-b px-4 py-2.5 font-semibold">
        {title}
      </h2>
      <div className="divide-y divide-line">{children}</div>
    </section>
  );
}

export function SectionRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1.5 px-4 py-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <p className="text-ink-2">{label}</p>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
