/** A text of ASCII only, or bytes of UTF-8. */
export type Tail = string | Buffer;

/** What a body is that is no JSON. */
type Media = "html" | "xml";

/** What goes over the wire for one call. */
export type Delivery =
  | {
      readonly how: "answer";
      readonly status: number;
      readonly body: string;
      /** Follows the body; kept serialised. */
      readonly tail?: Tail;
      /** Absent: JSON. */
      readonly media?: Media;
      readonly ms?: number;
    }
  | {
      readonly how: "cut";
      readonly status: number;
      readonly body: string;
      readonly tail?: Tail;
      readonly media?: Media;
    }
  | { readonly how: "silence" }
  | { readonly how: "reset" };
