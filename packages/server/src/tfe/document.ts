// JSON:API as HCP Terraform's clients want it: strict types, every time in UTC with a "Z", relations by type and id.

/** A resource of a document. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, Relationship>>;
  readonly links?: Readonly<Record<string, string>>;
}

export interface Identifier {
  readonly id: string;
  readonly type: string;
}

export interface Relationship {
  readonly data: Identifier | readonly Identifier[] | null;
  readonly links?: Readonly<Record<string, string>>;
}

export interface Document {
  readonly data: Resource | readonly Resource[] | null;
  readonly included?: readonly Resource[];
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** A relation to one thing, or to none. */
export const toOne = (type: string, id: string | null | undefined): Relationship => ({ data: id ? { id, type } : null });

/** A relation to several. */
export const toMany = (type: string, ids: readonly string[]): Relationship => ({ data: ids.map((id) => ({ id, type })) });

/** A document of one resource with what it includes, each once. */
export const document = (data: Resource | null, included: readonly Resource[] = []): Document => (included.length === 0 ? { data } : { data, included: once(included) });

/** A document of a page of a list. */
export function listDocument(data: readonly Resource[], { page, size }: { readonly page: number; readonly size: number }, total: number, included: readonly Resource[] = []): Document {
  const pages = Math.max(1, Math.ceil(total / size));
  const pagination = { "current-page": page, "page-size": size, "prev-page": page > 1 ? page - 1 : null, "next-page": page < pages ? page + 1 : null, "total-pages": pages, "total-count": total };
  return { data, ...(included.length > 0 && { included: once(included) }), meta: { pagination } };
}

const once = (resources: readonly Resource[]): readonly Resource[] => [...new Map(resources.map((resource) => [`${resource.type}/${resource.id}`, resource])).values()];

/** A moment as RFC 3339 in UTC, with the "Z" that clients insist on. */
export const moment = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
