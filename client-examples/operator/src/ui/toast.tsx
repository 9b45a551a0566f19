import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Say = (tone: 'good' | 'bad', text: string) => void

const ToastContext = createContext<Say>(() => {})
const SHOWN_MS = 6_000
let said = 0

interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad'
  readonly text: string
}

/** Short news about what was just done, read out to those who can't see it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const say = useCallback<Say>((tone, text) => {
    const id = said++
    setToasts((now) => [...now.slice(-2), { id, tone, text }])
    setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), SHOWN_MS)
  }, [])
  return (
    <ToastContext.Provider value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map(({ id, tone, text }) => (
          <div key={id} className={`toast toast-${tone}`}>
            {text}
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  )
}

export const useToast = (): Say => useContext(ToastContext)
