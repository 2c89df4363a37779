/** Where things stand in the books' lists, so that a question costs the same whatever they hold. */
interface Places {
  /** Elements of the list that are entered. */
  upTo: number;
  readonly byKey: Map<string, number>;
}

const indexes = new WeakMap<readonly object[], Places>();

/**
 * The element with this key. For lists that only grow and whose elements keep their key and their
 * place; a list is always asked with the same `keyOf`.
 */
export function find<T extends object>(
  list: readonly T[],
  key: string,
  keyOf: (one: T) => string,
): { readonly one: T; readonly at: number } | undefined {
  const places = indexes.get(list) ?? { upTo: 0, byKey: new Map<string, number>() };
  indexes.set(list, places);
  for (const one of list.slice(places.upTo)) places.byKey.set(keyOf(one), places.upTo++);
  const at = places.byKey.get(key);
  const one = at === undefined ? undefined : list[at];
  return at === undefined || one === undefined ? undefined : { one, at };
}
