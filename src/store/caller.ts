import type { JobDatabase } from './database.ts'

/**
 * Says that this process is alive and calls platforms, and forgets those that are not. @returns how many there are,
 * this one included
 */
export async function beat(database: JobDatabase, id: string, silentMs: number): Promise<number> {
  const { rows } = await database.executeSql(
    `WITH mine AS (
      INSERT INTO caller (id, beat_at) VALUES ($1, now())
      ON CONFLICT (id) DO UPDATE SET beat_at = now() RETURNING id
    ), gone AS (
      DELETE FROM caller WHERE id <> $1 AND beat_at < now() - $2::int * interval '1 millisecond'
    )
    SELECT 1 + count(*)::int AS callers FROM caller
    WHERE id <> $1 AND beat_at >= now() - $2::int * interval '1 millisecond'`,
    [id, silentMs],
  )
  return (rows[0] as { callers: number } | undefined)?.callers ?? 1
}

/** Listeners on `callers` count again. */
export async function tellCallers(database: JobDatabase): Promise<void> {
  await database.executeSql(`SELECT pg_notify('callers', '')`)
}

/** The database's present time, to ask `unheard` for. */
export async function databaseTime(database: JobDatabase): Promise<string> {
  const { rows } = await database.executeSql('SELECT clock_timestamp()::text AS now')
  return (rows[0] as { now: string }).now
}

/** Other processes, alive within `missedMs`, that have not counted since `time`. */
export async function unheard(
  database: JobDatabase,
  id: string,
  time: string,
  missedMs: number,
): Promise<number> {
  const { rows } = await database.executeSql(
    `SELECT count(*)::int AS others FROM caller
    WHERE id <> $1 AND beat_at <= $2::timestamptz AND beat_at >= now() - $3::int * interval '1 millisecond'`,
    [id, time, missedMs],
  )
  return (rows[0] as { others: number } | undefined)?.others ?? 0
}

/** The others may have its part. */
export async function leave(database: JobDatabase, id: string): Promise<void> {
  await database.executeSql('DELETE FROM caller WHERE id = $1', [id])
  await tellCallers(database)
}
