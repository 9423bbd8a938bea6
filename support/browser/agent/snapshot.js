// What a page looked like, as a document that does nothing and tells no secret:
// without scripts, addresses to load from, hidden values, and what the shopper
// typed into fields that hold secrets.
(() => {
  if (!globalThis.assay || globalThis.assay.snapshot) return;
  const assay = globalThis.assay;

  const LIMIT = 300000; // characters of a document, and as many of its style
  const HIDDEN = '[secret]';
  const dropped = 'script, noscript, template, link, meta, base, style, object, embed, applet, audio, video, source, '
    + 'track, param, title';
  const empty = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'wbr']);
  const addresses = new Set(['href', 'action', 'formaction', 'cite']);
  const inert = new Set(['src', 'srcset', 'srcdoc', 'nonce', 'integrity', 'ping', 'background', 'poster', 'autofocus',
    'value', 'checked', 'selected', 'http-equiv', 'xlink:href']);
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  const escape = (text) => text.replace(/[&<>"]/g, (c) => entities[c]);

  const attribute = (name, value) => ` ${name}="${escape(value)}"`;
  // Only pictures that are part of the text may stay in a style.
  const harmless = (css) => css.replace(/url\(\s*(?!["']?data:image\/)[^)]*\)/gi, 'none');
  const safeAddress = (address) => address.replace(/([?&]([^=&#]*)=)[^&#]*/g,
    (pair, start, name) => (assay.secretName.test(name) ? start + HIDDEN : pair));

  // pathOf says which frame of which frame a window is, from the outermost one
  // in: "0.2". Frames of other origins can be compared, if nothing else.
  const indexIn = (parent, win) => {
    for (let i = 0; i < parent.length; i++) if (parent[i] === win) return i;
    return -1;
  };
  const pathOf = (win) => {
    const path = [];
    for (let w = win; w !== w.parent; w = w.parent) path.unshift(indexIn(w.parent, w));
    return path.join('.');
  };

  const styleOf = (root) => {
    let css = '';
    const add = (sheet) => {
      try {
        for (const rule of sheet.cssRules) css += rule.styleSheet ? (add(rule.styleSheet), '') : rule.cssText + '\n';
      } catch { /* of another origin: it cannot be read */ }
    };
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) if (!sheet.disabled) add(sheet);
    return harmless(css).replaceAll('</', '<\\/');
  };

  const field = (el) => {
    const secret = assay.secret(el);
    const blank = secret && el.value !== '' ? ' data-blank=""' : ''; // that it is empty is no secret
    switch (el.localName) {
      case 'input':
        if (el.type === 'hidden' || el.type === 'file') return '';
        if (el.type === 'checkbox' || el.type === 'radio') return el.checked ? ' checked=""' : '';
        return secret ? blank : attribute('value', el.value);
      case 'option':
        return el.selected && !assay.secret(el.closest('select') || el) ? ' selected=""' : '';
      case 'button':
        return '';
      case 'li': case 'meter': case 'progress':
        return el.hasAttribute('value') ? attribute('value', el.getAttribute('value')) : '';
      default:
        return blank;
    }
  };

  const attributes = (el) => {
    let out = '';
    for (const { name, value } of el.attributes) {
      const lower = name.toLowerCase();
      if (lower.startsWith('on') || inert.has(lower) || /[\s"'<>/=]/.test(name)) continue;
      if (addresses.has(lower)) out += attribute(name, safeAddress(value));
      else if (lower === 'style') out += attribute(name, harmless(value));
      else if (!lower.startsWith('data-') || lower === 'data-secret') out += attribute(name, value);
    }
    if (el.localName === 'img' && /^data:image\//.test(el.src) && el.src.length < 50000) out += attribute('src', el.src);
    return out + field(el);
  };

  assay.snapshot = () => {
    let out = '';
    let cut = false;
    const children = (node) => { for (const child of node.childNodes) write(child); };
    const frame = (el) => {
      const index = el.contentWindow ? indexIn(window, el.contentWindow) : -1;
      const inner = [pathOf(window), index].filter((part) => part !== '').join('.');
      const { width, height } = el.getBoundingClientRect();
      const size = `width:${Math.round(width)}px;height:${Math.round(height)}px`;
      out += `<iframe${attributes(el)} data-size="${size}" srcdoc="assay-frame:${inner}"></iframe>`;
    };
    const write = (node) => {
      if (out.length > LIMIT) {
        cut = true;
        return;
      }
      if (node.nodeType === Node.TEXT_NODE) {
        out += escape(node.data);
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(dropped)) return;
      const name = node.localName;
      if (name === 'iframe' || name === 'frame') {
        frame(node);
        return;
      }
      if (/[^\w:.-]/.test(name)) return;
      out += `<${name}${attributes(node)}>`;
      if (empty.has(name)) return;
      if (name === 'textarea') out += assay.secret(node) ? '' : escape(node.value);
      else if (!(assay.secret(node) && name !== 'select')) {
        if (node.shadowRoot) {
          out += `<template shadowrootmode="open"><style>${styleOf(node.shadowRoot)}</style>`;
          children(node.shadowRoot);
          out += '</template>';
        }
        children(node);
      }
      out += `</${name}>`;
    };
    if (document.body) write(document.body);
    let style = styleOf(document);
    if (style.length > LIMIT) {
      style = '';
      cut = true;
    }
    return { path: pathOf(window), root: document.documentElement ? attributes(document.documentElement) : '',
      title: assay.tidy(document.title), url: location.href, style, body: out, cut };
  };
})();
