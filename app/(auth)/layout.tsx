import type { ReactNode } from "react";
import { Door } from "@/components/auth/door";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return <Door>{children}</Door>;
}
