/** The page's rules for formulas, for the shadow DOMs of cells: its style sheets do not reach into these, but its fonts do. */

/** @returns a sheet of its own, of what the page has loaded by now */
export function formulaStyles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  for (const page of document.styleSheets) {
    // A browser's extension may have put one there, whose rules nobody else may read.
    if (page.href && !page.href.startsWith(location.origin)) continue;
    for (const rule of page.cssRules)
      if (rule instanceof CSSStyleRule && rule.selectorText.includes('.katex'))
        sheet.insertRule(rule.cssText, sheet.cssRules.length);
  }
  return sheet;
}
