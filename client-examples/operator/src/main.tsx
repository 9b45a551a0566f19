import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startTheme } from './shell/theme.ts'
import '../../shared-web/theme.css'
import './ui/base.css'
import './ui/forms.css'
import './ui/tables.css'
import './ui/parts.css'
import './ui/catalogue.css'
import './shell/shell.css'

startTheme()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has an element with the id root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
