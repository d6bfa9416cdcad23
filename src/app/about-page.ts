/** About this site: what it keeps, where it runs, and whose work it stands on. */
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { metas } from '../../datasets/metas';
import { packages } from './packages';
import type { PageContext } from './pages';

@customElement('fp-about-page')
export class FpAboutPage extends LitElement {
  @property({ attribute: false }) accessor context: PageContext | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render() {
    return html`<div class="page">
      <h1>About</h1>
      <div class="prose">
        <p>
          Forward Pass is a notebook about one thing: what a neural network does while it trains, what it does when it only
          infers, and why the second must be fast and cheap.
        </p>
        <h2>Privacy</h2>
        <p>
          <strong>Nothing leaves this device.</strong> Networks train in this page, on your own processor and graphics card. There
          is no account, no cookie, no tracking of visitors, and nothing is fetched from other sites. Your progress and settings
          are kept in this browser’s storage, and you can remove them in the settings.
        </p>
        <h2>Browsers</h2>
        <p>
          It is written for Chrome and Edge from version 123, Firefox from 128 and Safari from 17.5, on desktop and phone. Its
          tests run in Chromium. Without WebGL or WebGPU the page says so and infers on WebAssembly instead.
        </p>
        <h2>Licence</h2>
        <p>The site’s own code and words stand under the MIT licence.</p>
        <h2 id="data">Data</h2>
        <div class="scrolls" tabindex="0" role="group" aria-label="Table of datasets">
          <table>
            <thead>
              <tr>
                <th scope="col">Dataset</th>
                <th scope="col">Source</th>
                <th scope="col">Licence</th>
              </tr>
            </thead>
            <tbody>
              ${Object.values(metas).map(
                ({ name, source, licence }) =>
                  html`<tr>
                    <td>${name}</td>
                    <td>${source}</td>
                    <td>${licence}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <h2 id="packages">Software and typefaces</h2>
        <div class="scrolls" tabindex="0" role="group" aria-label="Table of software and typefaces">
          <table>
            <thead>
              <tr>
                <th scope="col">Package</th>
                <th scope="col">Does</th>
                <th scope="col">Licence</th>
              </tr>
            </thead>
            <tbody>
              ${packages.map(
                ({ name, what, licence, url }) =>
                  html`<tr>
                    <td>
                      <a href=${url} target="_blank" rel="noopener"
                        >${name.split(/(?<=\/)/).map((part) => html`${part}<wbr />`)}</a
                      >
                    </td>
                    <td>${what}</td>
                    <td>${licence}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </div>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.context?.onReady();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-about-page': FpAboutPage;
  }
}
