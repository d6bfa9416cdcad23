/** Where the reader gives the page files of theirs: chosen, or dropped on it. They stay on the device. */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../ui/controls';

/** @fires files - CustomEvent<File[]> */
@customElement('fp-import')
export class FpImport extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        margin-top: 10px;
      }
      label {
        display: grid;
        gap: 6px;
        padding: 10px 12px;
        border: 1px dashed var(--control);
        border-radius: var(--radius);
      }
      label.over {
        background: var(--hover);
      }
      /* its button alone: "No file chosen" would stand beside it even after a choice */
      input[type='file'] {
        width: fit-content;
        max-width: 100%;
        padding: 0;
        border: 0;
        background: none;
        font-size: 0;
      }
    `,
  ];

  @property() accessor label = '';
  /** As of an input. */
  @property() accessor accept = '';
  @state() private accessor over = false;

  override render() {
    return html`<label
      class=${this.over ? 'over' : ''}
      @dragover=${this.#dragged}
      @dragleave=${() => (this.over = false)}
      @drop=${this.#dropped}
      >${this.label}<input
        type="file"
        multiple
        accept=${this.accept}
        aria-label=${this.label}
        aria-describedby="drop"
        @change=${this.#chosen}
      />
      <span class="note" id="drop">Or drop files here (${this.accept.replaceAll(',', ', ')}).</span></label
    >`;
  }

  readonly #dragged = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  readonly #dropped = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    if (event.dataTransfer) this.#tell(event.dataTransfer.files);
  };

  readonly #chosen = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.files) return;
    this.#tell(event.target.files);
    // The same file once more is a choice too.
    event.target.value = '';
  };

  #tell(files: FileList): void {
    if (files.length > 0) this.dispatchEvent(new CustomEvent<File[]>('files', { detail: [...files] }));
  }
}

/** Their bytes. */
export function namedFiles(files: readonly File[]): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-import': FpImport;
  }
}
