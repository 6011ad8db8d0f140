import "server-only";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/domain/app-error";
import { isRole } from "@/lib/domain/roles";
import type { AuthLibrary } from "./library";
import type { AccountKind } from "./session";

/**
 * The account of that name with the role of this moment, for what it ordered before and is done now (a queued or a
 * bulk delete); null when there is none any more. Throws `database-unavailable`.
 */
export async function findActor(
  auth: AuthLibrary,
  accounts: AccountKind,
  name: string,
): Promise<Extract<Actor, { kind: "member" }> | null> {
  const { adapter } = await auth.$context;
  const user = await adapter
    .findOne<{ name: string; role: unknown; disabledAt?: string | null }>({
      model: "user",
      where: [
        { field: "name", value: name },
        { field: "kind", value: accounts },
      ],
    })
    .catch((cause: unknown) => {
      throw new AppError("database-unavailable", { cause });
    });
  return user && !user.disabledAt && isRole(user.role)
    ? { kind: "member", name: user.name, role: user.role }
    : null;
}
