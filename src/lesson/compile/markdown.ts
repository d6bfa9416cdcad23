/**
 * The Markdown of lessons: CommonMark and tables, without raw HTML or indented code, and four additions:
 * maths `$…$` and `$$…$$`, footnotes `[^label]` and `[^label]: text`, and phrases of a phase, `[backward pass]{train}`
 * and `[forward pass]{infer}`. Here they only become tokens: page.ts gives them their HTML and finds their faults.
 * Build time only.
 */
import createMarkdownIt, { type MarkdownIt, type StateBlock, type StateInline } from 'markdown-it';

export function createMarkdown(): MarkdownIt {
  const md = new createMarkdownIt({ html: false, typographer: true });
  md.disable('code');
  md.inline.ruler.after('escape', 'maths', inlineMaths);
  md.inline.ruler.before('link', 'footnote', footnote);
  md.inline.ruler.after('footnote', 'phase', phase);
  md.block.ruler.before('fence', 'maths', blockMaths, { alt: ['paragraph', 'list'] });
  md.block.ruler.before('reference', 'note', note, { alt: ['paragraph'] });

  // What page.ts left in `content` is the HTML.
  for (const type of ['maths_inline', 'maths_block', 'footnote']) md.renderer.rules[type] = (tokens, i) => tokens[i].content;
  md.renderer.rules.note = () => '';
  md.renderer.rules.table_open = () => '<div class="scrolls"><table>\n';
  md.renderer.rules.table_close = () => '</table></div>\n';
  return md;
}

/** `$x$`: no space inside the dollars, no digit after them, so that prices stay prices. */
function inlineMaths(state: StateInline, silent: boolean): boolean {
  const match = at(/\$(?!\s)((?:\\.|[^\\$])+?)(?<!\s)\$(?!\d)/y, state);
  if (!match) return false;
  if (!silent) state.push('maths_inline', '', 0).content = match[1];
  state.pos += match[0].length;
  return true;
}

/** `[^label]` */
function footnote(state: StateInline, silent: boolean): boolean {
  const match = at(/\[\^([^\]\s]+)\]/y, state);
  if (!match) return false;
  if (!silent) state.push('footnote', '', 0).meta = { label: match[1] };
  state.pos += match[0].length;
  return true;
}

/** `[phrase]{train}`: the phrase may hold links and emphasis. */
function phase(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '[') return false;
  const end = state.md.helpers.parseLinkLabel(state, state.pos);
  const name = end < 0 ? undefined : /^\{(\w+)\}/.exec(state.src.slice(end + 1, state.posMax))?.[1];
  if (!name) return false;
  const { pos, posMax } = state;
  if (!silent) {
    const open = state.push('phase_open', 'span', 1);
    open.attrSet('class', `phase-${name}`);
    open.meta = { name };
    state.pos = pos + 1;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.push('phase_close', 'span', -1);
  }
  state.pos = end + name.length + 3;
  state.posMax = posMax;
  return true;
}

/** `$$` to `$$`, on one line or several. */
function blockMaths(state: StateBlock, first: number, last: number, silent: boolean): boolean {
  const lineOf = (n: number) => state.src.slice(state.bMarks[n] + state.tShift[n], state.eMarks[n]).trimEnd();
  if (!lineOf(first).startsWith('$$')) return false;
  if (silent) return true;
  const lines = [lineOf(first).slice(2)];
  let line = first;
  while (!lines[lines.length - 1].endsWith('$$') && line + 1 < last) lines.push(lineOf(++line));
  const text = lines.join('\n');
  const closed = text.endsWith('$$');
  const token = state.push('maths_block', '', 0);
  token.block = true;
  token.content = closed ? text.slice(0, -2) : text;
  token.map = [first, line + 1];
  token.meta = { closed };
  state.line = line + 1;
  return true;
}

/** `[^label]: text`, to the next blank line or note. */
function note(state: StateBlock, first: number, last: number, silent: boolean): boolean {
  const lineOf = (n: number) => state.src.slice(state.bMarks[n] + state.tShift[n], state.eMarks[n]);
  const start = /^\[\^([^\]\s]+)\]:\s*/;
  const match = start.exec(lineOf(first));
  if (!match) return false;
  if (silent) return true;
  const lines = [lineOf(first).slice(match[0].length)];
  let line = first + 1;
  while (line < last && !state.isEmpty(line) && !start.test(lineOf(line))) lines.push(lineOf(line++));
  const token = state.push('note', '', 0);
  token.content = lines.join('\n');
  token.map = [first, line];
  token.meta = { label: match[1] };
  state.line = line;
  return true;
}

function at(pattern: RegExp, state: StateInline): RegExpExecArray | null {
  pattern.lastIndex = state.pos;
  const match = pattern.exec(state.src);
  return match && match.index + match[0].length <= state.posMax ? match : null;
}
