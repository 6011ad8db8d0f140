"use client";

import "./globals.css";
import { Failure, type FailureProps } from "./failure";

/** When not even the root layout could be shown, so it brings its own document. */
export default function GlobalErrorPage(props: FailureProps) {
  return (
    <html lang="en">
      <body>
        <title>Imagekeeper</title>
        <Failure {...props} />
      </body>
    </html>
  );
}
