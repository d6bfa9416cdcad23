/** The editor of a code cell: CodeMirror with the grammar of JavaScript and little else. Loaded when a cell is first touched. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  continuedIndent,
  delimitedIndent,
  indentNodeProp,
  indentOnInput,
  indentUnit,
  LRLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, drawSelection, keymap, type DecorationSet } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { parser } from '@lezer/javascript';

export interface EditorOptions {
  parent: HTMLElement;
  root: ShadowRoot;
  code: string;
  /** Accessible name. */
  label: string;
  /** Id, in the same root, of what says how one leaves it by keyboard. */
  describedBy: string;
  onEdit(code: string): void;
  onRun(): void;
}

export interface Editor {
  /** Puts other code in the place of what is there, as one change that can be undone. */
  replace(code: string): void;
  /** Marks a line, from 1; null takes the mark away. */
  mark(line: number | null): void;
  /** Puts the cursor there (both from 1) and takes the focus. */
  goTo(line: number, column: number): void;
  /** Puts the cursor at a point of the screen, where there is one, and takes the focus. */
  focus(at: { x: number; y: number } | null): void;
  destroy(): void;
}

const javascript = LRLanguage.define({
  name: 'javascript',
  parser: parser.configure({
    props: [
      indentNodeProp.add({
        Block: delimitedIndent({ closing: '}' }),
        'ArrayExpression ObjectExpression': delimitedIndent({ closing: ']' }),
        'ArgList ParamList': delimitedIndent({ closing: ')' }),
        'Statement Property': continuedIndent({ except: /^{/ }),
      }),
    ],
  }),
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] } },
});

const setMark = StateEffect.define<number | null>();
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, state, changes, docChanged }) {
    const effect = effects.findLast((one) => one.is(setMark));
    if (!effect) return docChanged ? marks.map(changes) : marks;
    const builder = new RangeSetBuilder<Decoration>();
    const line = effect.value as number | null;
    if (line !== null && line >= 1 && line <= state.doc.lines) {
      const { from } = state.doc.line(line);
      builder.add(from, from, Decoration.line({ class: 'faulty' }));
    }
    return builder.finish();
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function createEditor({ parent, root, code, label, describedBy, onEdit, onRun }: EditorOptions): Editor {
  const run = () => {
    onRun();
    return true;
  };
  const view = new EditorView({
    parent,
    root,
    state: EditorState.create({
      doc: code,
      extensions: [
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('  '),
        bracketMatching(),
        javascript,
        syntaxHighlighting(classHighlighter),
        marked,
        keymap.of([{ key: 'Shift-Enter', run }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          autocapitalize: 'off',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onEdit(update.state.doc.toString());
        }),
      ],
    }),
  });
  const select = (anchor: number) => {
    view.dispatch({ selection: { anchor }, scrollIntoView: true });
    view.focus();
  };
  return {
    replace: (insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }),
    mark: (line) => view.dispatch({ effects: setMark.of(line) }),
    goTo(line, column) {
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      select(Math.min(from + Math.max(0, column - 1), to));
    },
    focus: (at) => select((at && view.posAtCoords(at)) ?? 0),
    destroy: () => view.destroy(),
  };
}
