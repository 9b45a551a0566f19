import { useMemo } from 'react'
import { useStore } from '../../../shared-web/store/store.ts'
import { settings } from '../settings/settings.ts'
import { type Speech, speechOf } from './speech.ts'

/** The texts and figures of the chosen language. */
export function useWords(): Speech {
  const { locale } = useStore(settings)
  return useMemo(() => speechOf(locale), [locale])
}
