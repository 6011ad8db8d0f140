import type { ReactNode } from "react";

const PAGE_TITLE_ID = "page-title";

type PageHeaderProps = {
  readonly title: ReactNode;
  /** A sentence below the title. */
  readonly about?: ReactNode;
  /** Live line or state, right of the title. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
};

/** The page's one h1; it can take the focus by script when what had it is gone. */
export function PageHeader({ title, about, aside, actions }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 id={PAGE_TITLE_ID} tabIndex={-1} className="min-w-0 font-semibold text-xl wrap-anywhere">
            {title}
          </h1>
          {aside}
        </div>
        {about ? <p className="text-ink-2">{about}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
