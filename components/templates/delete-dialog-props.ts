import type { TemplateItem } from "@/lib/contracts/template";
import type { DialogState } from "./dialog-state";

/** What opens the dialog of a delete, and what it tells its page. */
export type DeleteDialogProps = {
  /** The row as it was at the press. */
  readonly item: TemplateItem;
  readonly initial: DialogState;
  /** It is deleted: the row may go and the page says so. */
  readonly onDeleted: (item: TemplateItem, recordPending: boolean) => void;
  /** Where the focus goes when it closes; `left` when the template is no longer there. */
  readonly focusAfter: (item: TemplateItem, left: boolean) => HTMLElement | null;
  readonly onClosed: () => void;
};
