import { createServer } from 'node:http'
import { listenOnLoopback } from '../../feed/peers/listen.ts'
import type { StartContender } from '../contender.ts'
import { CATALOGUE } from '../question.ts'
import { start as startOurs } from './ours.ts'

/** The answer as bytes that are there already: as little as Node can do. Made once, by ours. */
export const start: StartContender = async ({ rows }) => {
  const { port } = await startOurs({ rows, databaseUrl: null })
  const ready = new Map<number, Buffer>()
  const answer = async (first: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: CATALOGUE, variables: { first } }),
    })
    return Buffer.from(await response.arrayBuffer())
  }
  for (const first of [20, 50]) ready.set(first, await answer(first))
  const server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', () => {
      const { variables } = JSON.parse(Buffer.concat(parts).toString()) as { variables: { first: number } }
      const body = ready.get(variables.first) ?? Buffer.alloc(0)
      res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
      res.end(body)
    })
  })
  return { port: await listenOnLoopback(server) }
}
