/** What becomes of the focus when the button that has it goes, or can no longer be pressed. */
import '../../src/ui/keep-focus';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';

@customElement('test-job')
class TestJob extends LitElement {
  @state() accessor running = false;

  override render() {
    return html`<button id="other">Other</button>
      <p>
        ${
          this.running
            ? html`<button id="cancel">Cancel</button>`
            : html`<button id="run" @click=${() => (this.running = true)}>Run</button>`
        }
      </p>
      <p>
        <button id="measure" ?disabled=${this.running}>Measure</button>${
          this.running ? html`<button id="stop">Stop</button>` : nothing
        }
      </p>
      <p><button id="reset" ?disabled=${this.running}>Reset</button></p>
      <input id="field" />`;
  }
}

afterEach(() => document.body.replaceChildren());

async function job(focused: string): Promise<{ element: TestJob; at: () => string | undefined }> {
  const element = new TestJob();
  document.body.append(element);
  await element.updateComplete;
  element.shadowRoot?.querySelector<HTMLElement>(`#${focused}`)?.focus();
  return { element, at: () => element.shadowRoot?.activeElement?.id };
}

it.each([
  ['run', 'cancel'],
  ['measure', 'stop'],
  ['reset', 'field'],
  ['other', 'other'],
])('%s: %s has it meanwhile, and then it is as before', async (before, meanwhile) => {
  const { element, at } = await job(before);
  element.running = true;
  await element.updateComplete;
  expect(at()).toBe(meanwhile);
  element.running = false;
  await element.updateComplete;
  expect(at()).toBe(before);
});

it('leaves it with whoever has gone on', async () => {
  const { element, at } = await job('measure');
  element.running = true;
  await element.updateComplete;
  element.shadowRoot?.querySelector<HTMLElement>('#other')?.focus();
  element.running = false;
  await element.updateComplete;
  expect(at()).toBe('other');
});

it('gives it to nobody after a press of the mouse or a tap: a field would bring the keyboard up', async () => {
  const { element, at } = await job('other');
  await page.getByRole('button', { name: 'Run' }).click();
  await element.updateComplete;
  expect(element.running).toBe(true);
  expect(at()).toBeUndefined();
});

it('takes it from nobody else', async () => {
  const { element } = await job('run');
  const outside = document.createElement('button');
  document.body.append(outside);
  outside.focus();
  element.running = true;
  await element.updateComplete;
  expect(document.activeElement).toBe(outside);
});
