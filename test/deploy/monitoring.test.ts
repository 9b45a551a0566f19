import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { exposedMetrics } from '../../scripts/reference/metrics.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly description: string }
}
const { groups } = parse(read('deploy/prometheus/alerts.yml'), { strict: true }) as {
  groups: { name: string; rules: Rule[] }[]
}
const rules = groups.flatMap((group) => group.rules)

interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly gridPos: { readonly x: number; readonly w: number }
  readonly targets?: readonly { readonly expr: string }[]
}
const { panels } = JSON.parse(read('deploy/grafana/dashboard.json')) as { panels: Panel[] }

/** Words of PromQL that rules here use, and the series and labels that Prometheus adds. */
const NOT_METRICS = new Set(
  [
    'sum min max avg count rate increase histogram_quantile absent changes by without on ignoring group_left and or unless',
    'up job instance le',
  ].flatMap((words) => words.split(' ')),
)

const exposed = exposedMetrics()

/** Names in an expression that no process shows. */
function unknownNames(expr: string): string[] {
  const series = new Set(exposed.flatMap(({ series }) => series))
  const labels = new Set(exposed.flatMap(({ labels }) => labels))
  const names = expr.replace(/"[^"]*"/g, '').match(/\b[a-zA-Z_]\w*\b/g) ?? []
  return names.filter((name) => !NOT_METRICS.has(name) && !series.has(name) && !labels.has(name))
}

it('every alert asks for figures that a process shows, waits, and says what to do', () => {
  expect(rules.length).toBeGreaterThan(10)
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  for (const { alert, expr, labels, annotations, ...rule } of rules) {
    expect(unknownNames(expr), alert).toEqual([])
    // What counts over a time has waited already.
    if (!expr.includes('increase(')) expect(rule.for, alert).toMatch(/^\d+m$/)
    expect(['warning', 'critical']).toContain(labels.severity)
    expect(annotations.summary.length).toBeGreaterThan(10)
    expect(annotations.description.length).toBeGreaterThan(10)
  }
})

it('finds an alert over a figure that nobody shows', () => {
  expect(unknownNames('max(haitao_dances_total) > 1')).toEqual(['haitao_dances_total'])
  expect(unknownNames('rate(haitao_feed_delivery_seconds_total[5m])')).toContain(
    'haitao_feed_delivery_seconds_total',
  )
})

it('every panel of the dashboard shows figures that there are, and has its own place', () => {
  const charts = panels.filter(({ type }) => type !== 'row')
  expect(charts.length).toBeGreaterThan(10)
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  for (const { title, description, targets = [], gridPos } of charts) {
    expect(targets.length, title).toBeGreaterThan(0)
    expect(description, title).toBeTruthy()
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
    for (const { expr } of targets) expect(unknownNames(expr), `${title}: ${expr}`).toEqual([])
  }
})

it('Prometheus finds its rules and the processes', () => {
  const { rule_files, scrape_configs } = parse(read('deploy/prometheus/prometheus.yml')) as {
    rule_files: string[]
    scrape_configs: { job_name: string; dns_sd_configs: { names: string[]; port: number }[] }[]
  }
  expect(rule_files).toEqual(['alerts.yml'])
  const [job] = scrape_configs
  // The alerts ask for this job.
  expect(job?.job_name).toBe('haitao-graph')
  const { services } = parse(read('compose.yaml'), { merge: true }) as { services: object }
  for (const name of job?.dns_sd_configs[0]?.names ?? []) expect(Object.keys(services)).toContain(name)
})
