/** The settings: the theme, and whether single keys do something anywhere; and while they are open what is kept is counted, saved as a file, taken in, and cleared. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { KeptBook } from './kept';
import type { ProgressBook } from './progress';
import type { Entry } from './entry';
import type { Loaded, Storage } from './storage';
import type { Change } from './tabs';
import { applyTheme, type Theme } from './theme';

export interface SettingsParts {
  storage: Storage;
  progress: ProgressBook;
  kept: KeptBook;
  /** Reads everything anew: other things are kept than before. */
  load(): Promise<void>;
  /** What is kept is cleared or replaced: the page is to be drawn anew. */
  renewed(): void;
}

export class Settings {
  #theme: Theme = 'system';
  #keys = true;
  /** How many kept values could not be read. */
  #ignored = 0;
  #open = false;
  #kept: { progress: number; cells: number; tables: number } | null = null;
  #told = '';

  constructor(
    private readonly host: Pick<ReactiveControllerHost, 'requestUpdate'>,
    private readonly parts: SettingsParts,
  ) {}

  /** Takes in what was kept. */
  take({ entries, ignored }: Loaded): void {
    this.#theme = 'system';
    this.#keys = true;
    for (const entry of entries) this.#set(entry);
    this.#ignored = ignored;
    this.apply();
    this.host.requestUpdate();
  }

  /** One of them is another now. */
  changed(change: Change): void {
    this.#set(change);
    this.apply();
    this.host.requestUpdate();
  }

  /** Whether a single key may do something wherever on the page the focus is: who dictates presses keys unawares. */
  get keys(): boolean {
    return this.#keys;
  }

  #set(change: Change): void {
    if (change.store !== 'settings') return;
    if (change.key === 'theme') this.#theme = change.value;
    else this.#keys = change.value === 'on';
  }

  /** Gives the page its theme. */
  apply(): void {
    applyTheme(this.#theme);
  }

  open(): void {
    this.#open = true;
    this.#tell('');
    void this.#count();
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    void import('./fp-settings');
    return html`<fp-settings
      .theme=${this.#theme}
      .keys=${this.#keys}
      .ignored=${this.#ignored}
      @close=${this.#close}
      @theme-change=${(event: CustomEvent<Theme>) => this.#choose({ store: 'settings', key: 'theme', value: event.detail })}
      @keys-change=${(event: CustomEvent<boolean>) =>
        this.#choose({ store: 'settings', key: 'keys', value: event.detail ? 'on' : 'off' })}
      .kept=${this.#kept}
      .told=${this.#told}
      @export-kept=${() => void this.#export()}
      @import-kept=${(event: CustomEvent<File>) => void this.#import(event.detail)}
      @reset-progress=${() => void this.#reset()}
      @remove-unreadable=${this.#removeUnreadable}
    ></fp-settings>`;
  }

  readonly #close = (): void => {
    this.#open = false;
    this.host.requestUpdate();
  };

  #choose(entry: Entry): void {
    this.changed(entry);
    void this.parts.storage.put(entry);
  }

  readonly #removeUnreadable = (): void => {
    this.#ignored = 0;
    this.host.requestUpdate();
    void this.parts.storage.removeUnreadable();
  };

  #tell(told: string): void {
    this.#told = told;
    this.host.requestUpdate();
  }

  /** What is stored, and what the storage would not take: where it is full, a file is the one way to keep that. */
  async #all(): Promise<Entry[]> {
    const { storage, progress, kept } = this.parts;
    const newest = [...(await storage.all()), ...progress.unstored, ...kept.unstored];
    return [...new Map(newest.map((entry) => [JSON.stringify([entry.store, entry.key]), entry])).values()];
  }

  async #count(): Promise<void> {
    const all = await this.#all();
    const of = (store: Entry['store']) => all.filter((entry) => entry.store === store).length;
    this.#kept = { progress: of('progress'), cells: of('kept'), tables: of('tables') };
    this.host.requestUpdate();
  }

  async #export(): Promise<void> {
    const { saveKept } = await import('./transfer');
    this.#tell((await saveKept(await this.#all())) ?? '');
  }

  async #import(file: File): Promise<void> {
    const { takeKept } = await import('./transfer');
    const { kept, storage } = this.parts;
    const goOn = kept.renew();
    const { taken, told } = await takeKept(file, storage);
    if (taken) {
      await this.parts.load();
      this.parts.renewed();
    } else goOn();
    this.#tell(told);
    await this.#count();
  }

  async #reset(): Promise<void> {
    const { kept, progress } = this.parts;
    kept.renew();
    await progress.reset();
    await this.#count();
    this.#tell('Removed.');
    this.parts.renewed();
  }
}
