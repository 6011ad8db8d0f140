import { Problem } from "@/components/shell/problem";

export default function NotFoundPage() {
  return <Problem kind="notFound" />;
}
