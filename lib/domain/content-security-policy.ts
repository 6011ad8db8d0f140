export type PolicyOptions = {
  readonly nonce: string;
  /** The dev server's tools evaluate code and talk over a socket; a build never gets this. */
  readonly isDevelopment: boolean;
  readonly isHttps: boolean;
};

/**
 * Scripts only with this answer's nonce and what they load; nothing from elsewhere, no frames around us. Style elements
 * need the nonce too; style attributes, which cannot have one, may be inline.
 */
export function contentSecurityPolicy({ nonce, isDevelopment, isHttps }: PolicyOptions): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}
