// What the shopper's hands do with what find kept, and how the eyes of a
// screenshot are shielded.
(() => {
  if (!globalThis.assay || globalThis.assay.act) return;
  const assay = globalThis.assay;
  assay.secretName = globalThis.assaySecretName;

  const tell = (el, ...names) => names.forEach((name) => el.dispatchEvent(new Event(name, { bubbles: true })));

  const fill = (el, text) => {
    el.focus();
    if (el.isContentEditable || !('value' in el)) {
      el.textContent = text;
      tell(el, 'input', 'change');
      return '';
    }
    if (el.maxLength >= 0 && text.length > el.maxLength) return `takes at most ${el.maxLength} characters`;
    el.value = text;
    if (text !== '' && el.value === '') return `takes no such value (it is a ${el.type} field)`;
    tell(el, 'input', 'change');
    return '';
  };

  const press = (el) => {
    const target = assay.shown(el) ? el : [...(el.labels || [])].find(assay.shown) || el;
    const box = target.getBoundingClientRect();
    const at = {
      bubbles: true, cancelable: true, composed: true, view: window,
      clientX: box.left + box.width / 2, clientY: box.top + box.height / 2,
    };
    target.dispatchEvent(new PointerEvent('pointerdown', { ...at, isPrimary: true, button: 0, buttons: 1 }));
    target.dispatchEvent(new MouseEvent('mousedown', { ...at, button: 0, buttons: 1, detail: 1 }));
    el.focus();
    target.dispatchEvent(new PointerEvent('pointerup', { ...at, isPrimary: true, button: 0 }));
    target.dispatchEvent(new MouseEvent('mouseup', { ...at, button: 0, detail: 1 }));
    target.click();
    return '';
  };

  const choose = (el, option) => {
    if (!el.matches('select')) return press(option);
    el.focus();
    if (el.multiple) option.selected = true;
    else el.value = option.value;
    tell(el, 'input', 'change');
    return '';
  };

  // Fields whose contents no report may show: by their kind, by what they are
  // for, by name, or because a number in them could be a card's.
  const guarded = 'input[type=password], [autocomplete^="cc-" i], [autocomplete*=" cc-" i], '
    + '[autocomplete~="one-time-code" i], [data-secret], '
    + '[data-secret] input, [data-secret] select, [data-secret] textarea';
  const fields = 'input:not([type=submit],[type=button],[type=reset],[type=image],[type=checkbox],[type=radio]), '
    + 'select, textarea, [contenteditable]:not([contenteditable=false])';
  const number = /\d(?:[ \-\u00a0]?\d){11,18}/;
  const secret = (el) => el.matches(guarded) || number.test(el.value || '')
    || (el.matches(fields) && (assay.secretName.test(el.getAttribute('name') || '') || assay.secretName.test(el.id)));
  assay.secret = secret;

  assay.act = async () => {
    const taken = assay.take();
    if (!taken || !taken.el.isConnected) return { stale: true };
    const { el, option, want } = taken;
    let refused = '';
    if (want.verb === 'fill') refused = fill(el, want.with);
    if (want.verb === 'press') refused = press(el);
    if (want.verb === 'choose') refused = choose(el, option.el);
    // One turn of the page's own loop, so that a navigation which this started
    // is announced before the answer is.
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    return { refused, secret: want.verb === 'fill' && secret(el) };
  };

  const shields = [];
  let cover = null;
  const dark = {
    'color': 'transparent', '-webkit-text-fill-color': 'transparent', 'text-shadow': 'none',
    'background': '#000', 'transition': 'none', 'animation': 'none',
  };
  const shield = (el) => {
    shields.push([el, el.getAttribute('style')]);
    for (const [name, value] of Object.entries(dark)) el.style.setProperty(name, value, 'important');
  };

  // blank covers fields that hold what no report may show, and every number
  // that could be a card's. Numbers in running text are covered by a highlight,
  // which leaves the document as it is. The blinking caret is hidden too, so
  // that two pictures of one page are the same.
  assay.blank = () => {
    assay.restore();
    const ranges = [];
    const roots = assay.roots();
    for (const root of roots) {
      const fields = root.querySelectorAll('input, select, textarea, [contenteditable], [data-secret]');
      for (const el of fields) if (secret(el)) shield(el);
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        for (const hit of node.data.matchAll(new RegExp(number, 'g'))) {
          const range = new Range();
          range.setStart(node, hit.index);
          range.setEnd(node, hit.index + hit[0].length);
          ranges.push(range);
        }
      }
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { caret-color: transparent !important } '
      + '::highlight(assay) { color: transparent; background-color: #000; text-shadow: none }');
    for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    CSS.highlights.set('assay', new Highlight(...ranges));
    cover = { sheet, roots };
  };

  assay.restore = () => {
    if (!cover) return;
    for (const root of cover.roots) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== cover.sheet);
    }
    CSS.highlights.delete('assay');
    cover = null;
    for (const [el, style] of shields.splice(0)) {
      if (style === null) el.removeAttribute('style');
      else el.setAttribute('style', style);
    }
  };
})();
