// Going through a page by Tab, and what must hold at each stop: a name, a ring to be seen, and
// nothing that lies over it.
import { expect } from './page.mjs'

/** Presses Tab (or Shift+Tab, back) until what has focus has a name that matches; returns what it is. */
export async function tabTo(page, name, { back = false, most = 200 } = {}) {
  const passed = []
  let ends = 0
  for (let i = 0; i < most && ends < 2; i++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    const stop = await page.evaluate(focused)
    if (!stop) {
      ends++
      continue
    }
    expect(stop.name !== '', `${stop.what} has no name`)
    expect(stop.ring, `${stop.what} “${stop.name}” has focus, and nobody sees it`)
    expect(stop.seen, `${stop.what} “${stop.name}” has focus, and lies under something or outside the window`)
    expect(stop.again !== true, `Tab does not leave ${stop.what} “${stop.name}”`)
    passed.push(stop.name)
    if (name.test(stop.name)) return { ...stop, passed }
  }
  throw new Error(`Tab does not reach ${name}; it came by ${passed.join(' | ')}`)
}

/** In the page: what has focus; null where nothing has. */
function focused() {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const again = window.lastFocused === element
  window.lastFocused = element
  const text = (node) => (node?.textContent ?? '').trim().replace(/\s+/g, ' ')
  const labels = [...(element.labels ?? [])]
  const called = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean).map((id) => text(document.getElementById(id)))
  const own = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) ? '' : text(element)
  const name = element.getAttribute('aria-label') || called.join(' ') || labels.map(text).join(' ') || own || element.title
  const shown = labels.length > 0 ? [element, ...labels, ...labels[0].querySelectorAll('*')] : [element]
  const ring = shown.some((one) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor)
  })
  const seen = shown.some((one) => {
    const box = one.getBoundingClientRect()
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)]
    const [wide, high] = [Math.min(box.right, innerWidth) - left, Math.min(box.bottom, innerHeight) - top]
    const points = [[0.5, 0.5], [0.2, 0.3], [0.8, 0.3], [0.2, 0.8], [0.8, 0.8]]
    const hit = ([x, y]) => document.elementFromPoint(left + x * wide, top + y * high)
    return wide > 1 && high > 1 && points.some((point) => shown.some((part) => part.contains(hit(point))))
  })
  return { what: `${element.tagName.toLowerCase()}.${element.className}`, id: element.id, name, ring, seen, again }
}

/** The page's words that hold Chinese, but for names that are data. */
export async function chineseLeft(page, names) {
  return page.evaluate((data) => {
    const known = data.sort((a, b) => b.length - a.length)
    const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/
    const without = (text) => known.reduce((rest, name) => rest.replaceAll(name, ''), text)
    const found = new Set()
    const look = (text) => text && chinese.test(text) && chinese.test(without(text)) && found.add(text.trim().slice(0, 80))
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.parentElement.closest('[lang=zh-CN], script, noscript, style')) look(node.data)
      } else if (!node.closest('[lang=zh-CN]')) for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'alt']) look(node.getAttribute(name))
    }
    return [...found]
  }, names)
}

/** Words that are cut off or stand out of their box, or boxes that stand out of the panel, the bar or the rail. */
export async function clipped(page) {
  return page.evaluate(() => {
    const bad = []
    for (const root of document.querySelectorAll('#panel, header, nav')) {
      const edge = root.getBoundingClientRect()
      for (const element of root.querySelectorAll('*')) {
        const box = element.getBoundingClientRect()
        const inside = element.closest('[role=region], svg, .track, .hidden-visually, datalist, select')
        if (box.width === 0 || (inside && inside !== element) || !element.checkVisibility()) continue
        const words = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)
        if (!words || element.matches('.hidden-visually, [role=region], svg, .track')) continue
        const whole = element.closest('summary, [title]') // opened or pointed at it says all
        if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && !whole) bad.push(`“${words}” is ${element.scrollWidth} wide in ${element.clientWidth}`)
        if (box.right > edge.right + 1 || box.left < edge.left - 1) bad.push(`“${words}” stands out of its panel`)
      }
    }
    return bad
  })
}
