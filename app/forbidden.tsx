import { Problem } from "@/components/shell/problem";

export default function ForbiddenPage() {
  return (
    <main className="mx-auto w-full max-w-2xl px-6 py-16">
      <Problem kind="forbidden" />
    </main>
  );
}
