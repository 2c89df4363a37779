/**
 * The documents of one collection by key, in the order of their first writing, in parts of bounded
 * size. Parts make what a change costs independent of how much there is: a part is what a store
 * writes again when one of its documents changed, and what is copied before the first change after
 * somebody was shown it. So a listing of everything costs nothing but a note in each part.
 */
export interface Shelf<T> {
  readonly parts: readonly Part<T>[];
  get(key: string): T | undefined;
  put(key: string, document: T): void;
  remove(key: string): void;
  /** All of it as it is now: what is written afterwards does not move it. */
  list(): ReadonlyMap<string, T>;
  /** Makes few parts of many that have become small, and two of one that has become large. */
  tidy(largestBytes: number): void;
}

export interface Part<T> {
  readonly documents: ReadonlyMap<string, T>;
  /** What a store that has written exactly these documents remembers; a change clears it. */
  saved: SavedPart | undefined;
  /** How large it was when it was last written. */
  bytes: number;
}

/** A file that holds a part. */
export interface SavedPart {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Documents in a part. Some 700 kB of links, which are serialised in about two milliseconds. */
export const usualPartLength = 1000;

interface OwnPart<T> extends Part<T> {
  documents: Map<string, T>;
  /** Somebody reads these documents: they are copied before they are changed. */
  shown: boolean;
}

export function createShelf<T>(partLength: number, saved: readonly Part<T>[] = []): Shelf<T> {
  let parts: OwnPart<T>[] = saved.map((part) => ({ ...part, shown: true }) as OwnPart<T>);

  /** Where each document is; made when it is first needed, which in most mailboxes is never. */
  let places: Map<string, OwnPart<T>> | undefined;

  /** Looking through the parts would make a change cost the more, the more documents there are. */
  function partOf(key: string): OwnPart<T> | undefined {
    if (parts.length < 2) return parts[0]?.documents.has(key) === true ? parts[0] : undefined;
    places ??= placesIn(parts);
    return places.get(key);
  }

  function place(key: string, part: OwnPart<T>): OwnPart<T> {
    places?.set(key, part);
    return part;
  }

  function change(part: OwnPart<T>): Map<string, T> {
    if (part.shown) {
      part.documents = new Map(part.documents);
      part.shown = false;
    }
    part.saved = undefined;
    return part.documents;
  }

  function lastPart(): OwnPart<T> {
    const last = parts.at(-1);
    if (last !== undefined && last.documents.size < partLength) return last;
    const made = newPart(new Map<string, T>(), 0);
    parts = [...parts, made];
    return made;
  }

  /** Two that must not both be left alone anyway: putting them together costs nothing extra. */
  function fit(one: Part<T>, other: Part<T>): boolean {
    const small = one.documents.size + other.documents.size <= partLength / 2;
    return small && (one.saved === undefined || other.saved === undefined);
  }

  return {
    get parts() {
      return parts;
    },
    get: (key) => partOf(key)?.documents.get(key),
    put(key, document) {
      change(partOf(key) ?? place(key, lastPart())).set(key, document);
    },
    remove(key) {
      const part = partOf(key);
      if (part === undefined) return;
      change(part).delete(key);
      places?.delete(key);
    },
    list() {
      for (const part of parts) part.shown = true;
      return listing(parts.map(({ documents }) => documents));
    },
    tidy(largestBytes) {
      const tidied: OwnPart<T>[] = [];
      const made: OwnPart<T>[] = [];
      for (const part of parts) {
        const before = tidied.at(-1);
        if (before !== undefined && fit(before, part)) {
          const documents = new Map([...before.documents, ...part.documents]);
          const together = newPart(documents, before.bytes + part.bytes);
          tidied.splice(-1, 1, together);
          made.push(together);
        } else if (part.bytes > largestBytes && part.documents.size > 1) {
          const all = [...part.documents];
          const middle = all.length >> 1;
          for (const pairs of [all.slice(0, middle), all.slice(middle)]) {
            const half = newPart(new Map(pairs), part.bytes / 2);
            tidied.push(half);
            made.push(half);
          }
        } else {
          tidied.push(part);
        }
      }
      parts = tidied;
      for (const part of made) for (const key of part.documents.keys()) place(key, part);
    },
  };
}

function placesIn<T>(parts: readonly OwnPart<T>[]): Map<string, OwnPart<T>> {
  const places = new Map<string, OwnPart<T>>();
  for (const part of parts) for (const key of part.documents.keys()) places.set(key, part);
  return places;
}

function newPart<T>(documents: Map<string, T>, bytes: number): OwnPart<T> {
  return { documents, bytes, saved: undefined, shown: false };
}

/** Several maps that share no key, as one that nobody can change. */
function listing<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  function* entries(): Generator<[string, T], undefined> {
    for (const map of maps) yield* map;
    return undefined;
  }
  function* keys(): Generator<string, undefined> {
    for (const map of maps) yield* map.keys();
    return undefined;
  }
  function* values(): Generator<T, undefined> {
    for (const map of maps) yield* map.values();
    return undefined;
  }
  const all: ReadonlyMap<string, T> = {
    size: maps.reduce((sum, { size }) => sum + size, 0),
    get: (key) => maps.findLast((map) => map.has(key))?.get(key),
    has: (key) => maps.some((map) => map.has(key)),
    forEach(act) {
      for (const [key, document] of entries()) act(document, key, all);
    },
    entries,
    keys,
    values,
    [Symbol.iterator]: entries,
  };
  return all;
}
