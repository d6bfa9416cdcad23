/** The looks of a code cell. The classes tok-… are the highlighter's, at build time and in the editor. */
import { css } from 'lit';

export const styles = css`
  .sheet {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    margin-inline: -20px;
    border-block: 1px solid var(--line);
    background: var(--paper);
    --edge: var(--control);
  }
  .sheet.stale {
    --edge: var(--pos-mark);
  }
  .sheet:is(.queued, .running) {
    --edge: var(--focus);
  }
  .sheet.ok {
    --edge: var(--done);
  }
  .sheet.error {
    --edge: var(--error);
  }
  fp-notice {
    margin-block-end: 12px;
  }
  .margin {
    padding-top: 11px;
    border-inline-start: 4px solid var(--edge);
    color: var(--edge);
    font: 600 12px/21px var(--sans);
    text-align: center;
  }
  .badge.stale {
    color: var(--pos-text);
  }
  .badge:is(.queued, .running) {
    color: var(--focus);
  }
  .badge.ok {
    color: var(--done);
  }
  .badge.error {
    color: var(--error);
  }

  .code {
    min-width: 0;
  }
  .static {
    margin: 0;
    padding: 11px 20px 11px 6px;
    overflow-x: auto;
    color: var(--ink);
    font: 400 13px/21px var(--mono);
    font-variant-ligatures: none;
    tab-size: 2;
    white-space: pre;
    cursor: text;
  }
  .static:focus-visible {
    outline-offset: -2px;
  }
  .cm-editor {
    color: var(--ink);
    font-size: 13px;
  }
  .cm-editor.cm-focused {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .cm-editor .cm-scroller {
    font: 400 13px/21px var(--mono);
    font-variant-ligatures: none;
    overflow-x: auto;
  }
  .cm-editor .cm-content {
    padding: 11px 20px 11px 0;
    caret-color: var(--ink);
  }
  .cm-editor .cm-line {
    padding: 0 6px;
  }
  .cm-editor .cm-cursor {
    border-inline-start-color: var(--ink);
  }
  .cm-editor.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground,
  .cm-editor .cm-selectionBackground {
    background: color-mix(in oklab, var(--focus) 24%, var(--paper));
  }
  .cm-editor .cm-matchingBracket {
    background: var(--line);
    outline: 1px solid var(--control);
  }
  .faulty {
    background: var(--error-soft);
  }

  .tok-keyword,
  .tok-operator.tok-keyword {
    color: var(--series-2);
  }
  .tok-string,
  .tok-string2 {
    color: var(--series-6);
  }
  .tok-number,
  .tok-bool,
  .tok-atom {
    color: var(--series-5);
  }
  .tok-comment {
    color: var(--ink-2);
    font-style: italic;
  }
  .tok-definition {
    font-weight: 600;
  }

  .out,
  .fault pre {
    margin: 10px 0 0;
    overflow-wrap: anywhere;
    font: 400 13px/1.55 var(--mono);
    font-variant-ligatures: none;
    white-space: pre-wrap;
  }
  .out.warn {
    color: var(--pos-text);
  }
  .outputs {
    max-height: 520px;
    overflow: auto;
  }
  .outputs:focus-visible {
    outline-offset: -2px;
  }
  .table {
    margin-top: 10px;
    overflow-x: auto;
  }
  .table td {
    font: 400 13px/1.4 var(--mono);
  }
  figure {
    margin: 12px 0 0;
  }
  figcaption {
    font-weight: 600;
    font-size: 13px;
  }
  .fault {
    margin-top: 12px;
    padding: 9px 14px;
    border-inline-start: 3px solid var(--error);
    background: var(--error-soft);
    font-size: 13.5px;
  }
  .fault mark {
    border-bottom: 2px solid var(--error);
    background: none;
    color: var(--error);
    font-weight: 700;
  }
  .fault p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .fault button.quiet {
    min-height: 24px;
    color: var(--error);
    text-decoration: underline;
  }
  .still {
    margin: 0;
    color: var(--ink-2);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .keys {
    margin: 8px 0 0;
  }
  /* a sheet cannot be scrolled, and nothing on it be pressed */
  @media print {
    .static,
    .cm-editor .cm-content {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .outputs {
      max-height: none;
    }
    .keys,
    .row:has(.still:empty) {
      display: none;
    }
  }
`;
