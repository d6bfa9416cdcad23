/** A file dropped beside a place for files would open in this tab, and end what runs here: it is refused instead, with the pointer's sign. */

/** @returns the call that ends it */
export function refuseStrayFiles(): () => void {
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
  return () => {
    window.removeEventListener('dragover', refuse);
    window.removeEventListener('drop', refuse);
  };
}

/** Places for files have prevented the default before, and a field for files takes them by itself. */
function refuse(event: DragEvent): void {
  const { dataTransfer, defaultPrevented } = event;
  if (!dataTransfer?.types.includes('Files') || defaultPrevented || isFileField(event.composedPath()[0])) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'none';
}

const isFileField = (target: EventTarget) => target instanceof HTMLInputElement && target.type === 'file';
