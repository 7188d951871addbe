type NotJson = symbol | ((...args: never) => unknown);

/** The type of a value after it was written and read as JSON: the caller has no schema of the result at run time. */
export type Json<Value> = unknown extends Value
  ? unknown
  : Value extends { toJSON(...args: never): infer Plain }
    ? Plain
    : Value extends string | number | boolean | null | undefined
      ? Value
      : Value extends bigint | NotJson
        ? never
        : Value extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
          ? Record<string, never>
          : Value extends readonly unknown[]
            ? { [Index in keyof Value]: JsonElement<Value[Index]> }
            : { [Key in keyof Value as Value[Key] extends NotJson ? never : Key]: Json<Value[Key]> };

/** An element of an array: JSON writes null in the place of what it cannot write. */
type JsonElement<Element> = unknown extends Element
  ? unknown
  : Element extends undefined | NotJson
    ? null
    : Json<Element>;

/** The type of a result after it was written and read as JSON: without a result the runtime posts null. */
export type JsonResult<Value> = unknown extends Value
  ? unknown
  : Value extends undefined
    ? null
    : // biome-ignore lint/suspicious/noConfusingVoidType: the type of a handler that returns nothing
      void extends Value
      ? null
      : Json<Value>;
