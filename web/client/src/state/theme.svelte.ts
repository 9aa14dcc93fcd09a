// Light, dark or as the system: one attribute on the root, from which tokens follow.
export type Choice = 'auto' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const stored = 'xiantu.theme'

class Appearance {
  choice = $state<Choice>('auto')
  #system = $state<Theme>('light')
  theme = $derived<Theme>(this.choice === 'auto' ? this.#system : this.choice)

  open(): void {
    const kept = localStorage.getItem(stored)
    if (kept === 'light' || kept === 'dark') this.choice = kept
    const dark = matchMedia('(prefers-color-scheme: dark)')
    this.#system = dark.matches ? 'dark' : 'light'
    dark.addEventListener('change', () => {
      this.#system = dark.matches ? 'dark' : 'light'
      this.#show()
    })
    this.#show()
  }

  set(choice: Choice): void {
    this.choice = choice
    localStorage.setItem(stored, choice)
    this.#show()
  }

  #show(): void {
    document.documentElement.dataset.theme = this.theme
  }
}

export const appearance = new Appearance()
