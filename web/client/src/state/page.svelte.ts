// Where the page stands: the address as a store, written back to the address bar.
import { formatAddress, parseAddress, start, type Address } from './address'

class Page {
  address = $state<Address>({ ...start })

  /** Takes the address bar's state and follows back and forward. */
  open(): void {
    this.address = parseAddress(location.hash)
    const archive = new URLSearchParams(location.search).get('archive') // a link may say it before the hash, too
    if (archive) {
      const { archive: path } = parseAddress(`archive=${encodeURIComponent(archive)}`)
      history.replaceState(null, '', `${location.pathname}#${formatAddress({ ...this.address, archive: path })}`)
      this.address.archive = path
    }
    addEventListener('popstate', () => {
      const to = parseAddress(location.hash)
      this.address = { ...to, county: to.county || this.address.county } // a link within the county need not name it
    })
  }

  /** Goes somewhere that the back button should come back from. */
  go(to: Partial<Address>): void {
    this.#set(to, 'push')
  }

  /** Adjusts the present place: moving the map, defaults filled in. */
  adjust(to: Partial<Address>): void {
    this.#set(to, 'replace')
  }

  #set(to: Partial<Address>, how: 'push' | 'replace'): void {
    const before = formatAddress(this.address)
    Object.assign(this.address, to)
    const after = formatAddress(this.address)
    if (before === after) return
    const url = after ? `#${after}` : location.pathname
    if (how === 'push') history.pushState(null, '', url)
    else history.replaceState(null, '', url)
  }
}

export const page = new Page()
