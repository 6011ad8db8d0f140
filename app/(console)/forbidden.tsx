import { Problem } from "@/components/shell/problem";

export default function ForbiddenPage() {
  return <Problem kind="forbidden" />;
}
