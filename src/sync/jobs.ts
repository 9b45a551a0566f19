/** Small JSON that a job is about. The work itself is in the tables; a job only says "look there". */
export type JobData = Readonly<Record<string, string | number | boolean | null>>

/** Queues, and what the key of a job in each is: at most one job per key waits or runs, over all workers. */
export const QUEUES = {
  /** `<shop>:<kind>`: one run of a synchronisation. */
  sync: 'sync',
  /** The source of messages: they are handled. */
  inbox: 'inbox',
  /** `<shop>:<day>`: a comparison. */
  reconcile: 'reconcile',
  /** The shop: its failures that are due are tried again. */
  retry: 'retry',
} as const
export type Queue = keyof typeof QUEUES

export interface JobRun {
  readonly key: string
  readonly data: JobData
  /** Aborted when the worker stops, or when the job was given to another because this worker seemed dead. */
  readonly signal: AbortSignal
}

/** Size of a queue, over all workers. */
export interface QueueFigures {
  readonly queue: Queue
  /** Due, and not taken by a worker. */
  readonly waiting: number
  readonly running: number
}

/** Background work on the database that the rows are in. Any number of workers; the jobs of one that is killed come back. */
export interface Jobs {
  /**
   * False when a job of this key waits or runs. A running one may have looked already: callers that need certainty
   * ask again from a periodic look at what is due.
   */
  enqueue(queue: Queue, key: string, data?: JobData): Promise<boolean>
  /**
   * Takes jobs of the queue in this process, up to `concurrency` at a time. A job whose handler throws is tried
   * again with back-off, by any free worker; so a handler must be idempotent.
   */
  work(queue: Queue, concurrency: number, handler: (job: JobRun) => Promise<void>): Promise<void>
  /** The latest count by a worker: one counts at every heartbeat. One statement for any number of queues. */
  figures(): Promise<QueueFigures[]>
  /** Aborts what runs, waits for it to end and gives it back. */
  stop(): Promise<void>
}
