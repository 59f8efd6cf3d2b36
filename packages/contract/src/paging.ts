import { z } from "zod";

/** Which page of a list is asked for; pages count from 1. */
export const paging = z.object({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
});

export type Paging = z.output<typeof paging>;

/** A page of a list with how many there are in all. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), total: z.number().int() });

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}
