/** What a job is about: JSON, small. The work itself lies in the tables; a job only says "look there". */
export type JobData = Readonly<Record<string, string | number | boolean | null>>

/** Queues, and what the key of a job in each is: at most one job per key waits or runs, over all workers. */
export const QUEUES = {
  /** `<shop>:<kind>`: one run of a synchronisation. */
  sync: 'sync',
  /** The source of messages: they are worked off. */
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

/** What lies in a queue, over all workers. */
export interface QueueFigures {
  readonly queue: Queue
  /** Due, and not taken by a worker. */
  readonly waiting: number
  readonly running: number
}

/** Background work on the database that the rows are in. Any number of workers; the jobs of one that is killed come back. */
export interface Jobs {
  /**
   * False when a job of this key waits or runs. One that runs may have looked already: whoever needs certainty
   * asks again from a periodic look at what is due.
   */
  enqueue(queue: Queue, key: string, data?: JobData): Promise<boolean>
  /**
   * Takes jobs of the queue in this process, up to `concurrency` at a time. A job whose handler throws is tried
   * again with back-off, by whichever worker is free; so a handler has to bear being run twice.
   */
  work(queue: Queue, concurrency: number, handler: (job: JobRun) => Promise<void>): Promise<void>
  /** As a worker has counted them last, which one does at every sign of life. One statement, whatever there is. */
  figures(): Promise<QueueFigures[]>
  /** Aborts what runs, waits for it to end and gives it back. */
  stop(): Promise<void>
}
