/** `<fp-network>`: one network through both phases. Composition only; what it does stands in session.ts and below. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { metaOf } from '../../../datasets/metas';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import '../../ui/fp-choice';
import '../../ui/fp-datasets';
import '../../ui/fp-figure';
import '../../ui/fp-notice';
import '../../ui/fp-number';
import '../../ui/fp-phase';
import type { Phase } from '../../ui/fp-phase';
import '../../ui/fp-receipt';
import '../../ui/fp-select';
import { attachKeys } from '../../ui/keys';
import { undrawn } from '../../ui/printing';
import { Announcer } from '../announcer';
import { frame } from '../frame';
import { levelHeadings } from '../headings';
import { whenLeaving } from '../leaving';
import { OnScreen } from '../on-screen';
import { pointsStyles } from '../points-table';
import { accessOf, restricts, unrestricted, type Access } from './access';
import { asTaught, type Beginning, readBeginning, storedOf } from './beginning';
import { type FileChoice, type FileNews, openFiles, saveFile } from './files';
import { impossible } from './impossible';
import { Keeping } from './keeping';
import './layers';
import { Needed } from './needed';
import { linkNotices, viewNotice } from './notices';
import type { View } from './opening';
import { type Chosen, type PhaseInput, unchosen } from './phase-parts';
import { phaseView } from './phase-view';
import { published, Publisher } from './publish';
import { roomStyles } from './room-styles';
import type { NetworkBody } from './schema';
import { Session } from './session';
import { shareButton } from './share-button';
import { settingsState, type Fixed } from './state';
import { spoken, statusOf } from './status';
import { styles } from './styles';

@customElement('fp-network')
export class FpNetwork extends LitElement {
  static override styles = [controls, frame, pointsStyles, styles, roomStyles];

  /** The validated body of the fence. */
  @property({ attribute: false }) accessor body: NetworkBody | null = null;
  @property({ attribute: false }) accessor cellId = '';
  @property({ attribute: false }) accessor context: CellContext | null = null;
  @property({ reflect: true }) accessor phase: Phase = 'training';

  /** Null while it is being read. */
  @state() private accessor beginning: Beginning | null = null;
  /** What a teacher's link leaves of the controls, until the reader asks for all of them. */
  @state() private accessor view: View = unrestricted;
  /** What the reader's own link would leave of them. */
  @state() private accessor handed: View = unrestricted;
  @state() private accessor chosen: Chosen = unchosen;
  /** What came of the last file that was taken in or handed out. */
  @state() private accessor filed: FileNews | null = null;

  #session: Session | null = null;
  #keeping: Keeping | null = null;
  #detachKeys = () => {};
  #stay = () => {};
  readonly #changed = () => this.requestUpdate();
  readonly #needed = new Needed(this);
  readonly #onScreen = new OnScreen(this, this.#changed);
  readonly #announcer = new Announcer(this.#changed);
  readonly #publisher = new Publisher(
    () => this.#session && published(this.#session),
    () => (this.context && this.cellId ? { scope: this.context.scope, id: this.cellId } : null),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stay = whenLeaving(() => this.#keeping?.now());
    // The focus can be on all of it, for its keys. Its title describes it and does not name it: a title may hold a control's name.
    this.ariaLabel ??= 'Cell with a network';
    const title = this.querySelector(':scope > [slot=title] [id]');
    if (title) this.setAttribute('aria-describedby', title.id);
    this.#detachKeys = attachKeys(this, {
      toggle: () => this.#train((session) => session.experiment.toggle()),
      step: (unit) => this.#train((session) => session.experiment.step(unit)),
      switchPhase: () => {
        const { hidden, locked } = this.#access;
        if (hidden('phase') || locked('phase')) return;
        this.#session?.switchTo(this.#session.phase === 'training' ? 'inference' : 'training');
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#detachKeys();
    this.#announcer.end();
    this.#publisher.end();
    this.#stay();
    this.#keeping?.end();
    this.#session?.end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('body') || changed.has('context')) void this.#begin();
    const session = this.#session;
    if (!session || !this.isConnected) return;
    session.follow(this.#onScreen.visible, this.#needed.now);
    this.#keeping?.consider();
    this.phase = session.phase;
    this.toggleAttribute('printing', this.#onScreen.printing);
    this.#announcer.say(spoken(session));
  }

  async #begin(): Promise<void> {
    const { body, context } = this;
    this.#keeping?.end();
    this.#keeping = null;
    this.#session?.end();
    this.#session = null;
    this.filed = null;
    const stored = body && context && storedOf(context, this.cellId);
    this.beginning = stored ? null : asTaught(body);
    if (stored) {
      const read = await readBeginning(body, stored);
      if (body !== this.body || context !== this.context) return;
      this.beginning = read;
    }
    this.view = this.handed = this.beginning?.view ?? unrestricted;
    this.#open();
  }

  #open(): void {
    const { context } = this;
    const { body = null, opening = null, restored = null } = this.beginning ?? {};
    const ready = body && context && metaOf(body.data, body.table);
    this.#session = ready ? new Session(body, () => context.engine(), this.#changed, opening) : null;
    if (restored) this.#session?.restore(restored);
    this.#keeping = this.#session && new Keeping(this.#session, () => this.#fixed, this.#keepsTo);
    this.chosen = { ...unchosen, metric: this.chosen.metric, more: body?.controls === 'all' };
    this.requestUpdate();
  }

  protected override updated(): void {
    levelHeadings(this);
    if (this.#onScreen.visible) void import('./heavy');
    if (this.phase === 'inference') void import('./inference-charts');
    if (this.#session?.ready) this.#onScreen.stands();
    this.#publisher.soon();
  }

  protected override render(): TemplateResult {
    const session = this.#session;
    const body = this.beginning?.body;
    if (!session || !body)
      return html`<header><slot name="title"></slot></header>
        ${this.beginning ? impossible(this.context, this.body) : html`<p class="note">Opening…</p>`}`;
    const { text, live } = statusOf(session);
    return html`<header>
        <slot name="title"></slot>
        <p class="state"><span class="dot ${live ? '' : 'idle'}" aria-hidden="true"></span>${text}</p>
        ${
          this.#access.hidden('phase')
            ? nothing
            : html`<fp-phase
                .value=${session.phase}
                ?disabled=${this.#access.locked('phase')}
                @phase-change=${(event: CustomEvent<Phase>) => session.switchTo(event.detail)}
              ></fp-phase>`
        }
      </header>
      ${session.ready ? nothing : html`<p class="undrawn">${undrawn}</p>`} ${this.#view(session, body)}
      <p class="visually-hidden" role="status">${this.#announcer.text}</p>`;
  }

  #view(session: Session, body: NetworkBody): TemplateResult {
    const { context, cellId, chosen } = this;
    const input: PhaseInput = {
      session,
      body,
      access: this.#access,
      chosen,
      choose: (part) => (this.chosen = { ...this.chosen, ...part }),
      files: {
        news: this.filed,
        save: (choice) => void this.#save(session, choice),
        take: (files) => void this.#import(session, files),
      },
      share: shareButton({
        session,
        fixed: this.#fixed,
        context,
        cellId,
        handed: () => this.handed,
        hand: (view) => (this.handed = view),
      }),
    };
    return phaseView(input, this.#opened());
  }

  /** What no control of the cell changes. */
  get #fixed(): Fixed {
    const { controls: wanted = 'all', datasets } = this.beginning?.body ?? {};
    return { controls: wanted, datasets };
  }

  async #save(session: Session, choice: FileChoice): Promise<void> {
    const { context, cellId } = this;
    if (!context) return;
    this.filed = await saveFile({ session, fixed: this.#fixed, engine: () => context.engine(), cellId, ...choice });
  }

  /** A network from files takes the place of the cell's own. */
  async #import(session: Session, files: readonly File[]): Promise<void> {
    const { opening, news } = await openFiles(files, settingsState(session, this.#fixed).body);
    const { beginning } = this;
    if (session !== this.#session || !beginning) return;
    if (opening) {
      const { more } = this.chosen;
      session.end();
      this.beginning = {
        ...beginning,
        body: { ...opening.body, ...this.#fixed },
        opening: { ...opening, second: null },
        restored: null,
      };
      this.#open();
      this.chosen = { ...this.chosen, more };
      this.#keeping?.fresh();
    }
    this.filed = news;
  }

  /** What somebody shared is not the reader's own to be kept. */
  readonly #keepsTo = () => {
    const { context, cellId } = this;
    return context?.kept && cellId && context.opened?.cell !== cellId ? { kept: context.kept, cellId } : null;
  };

  get #access(): Access {
    return accessOf(this.beginning?.body?.controls, this.view);
  }

  /** What a link brought, and what it keeps back. */
  #opened(): TemplateResult {
    const { link = 'none', opening = null } = this.beginning ?? {};
    const showAll = () => (this.view = this.handed = unrestricted);
    return html`${linkNotices(link, opening, this.context?.opened?.cell !== this.cellId)}
    ${restricts(this.view) ? viewNotice(this.view, showAll) : nothing}`;
  }

  #train(act: (session: Session) => void): void {
    if (this.#session?.phase === 'training') act(this.#session);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-network': FpNetwork;
  }
}
