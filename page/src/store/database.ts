// The browser's store `ziping`: documents as they were last, versions before, and files that belong to them.

import type { PlaceName } from "../routes";

const NAME = "ziping";
const VERSION = 1;

export type Shelf = PlaceName | `${PlaceName}_documents` | `${PlaceName}_versions` | `${PlaceName}_files`;

/** The browser does not let the page keep anything, or not so much. */
export class StoreFault extends Error {
  constructor(readonly full: boolean, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "StoreFault";
  }
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const place of ["report", "review"] as const) {
        request.result.createObjectStore(place, { keyPath: "key" });
        request.result.createObjectStore(`${place}_documents`, { keyPath: "key" });
        request.result.createObjectStore(`${place}_versions`, { keyPath: ["key", "at"] }).createIndex("key", "key");
        request.result.createObjectStore(`${place}_files`, { keyPath: "key" });
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      request.result.onclose = () => {
        opened = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Do something within one transaction; it is kept when the promise is fulfilled. */
export async function transact<Result>(
  shelves: readonly Shelf[], mode: "readonly" | "readwrite", act: (shelf: (name: Shelf) => IDBObjectStore) => Promise<Result>,
): Promise<Result> {
  let transaction: IDBTransaction | null = null;
  try {
    const begun = (await database()).transaction([...shelves], mode, { durability: "strict" });
    transaction = begun;
    const done = new Promise<void>((resolve, reject) => {
      begun.oncomplete = () => resolve();
      begun.onabort = () => reject(begun.error ?? new Error("aborted"));
    });
    done.catch(() => undefined);
    const result = await act((name) => begun.objectStore(name));
    await done;
    return result;
  } catch (error) {
    // Where a request fails because the store is full, only the transaction says so.
    const cause = transaction?.error ?? error;
    try {
      transaction?.abort();
    } catch {
      // It has ended already.
    }
    throw new StoreFault(cause instanceof DOMException && cause.name === "QuotaExceededError", cause);
  }
}

/** The answer of one request of a transaction. */
export function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
