import { Gauge, type Registry } from 'prom-client'

/** Key of the figure, name of the metric, and what it says. */
export type GaugeNames<Figures> = readonly (readonly [keyof Figures & string, string, string])[]

/**
 * Figures of the database as gauges: read once per scrape, by the first gauge. A read that fails
 * leaves them as they were; null is unknown.
 */
export function addGauges<Figures extends object>(
  registry: Registry,
  names: GaugeNames<Figures>,
  figures: () => Promise<Figures>,
): void {
  let looking: Promise<Figures | null> | null = null
  const look = () => {
    looking ??= figures()
      .catch(() => null)
      .finally(() => {
        looking = null
      })
    return looking
  }
  for (const [key, name, help] of names)
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = (await look())?.[key]
        if (typeof value === 'number') this.set(value)
      },
    })
}
