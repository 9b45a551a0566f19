import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { devToken } from '../shared-web/vite/dev-token.ts'

export default defineConfig({
  plugins: [react(), devToken()],
  server: { port: 5174, strictPort: true },
  build: { target: 'es2024', assetsInlineLimit: 0 },
})
