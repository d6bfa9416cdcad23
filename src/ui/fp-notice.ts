/** A notice in its place: what is the matter, and (slot `actions`) what can be done. */
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from './controls';

export type NoticeKind = 'info' | 'warn' | 'error';

@customElement('fp-notice')
export class FpNotice extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        --edge: var(--control);
        --fill: var(--paper);
      }
      :host([kind='warn']) {
        --edge: var(--pos-mark);
        --fill: color-mix(in oklab, var(--pos) 10%, var(--raised));
      }
      :host([kind='error']) {
        --edge: var(--error);
        --fill: var(--error-soft);
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        padding: 9px 14px;
        border: 1px solid color-mix(in oklab, var(--edge) 40%, var(--fill));
        border-inline-start: 3px solid var(--edge);
        border-radius: var(--radius);
        background: var(--fill);
        font-size: 13.5px;
        line-height: 1.5;
      }
      p {
        flex: 1 1 16em;
        margin: 0;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      slot[name='actions'] {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ reflect: true }) accessor kind: NoticeKind = 'info';

  override render() {
    return html`<div role=${this.kind === 'error' ? 'alert' : 'status'}>
      <p><slot></slot></p>
      <slot name="actions"></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-notice': FpNotice;
  }
}
