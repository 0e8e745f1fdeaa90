import { z } from "zod";

/** The inputs that name one leg of the matrix, shared by prepare, work and collect. */
export const LegInputs = z.object({
  /** 0 in a rehearsal, which is about no issue. */
  issue: z.coerce.number("must be the number of an issue").int().nonnegative(),
  attempt: z.coerce.number("must be a number").int().positive(),
  claim: z.string().regex(/^[0-9a-f]{32}$/, "must be a claim's id: 32 hexadecimal digits"),
});
export type LegInputs = z.infer<typeof LegInputs>;

/** The plan's artifact, as inputs. */
export const PlanInputs = z.object({
  "plan-id": z.coerce.number("must be the id of an artifact").int().positive(),
  "plan-digest": z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256, 64 hexadecimal digits"),
});
