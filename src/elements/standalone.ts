/** Lets a cell's element live outside a lesson: body from attributes, a context of the page, faults said in its place. */
import type { LitElement, ReactiveController } from 'lit';
import type { CellContext, CellSchema } from '../contract/cell';
import { readBody } from './attributes';

/** What every cell's element has. */
export interface CellElement extends LitElement {
  body: unknown;
  cellId: string;
  context: CellContext | null;
}

/**
 * Does nothing where a context has been given before the element comes into a page: a lesson's view does so.
 * @fires publish - on the element, CustomEvent<Published>: what the cell makes known has changed
 */
export class Standalone implements ReactiveController {
  readonly #host: CellElement;
  readonly #schema: CellSchema;
  readonly #page: CellContext;
  readonly #datasets: readonly string[];
  readonly #observer = new MutationObserver(() => this.#read());
  #stop = () => {};
  /** A body that the page's own script has set is left alone. */
  #own: unknown = undefined;
  #alert: HTMLElement | null = null;
  #last = '';

  constructor(host: CellElement, schema: CellSchema, page: CellContext, datasets: readonly string[]) {
    this.#host = host;
    this.#schema = schema;
    this.#page = page;
    this.#datasets = datasets;
  }

  hostConnected(): void {
    const host = this.#host;
    if (host.context && host.context !== this.#page) return;
    host.context = this.#page;
    host.cellId ||= host.id || `${this.#schema.kind}-${Math.random().toString(36).slice(2, 8)}`;
    this.#stop = this.#page.scope.subscribe([host.cellId], () => {
      const detail = this.#page.scope.get(host.cellId);
      host.dispatchEvent(new CustomEvent('publish', { detail, bubbles: true, composed: true }));
    });
    this.#observer.observe(host, { attributes: true, childList: true, characterData: true, subtree: true });
    this.#read();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#stop();
  }

  #read(): void {
    const host = this.#host;
    if (host.body && host.body !== this.#own) return this.#say([]);
    const json = host.querySelector(':scope > script[type="application/json"]')?.textContent ?? null;
    const attributes = Array.from(host.attributes, ({ name, value }) => ({ name, value }));
    const read = readBody({ attributes, json }, this.#schema, this.#datasets);
    if (read.faults) return this.#say(read.faults);
    // attributes that say the same as before start nothing anew
    const text = JSON.stringify(read.body);
    if (text !== this.#last) {
      this.#last = text;
      this.#own = read.body;
      host.body = read.body;
    }
    this.#say([]);
  }

  /** While there is a fault the cell draws nothing: it has nothing right to draw. */
  #say(faults: readonly string[]): void {
    const host = this.#host;
    this.#alert?.remove();
    this.#alert = null;
    if (faults.length === 0) {
      if (Object.hasOwn(host, 'shouldUpdate')) {
        Reflect.deleteProperty(host, 'shouldUpdate');
        host.requestUpdate();
      }
      return;
    }
    Object.defineProperty(host, 'shouldUpdate', { value: () => false, configurable: true });
    const alert = document.createElement('div');
    alert.role = 'alert';
    alert.style.cssText =
      'padding: 14px 18px; border: 1px solid var(--error); border-radius: 10px; background: var(--error-soft); color: var(--ink); font: 400 14px/1.5 var(--sans)';
    const head = document.createElement('strong');
    head.textContent = `<${host.localName}> cannot be shown:`;
    const list = document.createElement('ul');
    list.style.cssText = 'margin: 4px 0 0; padding-inline-start: 18px';
    list.append(...faults.map((fault) => Object.assign(document.createElement('li'), { textContent: fault })));
    alert.append(head, list);
    host.renderRoot.append(alert);
    this.#alert = alert;
  }
}
