import type { ColumnType, Generated } from "kysely";

/** A moment: given as Date, read as Date. */
export type Moment = ColumnType<Date, Date, Date>;
/** A moment that the database sets when the row is made. */
export type Created = ColumnType<Date, Date | undefined, never>;
export type Default<T> = Generated<T>;

/** A JSON column: it is written as text, so that a list is not taken for a list of the database. */
export type Json<T> = ColumnType<T, string, string>;
export type JsonDefault<T> = ColumnType<T, string | undefined, string>;
