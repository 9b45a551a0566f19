/** Types of page-storage.mjs for its test. */
export interface PageStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  clear(): void
  readonly length: number
}
export function pageStorage(local: object, session: object): PageStorage
