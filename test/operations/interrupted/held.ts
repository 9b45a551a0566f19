/** What the interrupted run holds: processes by id, servers by port. */
export interface Held {
  readonly pids: Readonly<Record<string, number>>
  readonly ports: Readonly<Record<string, number>>
}
