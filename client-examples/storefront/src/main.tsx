import { createRoot } from 'react-dom/client'
import '../../shared-web/theme.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/catalogue.css'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
