/** `<fp-network>`: one network through both phases. Composition only; what it does stands in session.ts and below. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { metaOf, metas } from '../../../datasets/metas';
import { tableMeta } from '../../../datasets/own-table';
import type { CellContext } from '../../contract/cell';
import type { OwnTable } from '../../contract/table';
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
import { pointsStyles } from '../points-table';
import { accessOf, partsOf, restricts, unrestricted, type Access } from './access';
import { inferenceBar, trainingBar } from './bar';
import { diagramPane } from './diagram-pane';
import { editedCode } from '../edited-code';
import '../export-menu';
import type { ExportFormat } from '../export-menu';
import { InputFault } from '../../share/fault';
import type { Restored } from '../../share/kept-network';
import { readOpened, readRestored } from './read-opened';
import '../share-menu';
import type { MakeLink } from '../share-menu';
import { type FileNews, openFiles, saveFile } from './files';
import '../import-field';
import { backendOptions, inferenceControls } from './inference-controls';
import { ratioPane, sweepPane } from './inference-results';
import { Keeping } from './keeping';
import './layers';
import { moreControls } from './more-controls';
import { fileNotice, inferenceNotices, linkNotices, measuringNotices, trainingNotices, viewNotice } from './notices';
import { OnScreen } from '../on-screen';
import type { Opening, View } from './opening';
import { predictionPane, type PredictionPane } from './prediction-pane';
import { published, Publisher } from './publish';
import type { NetworkBody } from './schema';
import { Session } from './session';
import { settingsState, type Fixed } from './state';
import { spoken, statusOf } from './status';
import { styles } from './styles';
import { parts } from './teacher-words';
import { trainingControls } from './training-controls';
import { costPane, lossPane, type Metric } from './training-results';

/** What differs between the phases. */
interface PhaseParts {
  bar: TemplateResult;
  notices: TemplateResult;
  controls: TemplateResult;
  more: TemplateResult | typeof nothing;
  bottom: TemplateResult[];
}

@customElement('fp-network')
export class FpNetwork extends LitElement {
  static override styles = [controls, frame, pointsStyles, styles];

  /** The validated body of the fence. */
  @property({ attribute: false }) accessor body: NetworkBody | null = null;
  @property({ attribute: false }) accessor cellId = '';
  @property({ attribute: false }) accessor context: CellContext | null = null;
  @property({ reflect: true }) accessor phase: Phase = 'training';

  @state() private accessor metric: Metric = 'loss';
  @state() private accessor confusion: readonly [number, number] | null = null;
  @state() private accessor guess: number | null = null;
  @state() private accessor moreOpen = false;
  /** A link is being read, or could not be. */
  @state() private accessor link: 'none' | 'reading' | 'opened' | InputFault = 'none';

  /** What a teacher's link leaves of the controls, until the reader asks for all of them. */
  @state() private accessor view: View = unrestricted;
  /** What the reader's own link would leave of them. */
  @state() private accessor handed: View = unrestricted;

  /** What came of the last file that was taken in or handed out. */
  @state() private accessor filed: FileNews | null = null;

  /** The body that counts: the fence's, or that of an opened link. */
  #body: NetworkBody | null = null;
  #opening: Opening | null = null;

  #session: Session | null = null;
  #keeping: Keeping | null = null;
  #detachKeys = () => {};
  #stopNeed = () => {};
  /** Another cell works on this one's network, wherever on the page it stands. */
  #needed = false;
  readonly #changed = () => this.requestUpdate();
  readonly #onScreen = new OnScreen(this, this.#changed);
  readonly #announcer = new Announcer(this.#changed);
  readonly #publisher = new Publisher(
    () => this.#session && published(this.#session),
    () => (this.context && this.cellId ? { scope: this.context.scope, id: this.cellId } : null),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#leaving);
    document.addEventListener('visibilitychange', this.#leaving);
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
    this.#stopNeed =
      this.context?.scope.watchNeed(this.cellId, (needed) => {
        this.#needed = needed;
        this.requestUpdate();
      }) ?? (() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#detachKeys();
    this.#stopNeed();
    this.#announcer.end();
    this.#publisher.end();
    window.removeEventListener('pagehide', this.#leaving);
    document.removeEventListener('visibilitychange', this.#leaving);
    this.#keeping?.end();
    this.#session?.end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('body') || changed.has('context')) void this.#begin();
    const session = this.#session;
    if (!session || !this.isConnected) return;
    session.follow(this.#onScreen.visible, this.#needed);
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
    this.#body = body;
    this.#opening = null;
    this.link = 'none';
    this.filed = null;
    this.view = this.handed = unrestricted;
    const { opened, kept } = context ?? {};
    const shared = opened?.cell === this.cellId ? opened : null;
    const value = shared ? undefined : kept?.get(this.cellId);
    let restored: Restored | null = null;
    if (body && (shared || value !== undefined)) {
      this.link = 'reading';
      const read = await (shared ? readOpened(shared.state) : readRestored(value));
      if (body !== this.body || context !== this.context) return;
      this.link = read instanceof InputFault ? read : shared ? 'opened' : 'none';
      if (read instanceof InputFault) this.#opening = null;
      else if ('opening' in read) {
        restored = read;
        // The lesson says which controls there are: it may have changed since.
        this.#opening = read.opening;
        this.#body = { ...read.opening.body, controls: body.controls, datasets: body.datasets };
      } else {
        this.#opening = read;
        this.#body = read.body;
        this.view = this.handed = read.view ?? unrestricted;
      }
    }
    this.#open(restored);
  }

  #open(restored: Restored | null = null): void {
    const { context } = this;
    const body = this.#body;
    const ready = body && context && metaOf(body.data, body.table);
    this.#session = ready ? new Session(body, () => context.engine(), this.#changed, this.#opening) : null;
    if (restored) this.#session?.restore(restored);
    this.#keeping = this.#session && new Keeping(this.#session, () => this.#fixed, this.#keepsTo);
    this.moreOpen = body?.controls === 'all';
    this.confusion = null;
    this.guess = null;
    this.requestUpdate();
  }

  protected override updated(): void {
    levelHeadings(this);
    if (this.#onScreen.visible) void import('./heavy');
    if (this.#session?.ready) this.#onScreen.stands();
    this.#publisher.soon();
  }

  protected override render(): TemplateResult {
    const session = this.#session;
    if (!session)
      return html`<header><slot name="title"></slot></header>
        ${this.link === 'reading' ? html`<p class="note">Opening…</p>` : this.#impossible()}`;
    const { text, live } = statusOf(session);
    const training = session.phase === 'training';
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
      ${session.ready ? nothing : html`<p class="undrawn">${undrawn}</p>`}
      ${this.#view(session, training ? this.#training(session) : this.#inference(session))}
      <p class="visually-hidden" role="status">${this.#announcer.text}</p>`;
  }

  /** One template for both phases: the diagram and the plane stay as they are, with all that they have drawn and the GPU's contexts. */
  #view(session: Session, { bar, notices, controls, more, bottom }: PhaseParts): TemplateResult {
    return html`<div class="bar">${bar}</div>
      <div class="notices">${this.#opened()} ${notices} ${measuringNotices(session.measuring)}</div>
      <div class="panes">
        <div class="controls">${controls}</div>
        ${this.#network(session)}
      </div>
      ${more}
      <div class="bottom">${bottom.map((pane) => html`<div>${pane}</div>`)}</div>`;
  }

  #training(session: Session): PhaseParts {
    const { experiment, measuring, scrub } = session;
    return {
      bar: trainingBar(experiment, this.#share(session)),
      notices: html`${this.moreOpen ? nothing : fileNotice(this.filed)} ${trainingNotices(experiment)}`,
      controls: trainingControls(experiment, this.#access, this.#datasets),
      more: html`${this.#table(session)} ${this.#more(session)}`,
      bottom: [
        lossPane({ experiment, scrub, metric: this.metric, choose: (metric) => (this.metric = metric) }),
        costPane(experiment, measuring),
      ],
    };
  }

  #inference(session: Session): PhaseParts {
    const { inference, measuring, experiment } = session;
    const { backends, used, wanted } = inference;
    return {
      bar: inferenceBar(measuring, {
        ready: used !== null,
        measure: () => void session.measure(),
        exportMenu: this.#export(session, 'csv-measurements'),
        share: this.#share(session),
      }),
      notices: html`${fileNotice(this.filed)} ${inferenceNotices(inference)}`,
      controls: inferenceControls({
        backends,
        backend: used?.name ?? wanted,
        use: (backend) => void inference.use(backend),
        measuring,
        examples: experiment.dataset?.labels.length,
        access: this.#access,
      }),
      more: nothing,
      bottom: [
        sweepPane({
          measuring,
          inference,
          guess: this.guess,
          setGuess: (guess) => (this.guess = guess),
          sweep: () => void session.sweep(),
        }),
        ratioPane(measuring),
      ],
    };
  }

  /** The two panes that both phases share. */
  #network(session: Session): TemplateResult {
    const { phase, experiment, inference, scrub, unit } = session;
    const { confusion } = this;
    const hover = (address: typeof unit) => {
      session.unit = address;
      this.requestUpdate();
    };
    const choose = (cell: readonly [number, number]) => (this.confusion = cell);
    const drawn: PredictionPane['drawn'] = (training, drawing) => {
      training.drawing = drawing;
      this.requestUpdate();
    };
    return html`<div class="diagram">
        ${diagramPane({ phase, experiment, inference, scrub, hover, editable: !this.#access.locked('weights') })}
      </div>
      <div class="prediction">
        ${predictionPane({ drawable: this.#ownData, phase, experiment, inference, scrub, unit, confusion, choose, drawn })}
      </div>`;
  }

  /** Whether the reader may bring examples of their own. */
  get #ownData(): boolean {
    return this.#access.shows('data') && !this.#access.locked('data');
  }

  /** Where a table of the reader's own is chosen. */
  #table({ experiment }: Session): TemplateResult | typeof nothing {
    const { settings, choosing, examples } = experiment;
    if (!choosing && settings.data.dataset !== 'table') return nothing;
    // Where a table is not here, nobody else can bring it.
    if (!this.#ownData && !examples.error) return nothing;
    void import('./own-table');
    return html`<fp-own-table
      .engine=${experiment.engine}
      .table=${settings.data.table ?? null}
      @use-table=${(event: CustomEvent<OwnTable>) => experiment.useTable(event.detail)}
    ></fp-own-table>`;
  }

  #more(session: Session): TemplateResult {
    const { experiment, inference } = session;
    const backends = { options: backendOptions(inference.backends), wanted: () => void inference.survey() };
    return html`<details class="fold" ?open=${this.moreOpen} @toggle=${this.#toggleMore}>
      <summary>More controls</summary>
      ${
        this.moreOpen
          ? html`<div class="more">${moreControls(experiment, this.#access, backends)} ${this.#files(session)}</div>`
          : nothing
      }
    </details>`;
  }

  #files(session: Session): TemplateResult | typeof nothing {
    const { hidden } = this.#access;
    if (hidden('export') && hidden('import')) return nothing;
    return html`<fieldset>
      <legend>Results</legend>
      ${this.#export(session, 'csv-history')}
      ${
        hidden('import')
          ? nothing
          : html`<fp-import
              label="Import a network"
              accept=".json,.bin,.zip"
              @files=${(event: CustomEvent<File[]>) => void this.#import(session, event.detail)}
            ></fp-import>`
      }
      ${fileNotice(this.filed)}
    </fieldset>`;
  }

  #export(session: Session, csv: 'csv-history' | 'csv-measurements'): TemplateResult | typeof nothing {
    if (this.#access.hidden('export')) return nothing;
    const what = csv === 'csv-history' ? 'the loss history' : 'the measurements';
    return html`<fp-export-menu
      csv=${what}
      network
      @export=${(event: CustomEvent<ExportFormat>) => void this.#save(session, event.detail, csv)}
    ></fp-export-menu>`;
  }

  /** Without an address of its own there is nothing to share. */
  #share(session: Session): TemplateResult | typeof nothing {
    const { context, cellId } = this;
    const linkTo = context?.linkTo?.bind(context);
    if (!context || !linkTo) return nothing;
    const { first } = session.experiment;
    const make: MakeLink = async (withWeights) => {
      const { shareLink } = await import('./share');
      const code = editedCode(context.scope);
      const { handed: view } = this;
      return shareLink({ session, fixed: this.#fixed, engine: context.engine(), cellId, view, code, linkTo }, withWeights);
    };
    return html`<fp-share .make=${make} ?trained=${first.step > 0 || first.edited} ?edited=${first.edited}
      ><fp-teacher
        .parts=${partsOf(this.#body?.controls, parts)}
        .view=${this.handed}
        @change-view=${(event: CustomEvent<View>) => (this.handed = event.detail)}
      ></fp-teacher
    ></fp-share>`;
  }

  /** What no control of the cell changes. */
  get #fixed(): Fixed {
    return { controls: this.#body?.controls ?? 'all', datasets: this.#body?.datasets };
  }

  async #save(session: Session, format: ExportFormat, csv: 'csv-history' | 'csv-measurements'): Promise<void> {
    const { context, cellId } = this;
    if (!context) return;
    this.filed = await saveFile({ session, fixed: this.#fixed, engine: () => context.engine(), cellId, format, csv });
  }

  /** A network from files takes the place of the cell's own. */
  async #import(session: Session, files: readonly File[]): Promise<void> {
    const { opening, news } = await openFiles(files, settingsState(session, this.#fixed).body);
    if (session !== this.#session) return;
    if (opening) {
      const { moreOpen } = this;
      session.end();
      this.#opening = { ...opening, second: null };
      this.#body = { ...opening.body, ...this.#fixed };
      this.#open();
      this.moreOpen = moreOpen;
      this.#keeping?.fresh();
    }
    this.filed = news;
  }

  /** What somebody shared is not the reader's own to be kept. */
  readonly #keepsTo = () => {
    const { context, cellId } = this;
    return context?.kept && cellId && context.opened?.cell !== cellId ? { kept: context.kept, cellId } : null;
  };

  readonly #leaving = (): void => this.#keeping?.now();

  #impossible(): TemplateResult {
    const { body } = this;
    if (!this.context) return html`<fp-notice kind="error">This cell has no context: it needs a lesson around it.</fp-notice>`;
    if (!body) return html`<fp-notice kind="error">This cell has no settings.</fp-notice>`;
    const names = Object.keys(metas).join(', ');
    return html`<fp-notice kind="error">There is no dataset “${body.data}”. There are: ${names}.</fp-notice>`;
  }

  readonly #toggleMore = (event: Event): void => {
    if (event.target instanceof HTMLDetailsElement) this.moreOpen = event.target.open;
  };

  get #access(): Access {
    return accessOf(this.#body?.controls, this.view);
  }

  /** What a link brought, and what it keeps back. */
  #opened(): TemplateResult {
    const showAll = () => (this.view = this.handed = unrestricted);
    return html`${linkNotices(this.link, this.#opening, this.context?.opened?.cell !== this.cellId)}
    ${restricts(this.view) ? viewNotice(this.view, showAll) : nothing}`;
  }

  get #datasets() {
    const wanted = this.#body?.datasets;
    return [...Object.values(metas), tableMeta(undefined)].filter(
      ({ id, own }) => own || !wanted || wanted.includes(id) || id === this.#body?.data,
    );
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
