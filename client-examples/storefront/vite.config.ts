import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { devToken } from '../shared-web/vite/dev-token.ts'

export default defineConfig({
  plugins: [react(), devToken()],
  server: { port: 5173, strictPort: true },
  build: { target: 'es2022', sourcemap: false },
})
