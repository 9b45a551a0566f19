import { expect, it } from 'vitest'
import { isRun, linesOf, problemOf } from './support/commands.ts'

it.each([
  'npm ci && npm start',
  'npx vitest run src/realtime',
  'ROLE=worker PORT=4001 node --env-file=production.env src/main.ts',
  'npm run export -- --query FILE --format csv',
  'kubectl apply -k deploy/kubernetes',
])('takes %s', (line) => {
  expect(problemOf(line)).toBeNull()
})

it.each([
  ['npm run dance', 'there is no script dance'],
  ['npm run export -- --quarry FILE', 'npm run export knows no --quarry'],
  ['PROT=4001 npm start', 'there is no setting PROT'],
  ['npm ci && node src/nobody.ts', 'there is no src/nobody.ts'],
  ['kubectl apply -f deploy/nothing.yaml', 'there is no deploy/nothing.yaml'],
  ['rm -rf .data', 'rm is no command that pages may name'],
])('says what is wrong with %s', (line, problem) => {
  expect(problemOf(line)).toContain(problem)
})

it('joins continued lines, leaves comments out, and knows what is run as it stands', () => {
  const lines = linesOf('npm ci   # installs\n# a comment\nnpm run --silent token -- \\\n  --role operator\n')
  expect(lines).toEqual(['npm ci', 'npm run --silent token -- --role operator'])
  expect(lines.map(isRun)).toEqual([false, true])
})
