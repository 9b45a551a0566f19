import type { Money } from '../src/domain/money.ts'
import type { UserError } from '../src/domain/user-error.ts'
import { builder } from './builder.ts'
import type { FeedGap } from './context.ts'

/** Types that others name and that no table stands behind; each is implemented in its own file of `types/`. */
export const MoneyRef = builder.objectRef<Money>('Money')
export const UserErrorRef = builder.objectRef<UserError>('UserError')
export const FeedGapRef = builder.objectRef<FeedGap>('FeedGap')
